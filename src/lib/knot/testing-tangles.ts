import fc from 'fast-check';
import { drawTangle } from './deal.ts';
import { seeded } from './rng.ts';
import type { Tangle } from './tangle.ts';

/** For tests only: tangles of all rules, of five people and more. */
export const tangles = (most: number): fc.Arbitrary<Tangle> =>
	fc
		.record({
			n: fc.integer({ min: 5, max: most }),
			seed: fc.maxSafeNat(),
			rule: fc.constantFrom('page' as const, 'any' as const),
			neighbours: fc.boolean()
		})
		.map(({ n, seed, rule, neighbours }) => drawTangle(n, { rule, neighbours }, seeded(seed)) as Tangle);

/**
 * Whether one value is the other times ± t^k modulo p, |k| ≤ 400: more than any diagram of twenty people can shift it, and
 * few enough of the field that hardly anything fits by chance.
 */
export function isUnitApart(one: number, other: number, t: number, p: number): boolean {
	const fits = (from: number, to: number) => {
		let moved = BigInt(from);
		for (let k = 0; k <= 400; k += 1, moved = (moved * BigInt(t)) % BigInt(p))
			if (Number(moved) === to || (p - Number(moved)) % p === to) return true;
		return false;
	};
	return fits(one, other) || fits(other, one);
}
