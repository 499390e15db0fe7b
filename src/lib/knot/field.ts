// Whole numbers modulo one prime, for invariants. Small enough that a product of two stays below 2³¹: then a processor
// multiplies and reduces in integer registers. Two different values are different as whole numbers too, which is all
// that a proof of "not the same" needs; equal values prove nothing.

/** The largest prime below √2³¹. */
export const PRIME = 46337;

export const times = (a: number, b: number): number => Math.imul(a, b) % PRIME;

/** a to the power e, e ≥ 0. */
export function power(a: number, e: number): number {
	let result = 1;
	let square = a % PRIME;
	for (let left = e; left > 0; left >>= 1) {
		if (left & 1) result = times(result, square);
		square = times(square, square);
	}
	return result;
}

/** 1 / a, by Fermat; 0 for 0. */
export const inverse = (a: number): number => power(a, PRIME - 2);

/** a to the power e, where e may be negative. */
export const anyPower = (a: number, e: number): number => (e >= 0 ? power(a, e) : power(inverse(a), -e));

/**
 * The determinant of the upper left size × size of a matrix kept row by row, `stride` apart; eliminates in place
 * (Gauss). Entries are 0 … PRIME − 1.
 */
export function determinant(m: Int32Array, size: number, stride: number): number {
	let product = 1;
	for (let k = 0; k < size; k += 1) {
		const top = k * stride;
		let pivot = k;
		while (pivot < size && m[pivot * stride + k] === 0) pivot += 1;
		if (pivot === size) return 0;
		if (pivot !== k) {
			product = PRIME - product;
			for (let j = k, p = pivot * stride; j < size; j += 1) {
				const kept = m[top + j] as number;
				m[top + j] = m[p + j] as number;
				m[p + j] = kept;
			}
		}
		const diagonal = m[top + k] as number;
		product = times(product, diagonal);
		const by = PRIME - inverse(diagonal);
		for (let i = k + 1; i < size; i += 1) {
			const row = i * stride;
			const head = m[row + k] as number;
			if (head === 0) continue;
			const factor = times(head, by);
			for (let j = k + 1; j < size; j += 1)
				m[row + j] = ((m[row + j] as number) + Math.imul(factor, m[top + j] as number)) % PRIME;
		}
	}
	return product % PRIME;
}
