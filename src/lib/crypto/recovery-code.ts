import { concat, randomBytes, type Bytes } from './encoding.ts';

/** Crockford's base 32: no I, L, O or U. The check takes five characters more. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const checkAlphabet = `${alphabet}*~$=U`;
const length = 26;

/**
 * 130 random bits as 26 characters, a check character, and dashes so that it can be read out. Drawn again until the
 * check is a letter or a number too, since that is what she is told it has: 129.8 bits are left.
 */
export function newRecoveryCode(): string {
	for (;;) {
		// The low five bits of a random byte are five random bits.
		const code = makeRecoveryCode(Array.from(randomBytes(length), (byte) => byte & 31));
		if (alphabet.includes(code.slice(-1))) return code;
	}
}

/** Spells 26 numbers below 32: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-X` and the check at the end. */
export function makeRecoveryCode(digits: number[]): string {
	const text = digits.map((digit) => alphabet[digit]).join('') + check(digits);
	return text.match(/.{1,5}/g)?.join('-') ?? text;
}

/** The number that the characters spell, modulo 37: catches every wrong character and every swap of neighbours. */
function check(digits: number[]): string {
	return checkAlphabet[digits.reduce((rest, digit) => (rest * 32 + digit) % 37, 0)] ?? '';
}

/** What `parseRecoveryCode` makes of what someone typed. */
export type RecoveryCode = { ok: true; secret: Bytes } | { ok: false; reason: 'code-shape' | 'code-check' };

/** Reads a code in any case, with spaces and dashes anywhere, O for 0 and I or L for 1. */
export function parseRecoveryCode(typed: string): RecoveryCode {
	const text = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\p{Pd}\u2212]/gu, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	const digits = Array.from(text.slice(0, length), (letter) => alphabet.indexOf(letter));
	if (text.length !== length + 1 || digits.includes(-1)) return { ok: false, reason: 'code-shape' };
	if (text[length] !== check(digits)) return { ok: false, reason: 'code-check' };
	return { ok: true, secret: concat(Uint8Array.from(digits)) };
}
