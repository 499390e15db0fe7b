import { MOST } from './hand.ts';

// Which hold must lie above which: sets of holds are the bits of a whole number, bit f of `above[e]` says that f lies
// above e. Holds that do not cross may lie at any height; the pile is one order among many that the crossings allow.

/** The order that a pile gives to the holds that cross: bit f of the answer's e is set if f crosses e and lies higher. */
export function orderOf(pile: readonly number[], cross: (e: number, f: number) => boolean): Int32Array {
	const above = new Int32Array(MOST);
	for (let i = 0; i < pile.length; i += 1)
		for (let j = i + 1; j < pile.length; j += 1) {
			const [e, f] = [pile[i] as number, pile[j] as number];
			if (cross(e, f)) above[e] = (above[e] as number) | (1 << f);
		}
	return above;
}

/** Everything that lies above each hold, by way of others too. `pile` is an order that `above` allows. */
export function reach(above: Int32Array, pile: readonly number[]): Int32Array {
	const all = above.slice();
	for (let i = pile.length - 1; i >= 0; i -= 1) {
		const e = pile[i] as number;
		let set = all[e] as number;
		for (let left = above[e] as number; left !== 0; left &= left - 1) set |= all[lowestOf(left)] as number;
		all[e] = set;
	}
	return all;
}

const lowestOf = (set: number) => 31 - Math.clz32(set & -set);

/**
 * A pile that `above` allows, as near to the given one as it goes: always the lowest that may come next. Null if the
 * holds would have to lie above each other in a circle.
 */
export function relevel(above: Int32Array, pile: readonly number[]): number[] | null {
	const next: number[] = [];
	let placed = 0;
	while (next.length < pile.length) {
		const free = pile.find((hold) => !((placed >>> hold) & 1) && !hangs(above, pile, placed, hold));
		if (free === undefined) return null;
		next.push(free);
		placed |= 1 << free;
	}
	return next;
}

/** Whether something that is not placed yet must lie below this hold. */
const hangs = (above: Int32Array, pile: readonly number[], placed: number, hold: number) =>
	pile.some((other) => !((placed >>> other) & 1) && ((above[other] as number) >>> hold) & 1);

/** Whether a pile keeps to an order. */
export function keepsTo(above: Int32Array, pile: readonly number[]): boolean {
	let higher = 0;
	for (let i = pile.length - 1; i >= 0; i -= 1) {
		const hold = pile[i] as number;
		if (((above[hold] as number) & ~higher) !== 0) return false;
		higher |= 1 << hold;
	}
	return true;
}
