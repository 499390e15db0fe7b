import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { count } from './count.ts';
import { drawHolds, drawTangle, fewest } from './deal.ts';
import { seeded } from './rng.ts';
import { ringsOf } from './rings.ts';
import type { Rules } from './rules.ts';
import { parseTangle } from './tangle.ts';

const rules = fc.record({ rule: fc.constantFrom('page' as const, 'any' as const), neighbours: fc.boolean() });

test('every deal keeps its rules, and the same seed deals the same again', () => {
	fc.assert(
		fc.property(fc.integer({ min: 4, max: 20 }), rules, fc.maxSafeNat(), fc.boolean(), (n, kept, seed, oneRing) => {
			const tangle = drawTangle(n, kept, seeded(seed), oneRing);
			expect(tangle === null).toBe(n < fewest(kept));
			if (!tangle) return;
			expect(parseTangle(tangle)).toEqual({ ok: true, value: tangle });
			expect(check(n, tangle.holds, kept)).toMatchObject({ fits: true, broken: [] });
			if (oneRing) expect(ringsOf(n, tangle.holds)).toHaveLength(1);
			expect(drawTangle(n, kept, seeded(seed), oneRing)).toEqual(tangle);
		}),
		{ numRuns: 500 }
	);
});

/** How far counts stray from equal shares, in standard deviations of χ². */
function strays(counts: number[], draws: number): number {
	const each = draws / counts.length;
	const squares = counts.reduce((sum, x) => sum + (x - each) ** 2 / each, 0);
	return (squares - (counts.length - 1)) / Math.sqrt(2 * Math.max(1, counts.length - 1));
}

test.each<[number, Rules]>([
	[4, { rule: 'page', neighbours: true }],
	[5, { rule: 'page', neighbours: false }],
	[6, { rule: 'page', neighbours: false }],
	[7, { rule: 'page', neighbours: false }],
	[8, { rule: 'page', neighbours: false }],
	[5, { rule: 'any', neighbours: false }],
	[6, { rule: 'any', neighbours: false }]
])('%i people, %o: all deals there are, equally often', (n, kept) => {
	const random = seeded(n);
	const seen = new Map<string, number>();
	const deals = count(n, kept)?.deals ?? 0;
	const draws = deals * 60;
	for (let i = 0; i < draws; i += 1) {
		const key = JSON.stringify(drawHolds(n, kept, random));
		seen.set(key, (seen.get(key) ?? 0) + 1);
	}
	expect(seen.size).toBe(deals);
	expect(Math.abs(strays([...seen.values()], draws))).toBeLessThan(4);
});

test.each([
	[8, 'page', 0.793722],
	[10, 'page', 0.705702],
	[10, 'any', 0.631697]
] as const)('%i people, rule %s: one ring as often as counted', (n, rule, share) => {
	const random = seeded(20);
	const draws = 8_000;
	let oneRing = 0;
	for (let i = 0; i < draws; i += 1)
		if (ringsOf(n, drawHolds(n, { rule, neighbours: false }, random) ?? []).length === 1) oneRing += 1;
	expect(Math.abs(oneRing / draws - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws));
});
