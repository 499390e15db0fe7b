import { personOf, type Person } from './hand.ts';
import { orderOf } from './order.ts';
import { interleave } from './pile.ts';
import type { Hold, Tangle } from './tangle.ts';

/** A game in ring mode: who stands where, and how the holds lie on each other. */
export interface Circle {
	readonly players: number;
	readonly holds: readonly Hold[];
	/** Seat → person. */
	readonly seats: readonly Person[];
	/** Holds from the lowest up. Where two do not cross, their order means nothing. */
	readonly pile: readonly number[];
}

/** The start of a game. */
export function makeCircle({ players, holds, heights }: Tangle): Circle {
	const pile = new Array<number>(players);
	for (const [hold, height] of heights.entries()) pile[height] = hold;
	return { players, holds, seats: Array.from({ length: players }, (_, i) => i), pile };
}

/** A game as a tangle: people are named by their seats. */
export function makeTangle({ players, holds, seats, pile }: Circle): Tangle {
	const hand = (old: number) => 2 * seats.indexOf(personOf(old)) + (old & 1);
	const heights = new Array<number>(players);
	for (const [height, hold] of pile.entries()) heights[hold] = height;
	return { players, holds: holds.map(([a, b]) => [hand(a), hand(b)]), heights };
}

/** A person's two holds. */
export function holdsOf({ holds }: Circle, person: Person): [number, number] {
	let first = -1;
	for (let k = 0; k < holds.length; k += 1) {
		const [a, b] = holds[k] as Hold;
		if (personOf(a) !== person && personOf(b) !== person) continue;
		if (first >= 0) return [first, k];
		first = k;
	}
	return [first, first];
}

/** Answers whether two holds cross, seen from above. */
export function crossing({ players, holds, seats }: Circle): (e: number, f: number) => boolean {
	const seatOf = new Uint8Array(players);
	for (let i = 0; i < players; i += 1) seatOf[seats[i] as number] = i;
	const ends = new Uint8Array(2 * players);
	for (let k = 0; k < players; k += 1)
		for (let side = 0; side < 2; side += 1)
			ends[2 * k + side] = seatOf[personOf((holds[k] as Hold)[side] as number)] as number;
	return (e, f) => {
		const [a, b] = [ends[2 * e] as number, ends[2 * e + 1] as number];
		const [c, d] = [ends[2 * f] as number, ends[2 * f + 1] as number];
		return a !== c && a !== d && b !== c && b !== d && interleave(a, b, c, d);
	};
}

/** Which of the holds that cross lies above which. */
export const overs = (circle: Circle): Int32Array => orderOf(circle.pile, crossing(circle));

/** Whether everybody stands in flat rings: nothing crosses, seen from above. */
export const isDone = (circle: Circle): boolean => overs(circle).every((above) => above === 0);

/** The same for two circles in which everybody stands alike and the same holds cross, the same above. */
export const keyOf = (circle: Circle): string => `${circle.seats.join(' ')}|${overs(circle).join(' ')}`;
