import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, MOST_COUNTED } from './count.ts';
import { ringsOf } from './rings.ts';
import { check } from './check.ts';
import type { Hold } from './tangle.ts';

test.each([
	[4, 'page', false, 0, 0],
	[5, 'page', false, 10, 10],
	[6, 'page', false, 6, 6],
	[7, 'page', false, 406, 322],
	[8, 'page', false, 446, 354],
	[10, 'page', false, 42_406, 29_926],
	[5, 'any', false, 32, 32],
	[6, 'any', false, 256, 192],
	[7, 'any', false, 3_840, 2_944],
	[8, 'any', false, 63_488, 45_312],
	[10, 'any', false, 24_255_488, 15_322_112],
	[4, 'page', true, 6, 6],
	[6, 'page', true, 120, 120],
	[8, 'page', true, 6_300, 5_040],
	[10, 'page', true, 514_080, 362_880]
] as const)('%i people, rule %s, neighbours %s: %i deals, %i of one ring', (n, rule, neighbours, deals, oneRing) => {
	expect(count(n, { rule, neighbours })).toEqual({ deals, oneRing });
});

/** A002816: rings through all n that use no side of the n-gon. */
const A002816 = [1, 3, 23, 177, 1_553, 14_963, 157_931, 1_814_453];

test('one-ring deals are as many as the known plans allow', () => {
	for (const [i, plans] of A002816.entries()) {
		const n = i + 5;
		expect(count(n, { rule: 'page', neighbours: false })?.oneRing).toBe(n % 2 === 0 ? 2 * plans : 2 * n * plans);
		expect(count(n, { rule: 'any', neighbours: false })?.oneRing).toBe(2 ** n * plans);
	}
});

/** All ways to pair 2n hands, one after the other. */
function* pairings(hands: readonly number[]): Generator<Hold[]> {
	const [first, ...others] = hands;
	if (first === undefined) yield [];
	else
		for (const other of others)
			for (const rest of pairings(others.filter((hand) => hand !== other))) yield [[first, other], ...rest];
}

test.each([3, 4, 5, 6])('counting on the fingers agrees for %i people', (n) => {
	for (const rule of ['page', 'any'] as const)
		for (const neighbours of [false, true]) {
			const found = { deals: 0, oneRing: 0 };
			for (const holds of pairings(Array.from({ length: 2 * n }, (_, hand) => hand))) {
				if (holds.some(([a, b]) => a >> 1 === b >> 1) || !check(n, holds, { rule, neighbours }).fits) continue;
				found.deals += 1;
				if (ringsOf(n, holds).length === 1) found.oneRing += 1;
			}
			expect(found).toEqual(count(n, { rule, neighbours }));
		}
});

test('numbers it cannot count are answered with nothing', () => {
	fc.assert(
		fc.property(fc.double(), (n) => {
			const isFine = Number.isInteger(n) && n >= 3 && n <= MOST_COUNTED;
			expect(count(n, { rule: 'page', neighbours: false }) === null).toBe(!isFine);
		})
	);
});
