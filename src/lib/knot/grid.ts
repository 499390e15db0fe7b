import { MOST, personOf } from './hand.ts';
import type { Tangle } from './tangle.ts';

// A tangle as a grid diagram (arc presentation): people are columns in the order of the ring, holds are rows in the order
// of the pile. Each column has two rows (her holds), each row two columns (who hold it), and where a column passes
// between the ends of a row without meeting it, the column passes over. See docs/knot.md.

export interface Grid {
	size: number;
	/** Column → its lower and its higher row. */
	low: Uint8Array;
	high: Uint8Array;
	/** Row → its left and its right column. */
	left: Uint8Array;
	right: Uint8Array;
	/** Column → +1 if its ring is travelled upwards there, else −1. */
	up: Int8Array;
	/** Column → number of its ring, from 0. */
	ring: Uint8Array;
	rings: number;
	/** Ring → how many columns it has. */
	length: Uint8Array;
}

export const newGrid = (): Grid => ({
	size: 0,
	low: new Uint8Array(MOST),
	high: new Uint8Array(MOST),
	left: new Uint8Array(MOST),
	right: new Uint8Array(MOST),
	up: new Int8Array(MOST),
	ring: new Uint8Array(MOST),
	rings: 0,
	length: new Uint8Array(MOST)
});

/** Lays a tangle out in a grid, and travels its rings. */
export function layTangle(grid: Grid, { players, holds, heights }: Tangle): Grid {
	begin(grid, players);
	for (let k = 0; k < players; k += 1) {
		const hold = holds[k] as readonly [number, number];
		addRow(grid, heights[k] as number, personOf(hold[0]), personOf(hold[1]));
	}
	travel(grid);
	return grid;
}

/** One ring of a grid, everything else left out. */
export function layRing(into: Grid, from: Grid, ring: number): Grid {
	let size = 0;
	for (let c = 0; c < from.size; c += 1) if (from.ring[c] === ring) column[c] = size++;
	begin(into, size);
	let row = 0;
	for (let r = 0; r < from.size; r += 1) {
		const left = from.left[r] as number;
		if (from.ring[left] === ring)
			addRow(into, row++, column[left] as number, column[from.right[r] as number] as number);
	}
	travel(into);
	return into;
}

const column = new Uint8Array(MOST);
const NONE = 255;

function begin(grid: Grid, size: number): void {
	grid.size = size;
	grid.low.fill(NONE, 0, size);
	grid.high.fill(0, 0, size);
}

function addRow({ low, high, left, right }: Grid, row: number, a: number, b: number): void {
	left[row] = a < b ? a : b;
	right[row] = a < b ? b : a;
	for (let i = 0; i < 2; i += 1) {
		const c = i === 0 ? a : b;
		const first = low[c] as number;
		if (first === NONE) low[c] = row;
		else {
			low[c] = first < row ? first : row;
			high[c] = first < row ? row : first;
		}
	}
}

function travel(grid: Grid): void {
	const { size, low, high, left, right, up, ring, length } = grid;
	up.fill(0, 0, size);
	grid.rings = 0;
	for (let first = 0; first < size; first += 1) {
		if (up[first] !== 0) continue;
		let c = first;
		let r = low[first] as number;
		let count = 0;
		do {
			const upwards = low[c] === r;
			up[c] = upwards ? 1 : -1;
			ring[c] = grid.rings;
			count += 1;
			r = (upwards ? high[c] : low[c]) as number;
			c = (left[r] === c ? right[r] : left[r]) as number;
		} while (c !== first);
		length[grid.rings] = count;
		grid.rings += 1;
	}
}

/** +1 if a row is travelled from left to right, else −1. */
export function goesRight({ left, high, up }: Grid, row: number): number {
	const c = left[row] as number;
	return (up[c] as number) > 0 === (high[c] === row) ? 1 : -1;
}
