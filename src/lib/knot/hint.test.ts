import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDone, keyOf, makeCircle, type Circle } from './circle.ts';
import { deal } from './deal-tangle.ts';
import { difficultyOf, findWay, nextMove, type Hint } from './hint.ts';
import { judge } from './judge.ts';
import { newPile, pileUp } from './pile.ts';
import { findRegrips, regripped } from './regrip.ts';
import { play, type Move } from './ring.ts';
import { seeded } from './rng.ts';
import { asWritten } from './rules.ts';
import { undo } from './search.ts';
import type { Step } from './step.ts';
import type { Tangle } from './tangle.ts';
import { tangles } from './testing-tangles.ts';
import { unfold } from './unfold.ts';
import { verify } from './verify.ts';

const playAll = (circle: Circle, moves: readonly Move[]): Circle =>
	moves.reduce((now, move) => {
		const result = play(now, move);
		if (!result.ok) throw new Error(`${result.reason}: ${JSON.stringify(move)}`);
		return result.circle;
	}, circle);

test('a way out is one: its trace holds, and played move by move it ends flat', () => {
	fc.assert(
		fc.property(tangles(16), (tangle) => {
			const circle = makeCircle(tangle);
			const way = findWay(circle);
			expect(way !== null).toBe(judge(tangle).undoable);
			if (!way) return;
			expect(verify(tangle, way.steps)).toEqual({ ok: true });
			expect(
				isDone(
					playAll(
						circle,
						way.thoughts.flatMap(({ moves }) => moves)
					)
				)
			).toBe(true);
		}),
		{ numRuns: 400 }
	);
});

test('where there is no way that is said at once, also for twenty people', () => {
	const random = seeded(20);
	for (let tried = 0; tried < 300; tried += 1) {
		const dealt = deal(20, { rules: asWritten }, random);
		if (!dealt.ok || judge(dealt.tangle).undoable) continue;
		const began = performance.now();
		expect(nextMove(makeCircle(dealt.tangle))).toBeNull();
		expect(performance.now() - began).toBeLessThan(2_000);
	}
});

test('a way over everybody’s heads can be played too', () => {
	let swung = 0;
	const pile = newPile();
	fc.assert(
		fc.property(tangles(14), (tangle) => {
			const steps: Step[] = [];
			if (undo(pileUp(pile, tangle, true), { swings: true, cheapest: false, most: Infinity }, steps) !== 'undone')
				return;
			const moves = unfold(makeCircle(tangle), steps).flatMap((thought) => thought.moves);
			swung += moves.filter(({ kind }) => kind === 'swing').length;
			expect(isDone(playAll(makeCircle(tangle), moves))).toBe(true);
		}),
		{ numRuns: 400, seed: 3 }
	);
	expect(swung).toBeGreaterThan(0);
});

test('who follows the hints gets out, asking anew after every thought', () => {
	fc.assert(
		fc.property(tangles(13), (tangle) => {
			if (!judge(tangle).undoable) return;
			let circle = makeCircle(tangle);
			for (let asked = 0; !isDone(circle); asked += 1) {
				expect(asked).toBeLessThan(100);
				const hint = nextMove(circle);
				expect(hint?.move).toEqual(hint?.thought.moves[0]);
				circle = playAll(circle, hint?.thought.moves ?? []);
			}
			expect(nextMove(circle)).toBeNull();
		}),
		{ numRuns: 200 }
	);
});

test('and asking after every move, with the hint before in hand', () => {
	fc.assert(
		fc.property(tangles(12), (tangle) => {
			if (!judge(tangle).undoable) return;
			let circle = makeCircle(tangle);
			let hint: Hint | null = null;
			for (let asked = 0; !isDone(circle); asked += 1) {
				expect(asked).toBeLessThan(600);
				hint = nextMove(circle, hint);
				circle = playAll(circle, hint ? [hint.move] : []);
				expect(hint?.then).toBe(keyOf(circle));
			}
		}),
		{ numRuns: 100 }
	);
});

test.each([
	['easy', 54],
	['middle', 44],
	['hard', 2]
] as const)('of what twelve people can undo in one ring %s is about %i in a hundred', (difficulty, percent) => {
	const random = seeded(12);
	const draws = 1_000;
	let found = 0;
	for (let i = 0; i < draws; i += 1) {
		const dealt = deal(12, { rules: asWritten, oneRing: true, undoable: true }, random);
		const way = dealt.ok && findWay(makeCircle(dealt.tangle));
		if (way && difficultyOf(way) === difficulty) found += 1;
	}
	// The share itself is rounded to a whole percent.
	expect(Math.abs(found / draws - percent / 100)).toBeLessThan(
		0.005 + 4 * Math.sqrt((percent * (100 - percent)) / 1e4 / draws)
	);
});

test('dealt as wished, or said that it cannot be', () => {
	for (const difficulty of ['easy', 'middle', 'hard'] as const) {
		const dealt = deal(12, { rules: asWritten, difficulty, oneRing: true }, seeded(4));
		if (!dealt.ok) throw new Error(dealt.reason);
		const way = findWay(makeCircle(dealt.tangle));
		expect([way && difficultyOf(way), judge(dealt.tangle)]).toEqual([
			difficulty,
			{ rings: 1, undoable: true, by: 'trace' }
		]);
		expect(deal(12, { rules: asWritten, difficulty, oneRing: true }, seeded(4))).toEqual(dealt);
	}
	expect(deal(4, { rules: asWritten }, seeded(1))).toEqual({ ok: false, reason: 'none' });
	expect(deal(21, { rules: asWritten }, seeded(1))).toEqual({ ok: false, reason: 'none' });
	expect(deal(5, { rules: asWritten, difficulty: 'hard' }, seeded(1))).toEqual({ ok: false, reason: 'not-found' });
});

test('one hold joined again mends nearly everything that cannot be undone', () => {
	const random = seeded(8);
	let [tried, mended] = [0, 0];
	while (tried < 60) {
		const dealt = deal(10, { rules: asWritten }, random);
		if (!dealt.ok || judge(dealt.tangle).undoable) continue;
		tried += 1;
		const found = findRegrips(dealt.tangle);
		if (found.length > 0) mended += 1;
		for (const regrip of found) {
			const after: Tangle = regripped(dealt.tangle, regrip);
			expect(after.heights[regrip.hold]).toBe(regrip.height);
			expect(after.heights.toSorted((a, b) => a - b)).toEqual(after.heights.map((_, i) => i));
			expect(judge(after).undoable).toBe(true);
		}
		expect(findRegrips(dealt.tangle, 1)).toEqual(found.slice(0, 1));
	}
	expect(mended / tried).toBeGreaterThan(0.9);
});
