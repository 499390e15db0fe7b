import { determinant, inverse, power, PRIME, times } from './field.ts';
import type { Grid } from './grid.ts';
import { MOST } from './hand.ts';

// det(t^−w(i,j)) = ± t^k (1 − t)^(n−1) Δ(t), with w(i,j) how often the grid's curve winds round lattice point (i,j):
// Manolescu, Ozsváth, Sarkar, "A combinatorial description of knot Floer homology", Ann. of Math. 169 (2009), § 6.

/**
 * Where the polynomial is looked at: −1 first, where ± t^k is ± 1 whatever k is, so that hardly anything knotted passes;
 * then two points whose powers run through the whole field.
 */
export const POINTS: readonly number[] = [PRIME - 1, 3, 30011];

/** |k| in ± t^k: the windings of n rows add up to no more. */
const MOST_POWER = (MOST * MOST) / 2;

interface Point {
	/** t^−w at w + MOST. */
	powers: Int32Array;
	/** 1 at each ± t^k, |k| ≤ MOST_POWER. */
	isUnit: Uint8Array;
	/** 1 / (1 − t)^e at e. */
	shrink: Int32Array;
}

function preparePoint(t: number): Point {
	const powers = new Int32Array(2 * MOST + 1);
	const shrink = new Int32Array(MOST + 1);
	const isUnit = new Uint8Array(PRIME);
	const back = inverse(t);
	for (let w = -MOST; w <= MOST; w += 1) powers[w + MOST] = w > 0 ? power(back, w) : power(t, -w);
	const whole = inverse((1 - t + PRIME) % PRIME);
	for (let e = 0; e <= MOST; e += 1) shrink[e] = power(whole, e);
	for (let k = 0, up = 1, down = 1; k <= MOST_POWER; k += 1, up = times(up, t), down = times(down, back))
		for (const unit of [up, down]) isUnit[unit] = isUnit[PRIME - unit] = 1;
	return { powers, isUnit, shrink };
}
const prepared = POINTS.map(preparePoint);

const matrix = new Int32Array(MOST * MOST);
const winding = new Int8Array(MOST);

/** ± t^k Δ(t) modulo `PRIME` at `POINTS[point]`, for whole grids of at least two rows. */
export function alexanderAt({ size, low, high, up }: Grid, point: number): number {
	const { powers, shrink } = prepared[point] as Point;
	winding.fill(0, 0, size);
	for (let c = 0, at = 0; c < size; c += 1) {
		for (let j = 0; j < size; j += 1) matrix[at++] = powers[(winding[j] as number) + MOST] as number;
		const sign = up[c] as number;
		for (let j = (low[c] as number) + 1; j <= (high[c] as number); j += 1) winding[j] = (winding[j] as number) + sign;
	}
	return times(determinant(matrix, size, size), shrink[size - 1] as number);
}

/**
 * The first point at which a grid's value is not that of rings that come undone (± t^k for one ring, 0 for several), or
 * −1. Such a point is a proof that they do not; −1 proves nothing.
 */
export function findPoint(grid: Grid): number {
	for (let point = 0; point < POINTS.length; point += 1) {
		const value = alexanderAt(grid, point);
		if (grid.rings > 1 ? value !== 0 : (prepared[point] as Point).isUnit[value] === 0) return point;
	}
	return -1;
}
