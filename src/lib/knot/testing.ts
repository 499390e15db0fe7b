import { personOf } from './hand.ts';
import type { Tangle } from './tangle.ts';

// For tests only: the same answers as the engine's, by other and slower ways, from the drawn diagram itself.

export interface Visit {
	crossing: number;
	over: boolean;
}
export interface Diagram {
	/** Each ring's crossings in the order in which it comes to them. */
	rings: Visit[][];
	/** Crossing → +1 or −1. */
	signs: number[];
	/** Crossing → the rings of the strand above and the strand below. */
	owners: [number, number][];
	/** Crossing → which way the column and the row go. */
	ways: { up: number; right: number }[];
}

/** What has been met so far: a crossing is a person's post over a hold. */
interface Notes {
	names: Map<string, number>;
	owners: [number, number][];
	ways: { up: number; right: number }[];
}

function note(notes: Notes, person: number, hold: number, ring: number, met: { up?: number; right?: number }): Visit {
	const key = `${person}/${hold}`;
	if (!notes.names.has(key)) notes.names.set(key, notes.names.size);
	const crossing = notes.names.get(key)!;
	const over = met.up !== undefined;
	(notes.owners[crossing] ??= [0, 0])[over ? 0 : 1] = ring;
	notes.ways[crossing] = { ...{ up: 0, right: 0 }, ...notes.ways[crossing], ...met };
	return { crossing, over };
}

const isBetween = (x: number, a: number, b: number) => Math.min(a, b) < x && x < Math.max(a, b);
/** Whole numbers strictly between two others, in the order from the one to the other. */
const along = (from: number, to: number) =>
	Array.from({ length: Math.max(0, Math.abs(to - from) - 1) }, (_, i) => from + (i + 1) * Math.sign(to - from));

/** Walks along every ring of the grid and writes down what it meets. */
export function draw({ players, holds, heights }: Tangle): Diagram {
	const holdsOf = (person: number) => holds.flatMap((hold, k) => (hold.some((h) => personOf(h) === person) ? [k] : []));
	const spans = Array.from({ length: players }, (_, i) => holdsOf(i).map((k) => heights[k]!) as [number, number]);
	const notes: Notes = { names: new Map(), owners: [], ways: [] };
	const seen = new Set<number>();
	const rings: Visit[][] = [];
	for (let first = 0; first < players; first += 1) {
		if (seen.has(first)) continue;
		const ring: Visit[] = [];
		let person = first;
		let height = Math.min(...spans[first]!);
		do {
			seen.add(person);
			const [low, high] = spans[person]!;
			const next = low === height ? high : low;
			for (const at of along(height, next)) {
				const hold = heights.indexOf(at);
				const [a, b] = holds[hold]!.map(personOf) as [number, number];
				if (isBetween(person, a, b))
					ring.push(note(notes, person, hold, rings.length, { up: Math.sign(next - height) }));
			}
			const hold = heights.indexOf(next);
			const to = holds[hold]!.map(personOf).find((end) => end !== person)!;
			for (const other of along(person, to))
				if (isBetween(next, ...spans[other]!))
					ring.push(note(notes, other, hold, rings.length, { right: Math.sign(to - person) }));
			height = next;
			person = to;
		} while (person !== first);
		rings.push(ring);
	}
	return { rings, signs: notes.ways.map(({ up, right }) => -up * right), owners: notes.owners, ways: notes.ways };
}

/** Linking numbers of all pairs of rings, "i,j" → number. */
export function linkingNumbers({ signs, owners }: Diagram): Map<string, number> {
	const numbers = new Map<string, number>();
	for (const [crossing, [a, b]] of owners.entries()) {
		const key = [Math.min(a, b), Math.max(a, b)].join();
		if (a !== b) numbers.set(key, (numbers.get(key) ?? 0) + signs[crossing]! / 2);
	}
	return numbers;
}

const mod = (a: bigint, p: bigint) => ((a % p) + p) % p;
function powerOf(a: bigint, e: bigint, p: bigint): bigint {
	let result = 1n;
	for (let [square, left] = [mod(a, p), e]; left > 0n; left >>= 1n, square = (square * square) % p)
		if (left & 1n) result = (result * square) % p;
	return result;
}

/** ± t^k Δ(t) mod p from the arcs of the diagram, by Fox's free calculus on Wirtinger's presentation. */
export function alexanderByArcs({ rings, signs }: Diagram, t: bigint, p: bigint): bigint {
	const over: number[] = [];
	const into: number[] = [];
	const out: number[] = [];
	let arcs = 0;
	for (const ring of rings) {
		const first = arcs;
		const unders = ring.filter((visit) => !visit.over).length;
		let arc = first;
		for (const { crossing, over: isOver } of ring) {
			if (isOver) over[crossing] = arc;
			else {
				into[crossing] = arc;
				arc = arc + 1 === first + unders ? first : arc + 1;
				out[crossing] = arc;
			}
		}
		arcs += Math.max(1, unders);
	}
	const back = powerOf(t, p - 2n, p);
	const matrix = Array.from({ length: arcs }, () => new Array<bigint>(arcs).fill(0n));
	for (const [crossing, sign] of signs.entries()) {
		const row = matrix[crossing]!;
		const s = sign > 0 ? t : back;
		row[over[crossing]!] = mod(row[over[crossing]!]! + 1n - s, p);
		row[into[crossing]!] = mod(row[into[crossing]!]! + s, p);
		row[out[crossing]!] = mod(row[out[crossing]!]! - 1n, p);
	}
	return determinantOf(
		matrix.slice(0, arcs - 1).map((row) => row.slice(0, arcs - 1)),
		p
	);
}

function determinantOf(m: bigint[][], p: bigint): bigint {
	let product = 1n;
	for (let k = 0; k < m.length; k += 1) {
		const pivot = m.findIndex((row, i) => i >= k && row[k] !== 0n);
		if (pivot < 0) return 0n;
		if (pivot !== k) [m[k], m[pivot], product] = [m[pivot]!, m[k]!, mod(-product, p)];
		product = (product * m[k]![k]!) % p;
		const by = powerOf(m[k]![k]!, p - 2n, p);
		for (let i = k + 1; i < m.length; i += 1) {
			const factor = (m[i]![k]! * by) % p;
			m[i] = m[i]!.map((x, j) => mod(x - factor * m[k]![j]!, p));
		}
	}
	return product;
}

/** (−A³)^−writhe ⟨D⟩ / loop mod p, as a sum over all 2^crossings ways to cut every crossing open. */
export function jonesByStates({ rings, signs, ways }: Diagram, a: bigint, p: bigint): bigint {
	const back = powerOf(a, p - 2n, p);
	const loop = mod(-a * a - back * back, p);
	// Ends of a crossing: 0 below, 1 above (the column's), 2 left, 3 right (the row's).
	const enters = ({ crossing, over }: Visit) =>
		4 * crossing + (over ? (ways[crossing]!.up > 0 ? 0 : 1) : ways[crossing]!.right > 0 ? 2 : 3);
	const strands = rings.flatMap((ring) =>
		ring.map((visit, i) => [enters(visit) ^ 1, enters(ring[(i + 1) % ring.length]!)] as const)
	);
	const bare = rings.filter((ring) => ring.length === 0).length;
	let sum = 0n;
	for (let state = 0; state < 2 ** signs.length; state += 1) {
		const group = Array.from({ length: 4 * signs.length }, (_, i) => i);
		const root = (x: number): number => (group[x] === x ? x : root(group[x]!));
		for (const [x, y] of strands) group[root(x)] = root(y);
		let worth = 1n;
		for (let c = 0; c < signs.length; c += 1) {
			// The A-regions are those met first when the strand above is turned anticlockwise: a column's, upper left and lower right.
			const isA = ((state >> c) & 1) === 1;
			worth = (worth * (isA ? a : back)) % p;
			for (const [x, y] of isA
				? [
						[0, 2],
						[1, 3]
					]
				: [
						[0, 3],
						[1, 2]
					])
				group[root(4 * c + x!)] = root(4 * c + y!);
		}
		const loops = group.filter((x, i) => x === i).length + bare;
		sum = (sum + worth * powerOf(loop, BigInt(loops - 1), p)) % p;
	}
	const writhe = signs.reduce((total, sign) => total + sign, 0);
	const per = mod(-a * a * a, p);
	return (
		(sum * (writhe > 0 ? powerOf(powerOf(per, p - 2n, p), BigInt(writhe), p) : powerOf(per, BigInt(-writhe), p))) % p
	);
}
