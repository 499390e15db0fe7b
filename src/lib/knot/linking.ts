import { MOST } from './hand.ts';
import { goesRight, type Grid } from './grid.ts';

/** Two rings that go through each other `number` times, counted with signs. */
export interface Linked {
	rings: [number, number];
	number: number;
}

const sums = new Int32Array(MOST * MOST);

/**
 * The first two rings whose linking number is not 0, or null. Such rings never come apart: the number is half the sum of
 * the signs of their crossings (Gauss), and no move changes it. Its sign hangs on how the rings are travelled.
 */
export function findLinked(grid: Grid): Linked | null {
	const { size, low, high, left, right, up, ring, rings } = grid;
	if (rings < 2) return null;
	sums.fill(0, 0, rings * rings);
	for (let c = 0; c < size; c += 1) {
		const one = ring[c] as number;
		for (let r = (low[c] as number) + 1; r < (high[c] as number); r += 1) {
			if ((left[r] as number) >= c || (right[r] as number) <= c) continue;
			const other = ring[left[r] as number] as number;
			if (one === other) continue;
			const at = one < other ? one * rings + other : other * rings + one;
			sums[at] = (sums[at] as number) - (up[c] as number) * goesRight(grid, r);
		}
	}
	for (let at = 0; at < rings * rings; at += 1)
		if (sums[at] !== 0) return { rings: [Math.floor(at / rings), at % rings], number: (sums[at] as number) / 2 };
	return null;
}
