import { expect, it } from 'vitest';
import { crossing, makeCircle } from '#lib/knot/circle.ts';
import { curve, meets, seatSpot, bandsOf } from './drawing.ts';

it.each([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])(
	'draws %i so that holds cross on paper just where they cross',
	(players) => {
		const chords = Array.from({ length: players }, (_, a) => a).flatMap((a) =>
			Array.from({ length: players - a - 1 }, (_, i): [number, number] => [a, a + 1 + i])
		);
		const lines = chords.map(([a, b]) => curve(seatSpot(players, a), seatSpot(players, b)));
		const wrong: number[][] = [];
		for (const [i, [a, b]] of chords.entries())
			for (const [j, [c, d]] of chords.entries()) {
				if (j <= i) continue;
				const apart = a !== c && a !== d && b !== c && b !== d;
				const cross = apart && c > a && c < b !== (d > a && d < b);
				if (!apart) continue;
				if (meets(lines[i]!, lines[j]!).length !== (cross ? 1 : 0)) wrong.push([a, b, c, d]);
			}
		expect(chords.length).toBe((players * (players - 1)) / 2);
		expect(wrong).toEqual([]);
	}
);

it('leaves a gap in the lower of two holds that cross, and nowhere else', () => {
	const holds = [
		[8, 4],
		[6, 2],
		[5, 1],
		[3, 9],
		[0, 7]
	] as [number, number][];
	const circle = makeCircle({ players: 5, holds, heights: [4, 0, 1, 2, 3] });
	const cross = crossing(circle);
	for (const band of bandsOf(circle)) {
		const lower = circle.pile.slice(0, band.height).filter((other) => cross(other, band.hold));
		expect(band.gaps).toHaveLength(lower.length);
	}
});
