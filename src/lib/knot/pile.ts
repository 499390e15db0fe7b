import { MOST, personOf } from './hand.ts';
import type { Tangle } from './tangle.ts';

// What the search works on: units (a woman, or several who have joined up and move as one) in the order of the ring, and
// the holds between units in the order of their heights. A unit is named by one of its people, a hold by its place in the
// tangle's list.

export interface Pile {
	size: number;
	/** Seat → unit. */
	seat: Uint8Array;
	/** Height → hold. */
	level: Uint8Array;
	/** Hold → the two units it joins, at 2·hold and 2·hold + 1. */
	ends: Uint8Array;
	/** Unit → its two holds, at 2·unit and 2·unit + 1. */
	holds: Uint8Array;
	/** Unit → how many people it is. */
	people: Uint8Array;
	/** Whether there may be more than one ring in it. */
	several: boolean;
}

export const newPile = (): Pile => ({
	size: 0,
	seat: new Uint8Array(MOST),
	level: new Uint8Array(MOST),
	ends: new Uint8Array(2 * MOST),
	holds: new Uint8Array(2 * MOST),
	people: new Uint8Array(MOST),
	several: false
});

/** A tangle as it was dealt: every woman a unit, on her seat. */
export function pileUp(pile: Pile, { players, holds, heights }: Tangle, several: boolean): Pile {
	pile.size = players;
	pile.several = several;
	pile.people.fill(1, 0, players);
	for (let k = 0; k < players; k += 1) {
		const hold = holds[k] as readonly [number, number];
		pile.seat[k] = k;
		pile.level[heights[k] as number] = k;
		for (let side = 0; side < 2; side += 1) {
			const hand = hold[side] as number;
			pile.ends[2 * k + side] = personOf(hand);
			pile.holds[hand] = k;
		}
	}
	return pile;
}

/** The end of a hold that is not this unit. */
export function across({ ends }: Pile, hold: number, unit: number): number {
	return (ends[2 * hold] === unit ? ends[2 * hold + 1] : ends[2 * hold]) as number;
}

/** The hold of a unit that is not this one. */
export function otherHold({ holds }: Pile, unit: number, hold: number): number {
	return (holds[2 * unit] === hold ? holds[2 * unit + 1] : holds[2 * unit]) as number;
}

/** Takes out a unit and one hold of it, whose other end takes over the unit's other hold. */
export function join(pile: Pile, stays: number, goes: number, hold: number): void {
	const kept = otherHold(pile, goes, hold);
	pile.holds[2 * stays + (pile.holds[2 * stays] === hold ? 0 : 1)] = kept;
	pile.ends[2 * kept + (pile.ends[2 * kept] === goes ? 0 : 1)] = stays;
	pile.people[stays] = (pile.people[stays] as number) + (pile.people[goes] as number);
	drop(pile, goes, hold);
}

function drop(pile: Pile, unit: number, hold: number): void {
	remove(pile.seat, unit, pile.size);
	remove(pile.level, hold, pile.size);
	pile.size -= 1;
}

/** A ring of two units is flat: both go, with their holds. */
export function dropRing(pile: Pile, one: number, other: number): void {
	const [first, second] = [pile.holds[2 * one] as number, pile.holds[2 * one + 1] as number];
	drop(pile, one, first);
	drop(pile, other, second);
}

function remove(list: Uint8Array, value: number, length: number): void {
	const at = list.indexOf(value);
	list.copyWithin(at, at + 1, length);
}

/** Whether exactly one of c, d lies strictly between a and b: then chords ab and cd of a ring cross. */
export function interleave(a: number, b: number, c: number, d: number): boolean {
	const low = a < b ? a : b;
	const high = a < b ? b : a;
	return (c > low && c < high) !== (d > low && d < high);
}
