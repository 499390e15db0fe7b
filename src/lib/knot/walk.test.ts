import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PRIME } from './field.ts';
import { FARTHEST, isPoint, type Point } from './point.ts';
import { below, seeded, type Random } from './rng.ts';
import type { Tangle } from './tangle.ts';
import { alexanderByArcs, linkingNumbers } from './testing.ts';
import { drawPlane } from './testing-plane.ts';
import { isUnitApart, tangles } from './testing-tangles.ts';
import { strainAfter, strainOf } from './thread.ts';
import { isDone, makePlane, tryWalk, walk, type Plane } from './walk.ts';

const RADIUS = 100_003;
const near = (random: Random, [x, y]: Point, by: number): Point => [
	x + below(random, 2 * by) - by,
	y + below(random, 2 * by) - by
];
const begin = (tangle: Tangle, random: Random): Plane => {
	const plane = makePlane(tangle, RADIUS);
	return { ...plane, at: plane.at.map((point) => near(random, point, 5_000)) };
};

/** Walks at random, as long as somebody can; says how many went and how many asked for a choice. */
function stroll(start: Plane, random: Random, tries: number): { plane: Plane; went: number; chose: number } {
	let [plane, went, chose] = [start, 0, 0];
	for (let i = 0; i < tries; i += 1) {
		const person = below(random, plane.players);
		const to = near(random, [0, 0], RADIUS);
		const tried = tryWalk(plane, person, to);
		if (!tried.ok) continue;
		const { sides } = tried.options[below(random, tried.options.length)]!;
		if (tried.options.length > 1) {
			chose += 1;
			expect(walk(plane, person, to)).toBeNull();
		}
		plane = walk(plane, person, to, sides)!;
		went += 1;
	}
	return { plane, went, chose };
}

test('no walk changes what is tied', () => {
	let [went, chose] = [0, 0];
	fc.assert(
		fc.property(tangles(9), fc.maxSafeNat(), (tangle, seed) => {
			const random = seeded(seed);
			const start = begin(tangle, random);
			const { plane: end, ...more } = stroll(start, random, 10);
			went += more.went;
			chose += more.chose;
			const [before, after] = [drawPlane(start), drawPlane(end)];
			const numbers = (of: typeof before) => [...linkingNumbers(of).values()].map(Math.abs).filter(Boolean).sort();
			expect(numbers(after)).toEqual(numbers(before));
			for (const t of [PRIME - 1, 3]) {
				const [one, other] = [before, after].map((of) => Number(alexanderByArcs(of, BigInt(t), BigInt(PRIME))));
				expect(isUnitApart(one!, other!, t, PRIME)).toBe(true);
			}
		}),
		{ numRuns: 120 }
	);
	expect(went).toBeGreaterThan(200);
	expect(chose).toBeGreaterThan(20);
});

/** Three people in a ring and nothing crossing. */
const three = (at: Point[]): Plane => ({
	players: 3,
	holds: [
		[0, 3],
		[2, 5],
		[4, 1]
	],
	at,
	pile: [0, 1, 2],
	rest: 200 ** 2
});

test('touching somebody or a thread is refused, and so is stretching too far', () => {
	const plane = three([
		[0, 0],
		[100, 0],
		[0, 100]
	]);
	expect(isDone(plane)).toBe(true);
	expect(tryWalk(plane, 0, [50, 50])).toMatchObject({ ok: false, reason: 'close' });
	expect(tryWalk(plane, 0, [200, 0])).toMatchObject({ ok: false, reason: 'close', person: 1 });
	expect(tryWalk(plane, 0, [100, 0])).toMatchObject({ ok: false, reason: 'close', person: 1 });
	expect(tryWalk(plane, 0, [-151, -1])).toMatchObject({ ok: false, reason: 'breaks', hold: 0 });
	expect(tryWalk(plane, 0, [10, 11])).toMatchObject({ ok: true, meetings: [] });
	for (const to of [
		[0.5, 1],
		[FARTHEST + 1, 0],
		[NaN, 0]
	] as Point[])
		expect(tryWalk(plane, 0, to)).toEqual({ ok: false, reason: 'not-a-point' });
	for (const person of [-1, 3, 0.5]) expect(tryWalk(plane, person, [1, 1])).toEqual({ ok: false, reason: 'not-there' });
	expect([isPoint([1, 2]), isPoint([1]), isPoint('x'), isPoint([1, Infinity])]).toEqual([true, false, false, false]);
});

test('walking through the thread opposite: over or under, as she likes', () => {
	const plane = three([
		[0, 0],
		[100, 0],
		[0, 100]
	]);
	const tried = tryWalk(plane, 0, [60, 61]);
	expect(tried).toMatchObject({ ok: true, meetings: [{ thread: 1, person: 0 }] });
	expect(tried.ok && tried.options.map(({ sides }) => sides)).toEqual([['over'], ['under']]);
	expect(walk(plane, 0, [60, 61], ['over'])?.pile.at(-1)).toBe(1);
	expect(walk(plane, 0, [60, 61], ['under'])?.pile[0]).toBe(1);
	expect(walk(plane, 0, [60, 61], ['over', 'over'])).toBeNull();
});

test('a thread is tight from 1.10 of its rest on, and breaks past 1.25', () => {
	const rest = 200 ** 2;
	expect([219, 220, 250, 251].map((length) => strainOf(length ** 2, rest))).toEqual([
		'slack',
		'tight',
		'tight',
		'broken'
	]);
	expect([0, 1, 2, 5, 6].map(strainAfter)).toEqual(['slack', 'slack', 'tight', 'tight', 'broken']);
});
