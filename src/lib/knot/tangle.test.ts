import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asWritten } from './rules.ts';
import { check, checkEntered } from './check.ts';
import { makeLine, parseHolds, parseLine, parseTangle, type Tangle } from './tangle.ts';
import vectors from './vectors.json' with { type: 'json' };

const trefoil = vectors[0] as unknown as Tangle;
const wrong = (change: Record<string, unknown>) => {
	const read = parseTangle({ players: 5, holds: trefoil.holds, heights: trefoil.heights, ...change });
	return read.ok ? [] : read.problems;
};

test('what is made is read back', () => {
	for (const { players, holds, heights } of vectors as unknown as Tangle[])
		expect(parseLine(makeLine({ players, holds, heights }))).toEqual({ ok: true, value: { players, holds, heights } });
});

test('each thing that is wrong is named, with its place', () => {
	expect(parseLine('{')).toEqual({ ok: false, problems: [{ reason: 'not-json', at: '' }] });
	for (const value of [null, 3, 'x', []])
		expect(parseTangle(value)).toMatchObject({ problems: [{ reason: 'not-an-object' }] });
	for (const players of [1, 21, 5.5, '5', undefined])
		expect(wrong({ players })).toEqual([{ reason: 'players', at: 'players' }]);
	expect(wrong({ players: 6 })).toContainEqual({ reason: 'count', at: 'holds' });
	expect(wrong({ holds: trefoil.holds.with(1, [6, 8]) })).toEqual([{ reason: 'hand-twice', at: 'holds[1][1]' }]);
	expect(wrong({ holds: trefoil.holds.with(1, [6, 10]) })).toEqual([{ reason: 'not-a-hand', at: 'holds[1][1]' }]);
	expect(wrong({ holds: (trefoil.holds as unknown[]).with(2, 7) })).toEqual([{ reason: 'not-a-hold', at: 'holds[2]' }]);
	expect(
		parseHolds(3, [
			[0, 1],
			[2, 4],
			[3, 5]
		])
	).toEqual({ ok: false, problems: [{ reason: 'own-hand', at: 'holds[0]' }] });
	expect(
		parseHolds(3, [
			[0, 0],
			[2, 4],
			[3, 5]
		])
	).toMatchObject({ problems: [{ reason: 'hand-twice', at: 'holds[0][1]' }] });
	expect(wrong({ heights: [0, 1, 2, 3, 3] })).toEqual([{ reason: 'height-twice', at: 'heights[4]' }]);
	expect(wrong({ heights: [0, 1, 2, 3, -1] })).toEqual([{ reason: 'not-a-height', at: 'heights[4]' }]);
	expect(wrong({ holds: 1, heights: 2 })).toHaveLength(2);
});

test('whatever is read, nothing is thrown', () => {
	const almost = fc.record({
		players: fc.integer({ min: 1, max: 6 }),
		holds: fc.array(fc.array(fc.integer())),
		heights: fc.array(fc.anything())
	});
	fc.assert(fc.property(fc.oneof(fc.anything(), almost), (value) => void parseTangle(value)));
	fc.assert(fc.property(fc.string(), (text) => void parseLine(text)));
});

test('broken rules are named, with the hold and the people', () => {
	expect(check(5, trefoil.holds, asWritten)).toEqual({ fits: true, broken: [], rings: [[0, 3, 1, 4, 2]] });
	const holds = [
		[0, 2],
		[1, 3],
		[4, 7],
		[5, 6]
	] as const;
	expect(check(4, holds, asWritten)).toEqual({
		fits: false,
		broken: [
			{ reason: 'beside', hold: 0, people: [0, 1] },
			{ reason: 'beside', hold: 1, people: [0, 1] },
			{ reason: 'same-two', hold: 1, first: 0, people: [0, 1] },
			{ reason: 'beside', hold: 2, people: [2, 3] },
			{ reason: 'mixed', hold: 2, people: [2, 3] },
			{ reason: 'beside', hold: 3, people: [2, 3] },
			{ reason: 'same-two', hold: 3, first: 2, people: [2, 3] },
			{ reason: 'mixed', hold: 3, people: [2, 3] }
		],
		rings: [
			[0, 1],
			[2, 3]
		]
	});
	expect(check(4, holds, { rule: 'any', neighbours: true }).broken.map(({ reason }) => reason)).toEqual([
		'same-two',
		'same-two'
	]);
});

test('holds as somebody entered them need no heights, and a hand taken twice is an answer', () => {
	const entered = (players: unknown, holds: unknown) => checkEntered({ players, holds }, asWritten);
	expect(entered(5, trefoil.holds)).toMatchObject({ ok: true, value: { fits: true } });
	expect(entered(5, trefoil.holds.with(0, [8, 9]))).toEqual({
		ok: true,
		value: {
			fits: false,
			broken: [
				{ reason: 'own-hand', at: 'holds[0]' },
				{ reason: 'hand-twice', at: 'holds[3][1]' }
			],
			rings: []
		}
	});
	expect(entered(5, trefoil.holds.slice(1))).toEqual({ ok: false, problems: [{ reason: 'count', at: 'holds' }] });
	for (const players of [1, 21, '5', null]) expect(entered(players, [])).toMatchObject({ ok: false });
	expect(checkEntered(null, asWritten)).toMatchObject({ ok: false });
});
