import { expect, test } from 'vitest';
import { check } from './check.ts';
import { drawTangle } from './deal.ts';
import { judge } from './judge.ts';
import { seeded } from './rng.ts';
import { ringsOf } from './rings.ts';
import { asWritten } from './rules.ts';
import type { Hold } from './tangle.ts';

// How often it can be undone, counted over every deal and every pile there is.

/** All pairings of a list; with an odd number one is left over. */
function* pairings(list: readonly number[]): Generator<{ pairs: Hold[]; left: number[] }, void> {
	const [first, ...others] = list;
	if (first === undefined) {
		yield { pairs: [], left: [] };
		return;
	}
	if (list.length % 2 === 1) for (const { pairs } of pairings(others)) yield { pairs, left: [first] };
	for (const other of others)
		for (const { pairs, left } of pairings(others.filter((hand) => hand !== other)))
			yield { pairs: [[first, other], ...pairs], left };
}

/** All deals by the page, once for those that look alike from another seat or in a mirror (and join the same `sides`). */
function plans(n: number, sides: boolean): Map<string, { holds: Hold[]; times: number }> {
	const hands = (side: number) => Array.from({ length: n }, (_, i) => 2 * i + side);
	const found = new Map<string, { holds: Hold[]; times: number }>();
	const lefts = [...pairings(hands(1))];
	for (const right of pairings(hands(0)))
		for (const left of lefts) {
			const holds = [...right.pairs, ...left.pairs, ...(n % 2 ? [[right.left[0]!, left.left[0]!] as const] : [])];
			if (holds.some(([a, b]) => a >> 1 === b >> 1) || !check(n, holds, asWritten).fits) continue;
			const key = likeness(n, holds, sides);
			const same = found.get(key);
			if (same) same.times += 1;
			else found.set(key, { holds, times: 1 });
		}
	return found;
}

function likeness(n: number, holds: readonly Hold[], sides: boolean): string {
	const seen: string[] = [];
	for (let by = 0; by < n; by += 1)
		for (const sign of [1, -1]) {
			const moved = holds.map(([a, b]) => {
				const pair = [a, b].map((hand) => (by + sign * (hand >> 1) + n) % n).sort((x, y) => x - y);
				return sides ? `${pair.join('-')}/${(a & 1) + (b & 1)}` : pair.join('-');
			});
			seen.push(moved.sort().join());
		}
	return seen.sort()[0]!;
}

function* orders(list: number[], from = 0): Generator<number[], void> {
	if (from >= list.length - 1) {
		yield list;
		return;
	}
	for (let i = from; i < list.length; i += 1) {
		[list[from], list[i]] = [list[i]!, list[from]!];
		yield* orders(list, from + 1);
		[list[from], list[i]] = [list[i]!, list[from]];
	}
}

/** [undoable, all], of one ring and of several. The pile may be turned over, so the first hold can stay at the bottom. */
function shares(n: number): { one: [number, number]; several: [number, number] } {
	const sum = { one: [0, 0] as [number, number], several: [0, 0] as [number, number] };
	for (const { holds, times } of plans(n, false).values()) {
		const of = sum[ringsOf(n, holds).length === 1 ? 'one' : 'several'];
		for (const heights of orders(Array.from({ length: n - 1 }, (_, i) => i + 1))) {
			// Upside down the second hold is as far from the top as it was from the bottom.
			const second = heights[0]!;
			if (2 * second > n) continue;
			const weight = 2 * second === n ? times : 2 * times;
			of[1] += weight;
			if (judge({ players: n, holds, heights: [0, ...heights] }).undoable) of[0] += weight;
		}
	}
	return sum;
}

test.each([
	[5, 11, 12, 0, 1],
	[6, 53, 60, 0, 1],
	[7, 6911, 8280, 179, 360],
	[8, 39103, 49560, 358, 805]
])('%i people: %i/%i of one ring, %i/%i of several', (n, yes, of, yesSeveral, ofSeveral) => {
	const { one, several } = shares(n);
	expect(one[0] * of).toBe(one[1] * yes);
	expect(several[0] * ofSeveral).toBe(several[1] * yesSeveral);
});

/** Right hands all below left ones, the mixed hold of an odd number, which a right hand began, among the former. */
function sharesInTurn(n: number): [number, number] {
	const sum: [number, number] = [0, 0];
	for (const { holds, times } of plans(n, true).values()) {
		if (ringsOf(n, holds).length > 1) continue;
		const half = Math.floor(n / 2);
		const below = n - half;
		for (const low of orders(Array.from({ length: below }, (_, i) => i)))
			for (const high of orders(Array.from({ length: half }, (_, i) => below + i))) {
				sum[1] += times;
				const heights = [...low.slice(0, half), ...high, ...low.slice(half)];
				if (judge({ players: n, holds, heights }).undoable) sum[0] += times;
			}
	}
	return sum;
}

test.each([
	[5, 5, 6],
	[6, 13, 18],
	[7, 395, 552],
	[8, 965, 1593]
])('%i people, right hands below left ones: %i/%i', (n, yes, of) => {
	const [undoable, all] = sharesInTurn(n);
	expect(undoable * of).toBe(all * yes);
});

test('ten people, one ring: as often as known', () => {
	const random = seeded(686);
	const draws = 12_000;
	let undoable = 0;
	for (let i = 0; i < draws; i += 1) if (judge(drawTangle(10, asWritten, random, true)!).undoable) undoable += 1;
	expect(Math.abs(undoable / draws - 0.686906)).toBeLessThan(4 * Math.sqrt((0.687 * 0.313) / draws));
});
