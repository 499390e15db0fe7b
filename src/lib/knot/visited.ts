import { MOST } from './hand.ts';
import { seeded } from './rng.ts';

// The arrangements that a breadth-first search has met, each once. An arrangement is a ring of seats and a pile; the ring
// may be turned, and a pile whose top may swing under its bottom may be too, and is still the same one. So its hash is a
// sum over who is next to whom, which turning does not change, and which an exchange of two changes in three places.

/** Stands for the floor under the pile and the sky above it, where the two are not the same. */
export const END = MOST;
const WIDE = MOST + 1;
const random = seeded(2006);
export const seatPair = Int32Array.from({ length: WIDE * WIDE }, () => random.next() | 0);
export const levelPair = Int32Array.from({ length: WIDE * WIDE }, () => random.next() | 0);
export const pairAt = (a: number, b: number): number => a * WIDE + b;

export interface Visited {
	count: number;
	/** Arrangement k: its seats at 2·MOST·k, its levels at 2·MOST·k + MOST. */
	arranged: Uint8Array;
	/** Arrangement → the one it came from, and by which exchange. */
	from: Int32Array;
	by: Uint8Array;
	hash: Int32Array;
	/** Open addressing: 0, or arrangement + `base`; what lies under `base` is left from earlier searches. */
	table: Int32Array;
	base: number;
}
export const STRIDE = 2 * MOST;

export const newVisited = (room = 512): Visited => ({
	count: 0,
	arranged: new Uint8Array(room * STRIDE),
	from: new Int32Array(room),
	by: new Uint8Array(room),
	hash: new Int32Array(room),
	table: new Int32Array(room * 4),
	base: 1
});

export function forget(visited: Visited): void {
	visited.base += visited.count;
	visited.count = 0;
	if (visited.base < 1e9) return;
	visited.table.fill(0);
	visited.base = 1;
}

function grow(visited: Visited): void {
	const larger = newVisited(visited.from.length * 2);
	for (const key of ['arranged', 'from', 'by', 'hash'] as const) larger[key].set(visited[key]);
	Object.assign(visited, { ...larger, count: visited.count });
	for (let k = 0; k < visited.count; k += 1) visited.table[emptySlot(visited, visited.hash[k] as number)] = k + 1;
}

const slotOf = (hash: number, mask: number) => (hash ^ (hash >>> 15)) & mask;

function emptySlot({ table, base }: Visited, hash: number): number {
	const mask = table.length - 1;
	let slot = slotOf(hash, mask);
	while ((table[slot] as number) >= base) slot = (slot + 1) & mask;
	return slot;
}

/**
 * Adds the arrangement that was written behind the last one (at `STRIDE` × `count`), unless it was met before.
 *
 * @param turns whether a pile may be turned over
 */
export function add(visited: Visited, size: number, turns: boolean, hash: number, from: number, by: number): boolean {
	const { table, base, count } = visited;
	const mask = table.length - 1;
	let slot = slotOf(hash, mask);
	for (let met = table[slot] as number; met >= base; met = table[slot] as number) {
		if (visited.hash[met - base] === hash && isSame(visited, size, turns, met - base)) return false;
		slot = (slot + 1) & mask;
	}
	table[slot] = count + base;
	visited.hash[count] = hash;
	visited.from[count] = from;
	visited.by[count] = by;
	visited.count += 1;
	if (visited.count === visited.from.length) grow(visited);
	return true;
}

function isSame({ arranged, count }: Visited, size: number, turns: boolean, other: number): boolean {
	const here = count * STRIDE;
	const there = other * STRIDE;
	return turned(arranged, here, there, size, true) && turned(arranged, here + MOST, there + MOST, size, turns);
}

function turned(list: Uint8Array, here: number, there: number, size: number, turns: boolean): boolean {
	let by = 0;
	if (turns) while (list[there + by] !== list[here]) by += 1;
	for (let i = 0; i < size; i += 1) {
		if (list[here + i] !== list[there + by]) return false;
		by = by + 1 === size ? 0 : by + 1;
	}
	return true;
}
