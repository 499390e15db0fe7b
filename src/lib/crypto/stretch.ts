import { scryptAsync } from '@noble/hashes/scrypt.js';
import type { Challenge, Progress } from './account.ts';
import type { Bytes } from './encoding.ts';

/** Cost of scrypt: `128 · n · r` bytes of memory. */
export interface Cost {
	n: number;
	r: number;
	p: number;
}

/** What we ask for today: 128 MB, half a second on a desktop, under three on a poor phone. */
export const cost: Cost = { n: 2 ** 17, r: 8, p: 1 };

/** scrypt (RFC 7914) to 32 bytes. */
export type Scrypt = (secret: Bytes, salt: Bytes, cost: Cost, progress?: Progress) => Promise<Bytes>;

/** Whether a server may ask for this: never cheaper, and not so dear that a phone gives up. */
export function isFairCost({ n, r, p }: Challenge | Cost): boolean {
	return (n === 2 ** 17 || n === 2 ** 18) && r === 8 && p === 1;
}

/** In JavaScript, giving way to other work every 40 ms. */
export const scryptInSlices: Scrypt = async (secret, salt, { n, r, p }, progress) => {
	// Ten thousand times would be told of each small step; the eye wants a hundred.
	let shown = 0;
	const onProgress = (fraction: number) => {
		if (fraction < 1 && fraction < shown + 0.01) return;
		shown = fraction;
		progress?.(fraction);
	};
	const options = { N: n, r, p, dkLen: 32, asyncTick: 40, onProgress };
	return new Uint8Array(await scryptAsync(secret, salt, options));
};
