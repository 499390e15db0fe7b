import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as alexander from './alexander.ts';
import { isDone, keyOf, makeCircle, makeTangle, type Circle } from './circle.ts';
import { PRIME } from './field.ts';
import { layTangle, newGrid } from './grid.ts';
import { jones } from './jones.ts';
import { judge } from './judge.ts';
import { ringsOf } from './rings.ts';
import { moves, play, takenBack, type Move } from './ring.ts';
import { draw, linkingNumbers } from './testing.ts';
import { isUnitApart, tangles } from './testing-tangles.ts';
import vectors from './vectors.json' with { type: 'json' };
import type { Tangle } from './tangle.ts';

const played = (circle: Circle, move: Move): Circle => {
	const result = play(circle, move);
	if (!result.ok) throw new Error(result.reason);
	return result.circle;
};

/** A game after some moves: each number chooses one of all that are legal. */
const wander = (tangle: Tangle, choices: number[]): { circle: Circle; made: Move[] } => {
	let circle = makeCircle(tangle);
	const made: Move[] = [];
	for (const choice of choices) {
		const legal = circle.seats.flatMap((person) => moves(circle, person).flatMap((reach) => reach.moves));
		const move = legal[choice % legal.length];
		if (!move) break;
		circle = played(circle, move);
		made.push(move);
	}
	return { circle, made };
};
const choices = fc.array(fc.nat(1_000_000), { maxLength: 12 });

test('no legal move changes what is tied', () => {
	const [before, after] = [newGrid(), newGrid()];
	fc.assert(
		fc.property(tangles(11), choices, (tangle, chosen) => {
			const now = makeTangle(wander(tangle, chosen).circle);
			const lengths = ({ players, holds }: Tangle) =>
				ringsOf(players, holds)
					.map((ring) => ring.length)
					.sort();
			expect(lengths(now)).toEqual(lengths(tangle));
			expect(judge(now)).toMatchObject({ rings: judge(tangle).rings, undoable: judge(tangle).undoable });
			const numbers = (of: Tangle) => [...linkingNumbers(draw(of)).values()].map(Math.abs).filter(Boolean).sort();
			expect(numbers(now)).toEqual(numbers(tangle));
			layTangle(before, tangle);
			layTangle(after, now);
			if (before.rings > 1) return;
			expect(jones(after).value).toBe(jones(before).value);
			for (const [point, t] of alexander.POINTS.entries())
				expect(isUnitApart(alexander.alexanderAt(after, point), alexander.alexanderAt(before, point), t, PRIME)).toBe(
					true
				);
		}),
		{ numRuns: 150 }
	);
});

test('moves taken back one by one lead to where it began', () => {
	fc.assert(
		fc.property(tangles(12), choices, (tangle, chosen) => {
			const { circle, made } = wander(tangle, chosen);
			const back = made.toReversed().reduce((now, move) => played(now, takenBack(move)), circle);
			expect(keyOf(back)).toBe(keyOf(makeCircle(tangle)));
		}),
		{ numRuns: 150 }
	);
});

test('what is blocked for one is blocked for the other, and blocked means that no pile would do', () => {
	fc.assert(
		fc.property(tangles(8), choices, (tangle, chosen) => {
			const { circle } = wander(tangle, chosen);
			for (const person of circle.seats)
				for (const { other, moves: open } of moves(circle, person)) {
					const hers = moves(circle, other).find((reach) => reach.other === person)?.moves ?? [];
					expect(hers).toHaveLength(open.length);
					for (const move of open) expect(play(circle, move).ok).toBe(true);
				}
		}),
		{ numRuns: 150 }
	);
});

test('the ways have the words that fit them', () => {
	// 0 holds 2 and 3, both above; 1 holds 3 and 4 below.
	const circle = makeCircle({
		players: 5,
		holds: [
			[0, 4],
			[1, 6],
			[2, 7],
			[3, 8],
			[5, 9]
		],
		heights: [3, 4, 0, 1, 2]
	});
	expect(moves(circle, 0)[0]).toMatchObject({ other: 1, side: 1, moves: [{ way: 'over' }] });
	expect(moves(circle, 1)[1]).toMatchObject({ other: 0, side: -1, moves: [{ way: 'under' }] });
});

test('what is no move is said, not thrown', () => {
	const circle = makeCircle(vectors[0] as unknown as Tangle);
	const swap = { kind: 'swap', person: 0, other: 1, way: 'over', low: null } as const;
	expect(play(circle, { ...swap, other: 2 })).toEqual({ ok: false, reason: 'not-beside' });
	expect(play(circle, { ...swap, other: 9 })).toEqual({ ok: false, reason: 'not-there' });
	expect(play(circle, { ...swap, way: 'through', low: 99 })).toEqual({ ok: false, reason: 'blocked' });
	expect(play(circle, { kind: 'swing', hold: 9, to: 'top' })).toEqual({ ok: false, reason: 'not-there' });
	expect(moves(circle, 9)).toEqual([]);
	expect(isDone(circle)).toBe(false);
});
