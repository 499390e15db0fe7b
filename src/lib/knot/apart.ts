import { MOST } from './hand.ts';
import { across, interleave, newPile, otherHold, type Pile } from './pile.ts';

// When rings lie apart. Seen from above: no hold of the one crosses a hold of the other. Seen from the side: the heights
// that a unit of the one spans never interleave with those of a unit of the other, so that they can walk past each other.

const ringOf = new Uint8Array(MOST); // unit → ring
const group = new Uint8Array(MOST); // ring → a ring it hangs together with
const lay = new Uint8Array(MOST); // of a unit or hold

/** How rings were found to lie apart, seen from above or from the side. */
export type View = 'above' | 'side';

function findRings(pile: Pile): number {
	const { size, seat } = pile;
	ringOf.fill(255);
	let rings = 0;
	for (let i = 0; i < size; i += 1) {
		const first = seat[i] as number;
		if (ringOf[first] !== 255) continue;
		let unit = first;
		let hold = pile.holds[2 * unit] as number;
		do {
			ringOf[unit] = rings;
			unit = across(pile, hold, unit);
			hold = otherHold(pile, unit, hold);
		} while (unit !== first);
		rings += 1;
	}
	return rings;
}

function root(ring: number): number {
	let at = ring;
	while (group[at] !== at) at = group[at] as number;
	return at;
}

/** Joins the groups of all rings that hang together in this view; answers how many groups are left. */
function countGroups(pile: Pile, rings: number, view: View): number {
	const { size, seat, level } = pile;
	const [things, pairs, order] = view === 'above' ? [level, pile.ends, seat] : ([seat, pile.holds, level] as const);
	for (let i = 0; i < size; i += 1) lay[order[i] as number] = i;
	for (let ring = 0; ring < rings; ring += 1) group[ring] = ring;
	const ring = (thing: number) => ringOf[view === 'above' ? (pairs[2 * thing] as number) : thing] as number;
	let groups = rings;
	for (let i = 0; i < size && groups > 1; i += 1)
		for (let j = i + 1; j < size; j += 1) {
			const x = things[i] as number;
			const y = things[j] as number;
			if (ring(x) === ring(y)) continue;
			const [one, other] = [root(ring(x)), root(ring(y))];
			if (one === other || !interleave(at(pairs, 2 * x), at(pairs, 2 * x + 1), at(pairs, 2 * y), at(pairs, 2 * y + 1)))
				continue;
			group[one] = other;
			groups -= 1;
		}
	return groups;
}
const at = (pairs: Uint8Array, i: number) => lay[pairs[i] as number] as number;

/** Takes apart what lies apart; null if it all hangs together. Each part is a pile of its own. */
export function takeApart(pile: Pile): { view: View; parts: Pile[] } | null {
	if (!pile.several) return null;
	const rings = findRings(pile);
	if (rings < 2) {
		pile.several = false;
		return null;
	}
	for (const view of ['above', 'side'] as const) {
		if (countGroups(pile, rings, view) < 2) continue;
		const parts: Pile[] = [];
		for (let ring = 0; ring < rings; ring += 1) if (group[ring] === ring) parts.push(partOf(pile, ring));
		return { view, parts };
	}
	return null;
}

function partOf(pile: Pile, ring: number): Pile {
	const part = newPile();
	part.ends.set(pile.ends);
	part.holds.set(pile.holds);
	part.people.set(pile.people);
	part.several = true;
	let levels = 0;
	for (let i = 0; i < pile.size; i += 1) {
		const unit = pile.seat[i] as number;
		const hold = pile.level[i] as number;
		if (root(ringOf[unit] as number) === ring) part.seat[part.size++] = unit;
		if (root(ringOf[pile.ends[2 * hold] as number] as number) === ring) part.level[levels++] = hold;
	}
	return part;
}
