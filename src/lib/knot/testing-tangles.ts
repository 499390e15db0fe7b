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

/** One value is the other times ± t^k, modulo p. */
export function isUnitApart(one: number, other: number, t: number, p: number): boolean {
	for (let k = 0, power = 1n; k < p; k += 1, power = (power * BigInt(t)) % BigInt(p)) {
		const moved = Number((BigInt(other) * power) % BigInt(p));
		if (moved === one || (p - moved) % p === one) return true;
		if (k > 0 && power === 1n) return false;
	}
	return false;
}
