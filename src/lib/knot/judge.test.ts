import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as alexander from './alexander.ts';
import { PRIME } from './field.ts';
import { drawTangle } from './deal.ts';
import { layTangle, newGrid } from './grid.ts';
import { A, jones } from './jones.ts';
import { judge, prove } from './judge.ts';
import { findLinked } from './linking.ts';
import { newPile, pileUp } from './pile.ts';
import { seeded } from './rng.ts';
import { explored, undo } from './search.ts';
import type { Step } from './step.ts';
import type { Tangle } from './tangle.ts';
import { countStuck } from './testing-stuck.ts';
import { alexanderByArcs, draw, jonesByStates, linkingNumbers } from './testing.ts';
import { isUnitApart, tangles } from './testing-tangles.ts';
import { mirrored, renamed, rotated, shifted } from './testing-symmetry.ts';
import { replay, verify } from './verify.ts';
import vectors from './vectors.json' with { type: 'json' };

test.each(vectors)('$name', ({ undoable, rings, by, ...tangle }) => {
	expect(judge(tangle as unknown as Tangle)).toEqual({ rings, undoable, by });
});

test('every yes is replayed, every no is worked out again', () => {
	const seen = new Set<string>();
	const look = (tangle: Tangle) => {
		const proof = prove(tangle);
		expect(proof.by).toBe(judge(tangle).by);
		seen.add(proof.by);
		if (proof.by === 'trace') expect(verify(tangle, proof.steps)).toEqual({ ok: true });
		if (proof.by === 'linking')
			expect([...linkingNumbers(draw(tangle)).values()].map(Math.abs)).toContain(Math.abs(proof.number));
		if (proof.by === 'alexander')
			expect(isFree(proof.ring === null ? tangle : ringOf(tangle, proof.ring), BigInt(proof.t))).toBe(false);
	};
	// A fixed seed: once in some ten thousand times another value looks like ± t^k in the slow way's wider bounds.
	fc.assert(fc.property(tangles(14), look), { numRuns: 400, seed: 1 });
	for (const by of ['trace', 'linking', 'alexander']) expect(seen).toContain(by);
});

// So few are asked this last question that they are named: their invariants are those of a free ring.
test.each([
	[11, 6205],
	[12, 33596]
])('%i people, dealt from %i: no arrangement is left to look at', (players, seed) => {
	const tangle = drawTangle(players, { rule: 'page', neighbours: false }, seeded(seed)) as Tangle;
	const proof = prove(tangle);
	if (proof.by !== 'exhausted') throw new Error(proof.by);
	expect(stuckAfter(tangle, proof.steps)).toContain(proof.arrangements);
});

test('the search gives up only where another one finds nothing either', () => {
	let stuck = 0;
	const look = (tangle: Tangle) => {
		const steps: Step[] = [];
		const several = layTangle(newGrid(), tangle).rings > 1;
		if (undo(pileUp(newPile(), tangle, several), { swings: true, cheapest: false, most: Infinity }, steps) !== 'stuck')
			return;
		stuck += 1;
		const arrangements = explored();
		expect(judge(tangle).undoable).toBe(false);
		expect(stuckAfter(tangle, steps)).toContain(arrangements);
	};
	fc.assert(fc.property(tangles(9), look), { numRuns: 150, seed: 1 });
	expect(stuck).toBeGreaterThan(30);
});

/** What was looked at in each part that the steps leave. */
function stuckAfter(tangle: Tangle, steps: readonly Step[]): number[] {
	const left = replay(tangle, steps);
	if (!Array.isArray(left)) throw new Error(left.reason);
	return left.map(countStuck);
}

test('invariants agree with those of the drawn diagram', () => {
	const grid = newGrid();
	fc.assert(
		fc.property(tangles(11), (tangle) => {
			layTangle(grid, tangle);
			const diagram = draw(tangle);
			expect(grid.rings).toBe(diagram.rings.length);
			expect(findLinked(grid) !== null).toBe([...linkingNumbers(diagram).values()].some((number) => number !== 0));
			for (const [point, t] of alexander.POINTS.entries()) {
				const one = alexander.alexanderAt(grid, point);
				const other = Number(alexanderByArcs(diagram, BigInt(t), BigInt(PRIME)));
				if (grid.rings > 1) expect(one === 0).toBe(other === 0);
				else expect(isUnitApart(one, other, t, PRIME)).toBe(true);
			}
			if (diagram.signs.length <= 9)
				expect(BigInt(jones(grid).value)).toBe(jonesByStates(diagram, BigInt(A), BigInt(PRIME)));
		}),
		{ numRuns: 150 }
	);
});

test('the verdict does not change when the ring is turned or mirrored, or the pile turned over', () => {
	fc.assert(
		fc.property(tangles(13), fc.nat(12), (tangle, by) => {
			const { undoable, rings } = judge(tangle);
			for (const same of [
				rotated(tangle, by),
				shifted(tangle, by),
				mirrored(tangle, 'ring'),
				mirrored(tangle, 'pile'),
				renamed(tangle, by)
			])
				expect(judge(same)).toMatchObject({ undoable, rings });
		}),
		{ numRuns: 300 }
	);
});

test('a way out that was tampered with is not believed', () => {
	const hard = vectors[3] as unknown as Tangle;
	const proof = prove(hard);
	if (proof.by !== 'trace') throw new Error('no trace');
	const { steps } = proof;
	expect(verify(hard, steps)).toEqual({ ok: true });
	for (let i = 0; i < steps.length; i += 1) expect(verify(hard, steps.toSpliced(i, 1)).ok).toBe(false);
	expect(verify(hard, [])).toEqual({ ok: false, at: 0, reason: 'not-done' });
	expect(stuckAfter(hard, [])).toEqual([-1]);
	for (const knotted of vectors.filter(({ undoable }) => !undoable))
		expect(verify(knotted as unknown as Tangle, steps).ok).toBe(false);
});

const isFree = (tangle: Tangle, t: bigint) => {
	const diagram = draw(tangle);
	const value = Number(alexanderByArcs(diagram, t, BigInt(PRIME)));
	return diagram.rings.length > 1 ? value === 0 : isUnitApart(value, 1, Number(t), PRIME);
};

/** One ring of a tangle, its people and heights numbered anew. */
function ringOf({ players, holds, heights }: Tangle, lowest: number): Tangle {
	const inside = new Set([lowest]);
	for (let i = 0; i < players; i += 1)
		for (const [a, b] of holds) if (inside.has(a >> 1) || inside.has(b >> 1)) inside.add(a >> 1).add(b >> 1);
	const people = [...inside].sort((a, b) => a - b);
	const hand = (old: number) => 2 * people.indexOf(old >> 1) + (old & 1);
	const kept = holds.flatMap(([a], k) => (inside.has(a >> 1) ? [k] : []));
	const order = kept.map((k) => heights[k]!).sort((a, b) => a - b);
	return {
		players: people.length,
		holds: kept.map((k) => [hand(holds[k]![0]), hand(holds[k]![1])]),
		heights: kept.map((k) => order.indexOf(heights[k]!))
	};
}
