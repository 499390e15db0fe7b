import { takeApart } from './apart.ts';
import { MOST } from './hand.ts';
import { findMerge, type Merge } from './merge.ts';
import { dropRing, interleave, join, type Pile } from './pile.ts';
import type { Step } from './step.ts';
import { add, END, forget, levelPair, newVisited, pairAt, seatPair, STRIDE, type Visited } from './visited.ts';

export interface Search {
	/** Whether the top hold may change heights with the bottom one, swinging over everybody's heads. */
	swings: boolean;
	/** Look for the merge with the least walking, not for the first. */
	cheapest: boolean;
	/** Give up after so many arrangements. */
	most: number;
}
/** `stuck`: no exchange leads to anything new, which with `swings` proves that it cannot be undone. */
export type Outcome = 'undone' | 'stuck' | 'tired';

const visited = newVisited();
const seatOf = new Uint8Array(MOST);
const levelOf = new Uint8Array(MOST);

/**
 * Undoes a pile: exchanges, breadth first, until something can merge or come apart; that is done, and so on. Nothing is
 * ever taken back, for no step changes what is tied, and from any arc presentation of an unknot or of free rings
 * exchanges lead to a smaller one (Dynnikov, "Arc-presentations of links: monotonic simplification", Fund. Math. 190,
 * 2006). The pile is used up, or left where it was stuck.
 *
 * @param log takes the steps, if they are wanted
 */
export function undo(start: Pile, search: Search, log: Step[] | null): Outcome {
	const waiting = [start];
	let left = search.most;
	for (let pile = waiting.pop(); pile; pile = waiting.pop()) {
		while (pile.size > 0) {
			let merge = findMerge(pile, search.swings, search.cheapest);
			let apart = merge ? null : takeApart(pile);
			if (!merge && !apart) {
				const found = explore(pile, search, left);
				left -= visited.count;
				if (found !== 'found') return found === 'stuck' && pile !== start ? leave(start, pile, 'stuck') : found;
				if (log) logPath(pile, log);
				merge = findMerge(pile, search.swings, search.cheapest);
				apart = merge ? null : takeApart(pile);
			}
			if (merge) apply(pile, merge, log);
			else if (apart) {
				log?.push({ kind: 'apart', view: apart.view, parts: apart.parts.map(unitsOf) });
				waiting.push(...apart.parts);
				break;
			}
		}
	}
	return 'undone';
}

const unitsOf = ({ seat, size }: Pile) => Array.from(seat.subarray(0, size));

function leave(start: Pile, stuck: Pile, outcome: Outcome): Outcome {
	Object.assign(start, stuck);
	return outcome;
}

function apply(pile: Pile, { kind, stays, goes, hold }: Merge, log: Step[] | null): void {
	log?.push({ kind, stays, goes, hold });
	if (kind === 'ring') dropRing(pile, stays, goes);
	else join(pile, stays, goes, hold);
}

/** Looks through the arrangements that exchanges lead to, and leaves the pile in the first that has something to give. */
function explore(pile: Pile, search: Search, most: number): 'found' | 'stuck' | 'tired' {
	forget(visited);
	visited.arranged.set(pile.seat, 0);
	visited.arranged.set(pile.level, MOST);
	add(visited, pile.size, search.swings, 0, 0, 0);
	for (let k = 0; k < visited.count; k += 1) {
		if (k >= most) return 'tired';
		take(pile, k);
		if (exchangeSeats(pile, search, k) || exchangeLevels(pile, search, k)) {
			take(pile, visited.count - 1);
			return 'found';
		}
	}
	take(pile, 0);
	return 'stuck';
}

/** Arranges the pile as arrangement k. */
function take({ seat, level, size }: Pile, k: number): void {
	const { arranged } = visited;
	const at = k * STRIDE;
	for (let i = 0; i < size; i += 1) {
		const unit = arranged[at + i] as number;
		const hold = arranged[at + MOST + i] as number;
		seat[i] = unit;
		level[i] = hold;
		seatOf[unit] = i;
		levelOf[hold] = i;
	}
}

/** Writes arrangement k behind the last one, with the thing at `here` and the one at `there` exchanged. */
function write({ seat, level, size }: Pile, here: number, there: number): void {
	const { arranged, count } = visited;
	const at = count * STRIDE;
	for (let i = 0; i < size; i += 1) {
		arranged[at + i] = seat[i] as number;
		arranged[at + MOST + i] = level[i] as number;
	}
	const kept = arranged[at + here] as number;
	arranged[at + here] = arranged[at + there] as number;
	arranged[at + there] = kept;
}

const shares = (list: Uint8Array, a: number, b: number): boolean =>
	list[2 * a] === list[2 * b] ||
	list[2 * a] === list[2 * b + 1] ||
	list[2 * a + 1] === list[2 * b] ||
	list[2 * a + 1] === list[2 * b + 1];

/** How the hash changes when p a b q becomes p b a q. */
const change = (table: Int32Array, p: number, a: number, b: number, q: number): number =>
	((table[pairAt(p, b)] as number) +
		(table[pairAt(b, a)] as number) +
		(table[pairAt(a, q)] as number) -
		(table[pairAt(p, a)] as number) -
		(table[pairAt(a, b)] as number) -
		(table[pairAt(b, q)] as number)) |
	0;

/** All exchanges of two seats; true as soon as one leads to something to merge or take apart. */
function exchangeSeats(pile: Pile, { swings }: Search, k: number): boolean {
	const { seat, size, holds } = pile;
	const hash = visited.hash[k] as number;
	for (let i = 0; i < size; i += 1) {
		const j = i + 1 === size ? 0 : i + 1;
		const a = seat[i] as number;
		const b = seat[j] as number;
		if (crosses(holds, levelOf, a, b)) continue;
		const p = seat[i === 0 ? size - 1 : i - 1] as number;
		const q = seat[j + 1 === size ? 0 : j + 1] as number;
		write(pile, i, j);
		if (!add(visited, pile.size, swings, (hash + change(seatPair, p, a, b, q)) | 0, k, i)) continue;
		if (shares(holds, p, b) || shares(holds, a, q) || (pile.several && isApart(pile, k))) return true;
	}
	return false;
}

/** The same for heights: top and bottom are next to each other where a hold may swing. */
function exchangeLevels(pile: Pile, { swings }: Search, k: number): boolean {
	const { level, size, ends } = pile;
	const hash = visited.hash[k] as number;
	for (let i = 0; i < size; i += 1) {
		const j = i + 1 === size ? 0 : i + 1;
		if (j === 0 && !swings) continue;
		const x = level[i] as number;
		const y = level[j] as number;
		if (crosses(ends, seatOf, x, y)) continue;
		const p = level[i === 0 ? size - 1 : i - 1] as number;
		const q = level[j + 1 === size ? 0 : j + 1] as number;
		write(pile, MOST + i, MOST + j);
		const atFloor = i === 0 && !swings;
		const atSky = j + 1 === size && !swings;
		const before = atFloor ? END : p;
		const after = atSky ? END : q;
		if (!add(visited, size, swings, (hash + change(levelPair, before, x, y, after)) | 0, k, MOST + i)) continue;
		if ((!atFloor && shares(ends, p, y)) || (!atSky && shares(ends, x, q)) || (pile.several && isApart(pile, k)))
			return true;
	}
	return false;
}

const crosses = (pairs: Uint8Array, order: Uint8Array, a: number, b: number): boolean =>
	interleave(
		order[pairs[2 * a] as number] as number,
		order[pairs[2 * a + 1] as number] as number,
		order[pairs[2 * b] as number] as number,
		order[pairs[2 * b + 1] as number] as number
	);

/** Whether the newest arrangement lies apart. The pile is put back to arrangement k. */
function isApart(pile: Pile, k: number): boolean {
	take(pile, visited.count - 1);
	const apart = takeApart(pile) !== null;
	take(pile, k);
	return apart;
}

/** The exchanges that led to the newest arrangement, first to last. */
function logPath(pile: Pile, log: Step[]): void {
	const { arranged, from, by, count } = visited;
	const path: number[] = [];
	for (let k = count - 1; k > 0; k = from[k] as number) path.push(k);
	for (const k of path.reverse()) {
		const before = (from[k] as number) * STRIDE;
		const code = by[k] as number;
		const base = code < MOST ? before : before + MOST;
		const i = code < MOST ? code : code - MOST;
		const pair: [number, number] = [arranged[base + i] as number, arranged[base + ((i + 1) % pile.size)] as number];
		log.push(code < MOST ? { kind: 'places', units: pair } : { kind: 'heights', holds: pair });
	}
}

/** How many arrangements the last exploration looked at. */
export const explored = (): number => (visited satisfies Visited).count;
