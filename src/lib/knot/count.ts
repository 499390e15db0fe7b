import { areNeighbours, type Rules } from './rules.ts';

/** How many deals there are, hands and people told apart. */
export interface Count {
	deals: number;
	oneRing: number;
}

/** More would not fit a double exactly (any hand takes any hand, neighbours allowed). */
export const MOST_COUNTED = 14;

/**
 * Counts exactly. Who holds whom, hands forgotten, is a set of rings that covers everybody; so the rings through every
 * set of people are counted first, then the ways of covering everybody with them (each time the ring of the lowest
 * person left), and every ring stands for as many deals as its hands can be told apart.
 *
 * @returns null for fewer than 3 people, or more than `MOST_COUNTED`
 */
export function count(n: number, rules: Rules): Count | null {
	if (!Number.isInteger(n) || n < 3 || n > MOST_COUNTED) return null;
	const rings = ringsThrough(n, rules.neighbours);
	const all = 2 ** n - 1;
	const ways = (length: number, oddLeft: boolean) => handsOf(length, rules, oddLeft);
	// covers[set]: rings that cover exactly this set; with the page's rule for an odd number, of even rings only.
	const covers = new Float64Array(all + 1);
	covers[0] = 1;
	for (let set = 1; set <= all; set += 1) covers[set] = coverings(set, rings, covers, (length) => ways(length, false));
	if (rules.rule === 'any' || n % 2 === 0)
		return { deals: covers[all] as number, oneRing: (rings[all] as number) * ways(n, false) };
	let deals = 0;
	for (let ring = 1; ring <= all; ring += 1)
		deals += (rings[ring] as number) * ways(size(ring), true) * (covers[all ^ ring] as number);
	return { deals, oneRing: (rings[all] as number) * ways(n, true) };
}

function coverings(set: number, rings: Float64Array, covers: Float64Array, ways: (length: number) => number): number {
	const lowest = set & -set;
	const others = set ^ lowest;
	let sum = 0;
	for (let rest = others; ; rest = (rest - 1) & others) {
		const ring = rings[set ^ rest] as number;
		if (ring > 0 && (covers[rest] as number) > 0) sum += ring * ways(size(set ^ rest)) * (covers[rest] as number);
		if (rest === 0) return sum;
	}
}

/**
 * In how many ways the hands of one ring can be told apart: at each person which hand goes which way (`any`); right and
 * left holds by turns, from two starts; or, in the one odd ring of an odd number, the one mixed hold and its direction.
 */
function handsOf(length: number, rules: Rules, theOddOne: boolean): number {
	if (rules.rule === 'any') return 2 ** length;
	if (theOddOne) return length % 2 === 1 ? 2 * length : 0;
	return length % 2 === 0 ? 2 : 0;
}

/** For each set of people, the rings through all of them: paths from its lowest member, closed, each direction once. */
function ringsThrough(n: number, neighbours: boolean): Float64Array {
	const sets = 2 ** n;
	const paths = new Float64Array(sets * n);
	const rings = new Float64Array(sets);
	const mayHold = Array.from({ length: n }, (_, a) =>
		Array.from({ length: n }, (__, b) => a !== b && (neighbours || !areNeighbours(n, a, b)))
	);
	for (let person = 0; person < n; person += 1) paths[(1 << person) * n + person] = 1;
	for (let set = 1; set < sets; set += 1) {
		const first = 31 - Math.clz32(set & -set);
		for (let last = first; last < n; last += 1) {
			const here = paths[set * n + last] as number;
			if (here === 0) continue;
			for (let next = first + 1; next < n; next += 1) {
				if ((set >> next) & 1 || !mayHold[last]?.[next]) continue;
				const at = (set | (1 << next)) * n + next;
				paths[at] = (paths[at] as number) + here;
			}
			if (size(set) >= 3 && mayHold[last]?.[first]) rings[set] = (rings[set] as number) + here / 2;
		}
	}
	return rings;
}

function size(set: number): number {
	let count = 0;
	for (let left = set; left !== 0; left &= left - 1) count += 1;
	return count;
}
