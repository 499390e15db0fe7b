import { anyPower, inverse, PRIME, times } from './field.ts';
import { goesRight, type Grid } from './grid.ts';

// The Kauffman bracket at one A modulo the prime, by sweeping the grid column by column (Kauffman, "State models and the
// Jones polynomial", Topology 26, 1987). What lies left of the sweep is a sum of ways in which the strands that are cut
// are joined there without crossings. Such a way is a word of brackets, a bit for each strand from the lowest up, 1 for
// "(": there are at most 132 at twelve people (Temperley, Lieb).

/** Where the polynomial is looked at; its powers run through the whole field. */
export const A = 31415;
const BACK = inverse(A);
/** What a closed loop is worth: −A² − A⁻². */
const LOOP = (2 * PRIME - times(A, A) - times(BACK, BACK)) % PRIME;
const PER_WRITHE = PRIME - times(A, times(A, A));

type Words = Map<number, number>;

export interface Jones {
	value: number;
	/** What it would be, were everything undone. */
	free: number;
}

/** (−A³)^−writhe ⟨D⟩, which is 1 for one free ring, and what that many free rings would give. */
export function jones(grid: Grid): Jones {
	const { size, low, high, left, right, up } = grid;
	let words: Words = new Map([[0, 1]]);
	let writhe = 0;
	const isCut = new Uint8Array(size); // rows that the sweep cuts
	for (let c = 0; c < size; c += 1) {
		const from = low[c] as number;
		const to = high[c] as number;
		let at = 0; // the strand that climbs: how many cut strands lie below it
		for (let r = 0; r < from; r += 1) at += isCut[r] as number;
		if (left[from] === c) words = each(words, (word) => insertPair(word, at));
		const starts = left[from] === c;
		isCut[from] = starts ? 1 : 0;
		if (starts) at += 1;
		for (let r = from + 1; r < to; r += 1) {
			if (!isCut[r]) continue;
			writhe -= (up[c] as number) * goesRight(grid, r);
			words = cross(words, at);
			at += 1;
		}
		if (right[to] === c) words = close(words, at);
		isCut[to] = right[to] === c ? 0 : 1;
	}
	const bracket = times(words.get(0) ?? 0, inverse(LOOP));
	return { value: times(bracket, anyPower(PER_WRITHE, -writhe)), free: anyPower(LOOP, grid.rings - 1) };
}

function each(words: Words, change: (word: number) => number): Words {
	const next: Words = new Map();
	for (const [word, worth] of words) next.set(change(word), worth);
	return next;
}

function add(words: Words, word: number, worth: number): void {
	words.set(word, ((words.get(word) ?? 0) + worth) % PRIME);
}

/** The climbing strand passes over the strand above it: A⁻¹ × (each goes on) + A × (they are joined, and begin anew). */
function cross(words: Words, at: number): Words {
	const next: Words = new Map();
	for (const [word, worth] of words) {
		add(next, word, times(worth, BACK));
		const isLoop = isPair(word, at);
		add(next, isLoop ? word : joinPair(word, at), times(worth, isLoop ? times(A, LOOP) : A));
	}
	return next;
}

/** The climbing strand meets the end of the row above it. */
function close(words: Words, at: number): Words {
	const next: Words = new Map();
	for (const [word, worth] of words) {
		const isLoop = isPair(word, at);
		add(next, removePair(isLoop ? word : joinPair(word, at), at), isLoop ? times(worth, LOOP) : worth);
	}
	return next;
}

const lower = (word: number, at: number) => word & ((1 << at) - 1);
const insertPair = (word: number, at: number) => ((word >>> at) << (at + 2)) | (1 << at) | lower(word, at);
const removePair = (word: number, at: number) => ((word >>> (at + 2)) << at) | lower(word, at);
const isPair = (word: number, at: number) => ((word >>> at) & 3) === 1;

/** Joins the partners of strands at and at + 1, and pairs these two with each other. They are not a pair already. */
function joinPair(word: number, at: number): number {
	const both = (word >>> at) & 3;
	let next = word & ~(3 << at);
	if (both === 3) next |= 1 << partnerAbove(word, at + 1);
	if (both === 0) next &= ~(1 << partnerBelow(word, at));
	return next | (1 << at);
}

/** Where the bracket that opens at `from` closes. */
function partnerAbove(word: number, from: number): number {
	let at = from;
	for (let depth = 1; depth > 0; depth += (word >>> at) & 1 ? 1 : -1) at += 1;
	return at;
}

/** Where the bracket that closes at `from` opens. */
function partnerBelow(word: number, from: number): number {
	let at = from;
	for (let depth = 1; depth > 0; depth += (word >>> at) & 1 ? -1 : 1) at -= 1;
	return at;
}
