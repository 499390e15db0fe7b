import { MOST } from './hand.ts';
import { across, type Pile } from './pile.ts';

/**
 * What makes a pile smaller: two that stand beside each other and hold hands become one unit (`beside`); one with nothing
 * between her two holds walks to a partner and they become one (`walk`); a ring of two that lies flat is done (`ring`).
 */
export interface Merge {
	kind: 'beside' | 'walk' | 'ring';
	/** The unit that stays. */
	stays: number;
	/** The unit that joins it: with `walk`, the one who walks. */
	goes: number;
	/** The hold between the two. */
	hold: number;
	/** How many times two women change places on the way. */
	cost: number;
}

const found: Merge = { kind: 'beside', stays: 0, goes: 0, hold: 0, cost: 0 };
const seatOf = new Uint8Array(MOST);

/** A unit that both holds end at, or −1. */
function sharedUnit({ ends }: Pile, x: number, y: number): number {
	const a = ends[2 * x] as number;
	const b = ends[2 * x + 1] as number;
	if (a === ends[2 * y] || a === ends[2 * y + 1]) return a;
	return b === ends[2 * y] || b === ends[2 * y + 1] ? b : -1;
}

/** A hold that both units have, or −1. */
function sharedHold({ holds }: Pile, u: number, v: number): number {
	const x = holds[2 * u] as number;
	const y = holds[2 * u + 1] as number;
	if (x === holds[2 * v] || x === holds[2 * v + 1]) return x;
	return y === holds[2 * v] || y === holds[2 * v + 1] ? y : -1;
}

function note(kind: Merge['kind'], stays: number, goes: number, hold: number, cost: number): void {
	found.kind = kind;
	found.stays = stays;
	found.goes = goes;
	found.hold = hold;
	found.cost = cost;
}

const isRingOfTwo = (pile: Pile, u: number, hold: number) => {
	const [x, y] = [pile.holds[2 * u] as number, pile.holds[2 * u + 1] as number];
	return across(pile, x, u) === across(pile, y, u) && (x === hold || y === hold);
};

/**
 * What can merge in a pile as it lies, or null. The answer is overwritten by the next call.
 *
 * @param swings whether the top hold lies next to the bottom one
 * @param cheapest look for the merge with the fewest changes of places, instead of the first
 */
export function findMerge(pile: Pile, swings: boolean, cheapest: boolean): Merge | null {
	const { size, seat, level } = pile;
	for (let i = 0, u = seat[size - 1] as number; i < size; i += 1) {
		const v = seat[i] as number;
		const hold = sharedHold(pile, u, v);
		if (hold >= 0) {
			note(isRingOfTwo(pile, u, hold) ? 'ring' : 'beside', u, v, hold, 0);
			return found;
		}
		u = v;
	}
	let best = 0;
	if (cheapest) for (let i = 0; i < size; i += 1) seatOf[seat[i] as number] = i;
	for (let j = swings ? 0 : 1, x = level[swings ? size - 1 : 0] as number; j < size; j += 1) {
		const y = level[j] as number;
		const unit = sharedUnit(pile, x, y);
		if (unit >= 0) {
			if (!cheapest) {
				noteWalk(pile, unit, y, 0);
				return found;
			}
			for (const hold of [x, y]) {
				const cost = walkingCost(pile, seat, unit, across(pile, hold, unit));
				if (best === 0 || cost < best) noteWalk(pile, unit, hold, (best = cost));
			}
		}
		x = y;
	}
	return best > 0 ? found : null;
}

function noteWalk(pile: Pile, unit: number, hold: number, cost: number): void {
	note(isRingOfTwo(pile, unit, hold) ? 'ring' : 'walk', across(pile, hold, unit), unit, hold, cost);
}

/** Changes of places until a unit stands beside another, the shorter way round. */
export function walkingCost({ people, size }: Pile, seat: Uint8Array, unit: number, to: number): number {
	let onwards = 0;
	let all = 0;
	let inside = true;
	const start = seatOf[unit] as number;
	for (let step = 1; step < size; step += 1) {
		const met = seat[(start + step) % size] as number;
		if (met === to) inside = false;
		else {
			if (inside) onwards += people[met] as number;
			all += people[met] as number;
		}
	}
	return Math.min(onwards, all - onwards) * (people[unit] as number) + 1;
}
