/** Where the engine takes chance from: each call gives the next whole number in 0 … 2³² − 1, all equally likely. */
export interface Random {
	next(): number;
}

/** The finaliser of "splitmix32"; spreads a seed over the state. */
function spread(z: number): number {
	z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
	z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
	return (z ^ (z >>> 15)) >>> 0;
}

/**
 * A source that gives the same numbers for the same seed, on every machine: xoshiro128** 1.1 (Blackman and Vigna, 2018),
 * its state filled from the seed by splitmix32. For play and tests; nothing secret hangs on it.
 *
 * @param seed a whole number from 0 to 2⁵³ − 1
 */
export function seeded(seed: number): Random {
	let counter = (seed >>> 0) ^ Math.imul(Math.floor(seed / 2 ** 32) | 0, 0x85ebca6b);
	const fill = () => spread((counter = (counter + 0x9e3779b9) | 0)) | 0;
	let [a, b, c, d] = [fill(), fill(), fill(), fill()];
	if ((a | b | c | d) === 0) a = 1;
	return {
		next() {
			const five = Math.imul(b, 5);
			const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
			const shifted = b << 9;
			c ^= a;
			d ^= b;
			b ^= c;
			a ^= d;
			c ^= shifted;
			d = (d << 11) | (d >>> 21);
			return result;
		}
	};
}

/**
 * A whole number in 0 … n − 1, all equally likely: the few draws that would favour some are drawn again (Lemire, "Fast
 * random integer generation in an interval", 2019). n is at most 2²⁰, so that the product stays exact.
 */
export function below(random: Random, n: number): number {
	for (;;) {
		const product = random.next() * n;
		const drawn = Math.floor(product / 4294967296);
		const rest = product - drawn * 4294967296;
		if (rest >= n || rest >= 4294967296 % n) return drawn;
	}
}

/** Puts a list in an order of which all are equally likely (Fisher and Yates), in place. */
export function shuffle<T extends number[] | Uint8Array>(random: Random, list: T): T {
	for (let i = list.length - 1; i > 0; i -= 1) {
		const j = below(random, i + 1);
		const kept = list[i] as number;
		list[i] = list[j] as number;
		list[j] = kept;
	}
	return list;
}
