import { fromBase64url, randomBytes, type Bytes } from './encoding.ts';
import { sha256 } from './primitives.ts';

/** [Note: 77 bits] Six of 7,776 words hold 77.5 bits, so a secret is 77: ten bytes, the three highest bits zero. */
const secretLength = 10;

interface Wordlist {
	words: string[];
	places: Map<string, number>;
}

let loading: Promise<Wordlist> | undefined;

/** The EFF long list, a chunk of its own. */
async function wordlist(): Promise<Wordlist> {
	loading ??= import('./wordlist-eff.ts')
		.then(({ effWords }) => {
			const words = effWords.split(' ');
			const places = new Map(words.map((word, place) => [word, place]));
			// What people write for the words with a hyphen, where it is not a word of the list itself.
			for (const [word, place] of [...places]) {
				const closed = word.replace('-', '');
				if (!places.has(closed)) places.set(closed, place);
			}
			return { words, places };
		})
		.catch((error: unknown) => {
			loading = undefined; // asked for again at the next try; older browsers do so only once the page is loaded again
			throw error;
		});
	return loading;
}

/** A fresh 77-bit secret. */
export function newSecret(): Bytes {
	return trimTo77(randomBytes(secretLength));
}

/**
 * A fresh secret whose six words are all kind ones: drawn again until they are, some ten times. Of 77 bits more than 73
 * are left. Enough for what works once, within seven days, and can be tried only by asking a server that slows guesses.
 */
export async function newInvitationSecret(): Promise<Bytes> {
	const { unkindWords } = await import('./unkind-words.ts');
	for (;;) {
		const secret = newSecret();
		const words = await toSixWords(secret);
		if (!words.some((word) => unkindWords.has(word))) return secret;
	}
}

function trimTo77(bytes: Bytes): Bytes {
	bytes[0] = (bytes[0] ?? 0) & 0x1f;
	return bytes;
}

/** Ten bytes, read as a number with the highest byte first, as six digits in base 7,776. */
export async function toSixWords(secret: Bytes): Promise<string[]> {
	if (secret.length !== secretLength || (secret[0] ?? 0) > 0x1f) throw new RangeError('not a 77-bit secret');
	const { words } = await wordlist();
	const size = BigInt(words.length);
	let number = secret.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
	const found: string[] = [];
	for (let i = 0; i < 6; i++) {
		found.unshift(words[Number(number % size)] ?? '');
		number /= size;
	}
	return found;
}

/** What `parseSixWords` makes of what someone typed. */
export type SixWords =
	| { ok: true; secret: Bytes }
	| { ok: false; reason: 'word-count' | 'shape' }
	| { ok: false; reason: 'unknown-word'; word: string };

/** Reads six words in any case, with spaces, hyphens, commas, dots or line breaks between them. */
export async function parseSixWords(typed: string): Promise<SixWords> {
	const { words, places } = await wordlist();
	const numbers: number[] = [];
	const parts =
		typed
			.normalize('NFKC')
			.toLowerCase()
			.match(/[^\s,.;_\p{Pd}\u2212]+/gu) ?? [];
	for (let i = 0; i < parts.length; i++) {
		const part = parts[i] ?? '';
		// `drop-down` and its like come apart at the hyphen: none of their first halves is a word of the list.
		const place = places.get(part) ?? places.get(`${part}-${parts[++i] ?? ''}`);
		if (place === undefined) return { ok: false, reason: 'unknown-word', word: part };
		numbers.push(place);
	}
	if (numbers.length !== 6) return { ok: false, reason: 'word-count' };
	let number = numbers.reduce((sum, digit) => sum * BigInt(words.length) + BigInt(digit), 0n);
	// More than six words can hold of a 77-bit secret: six true words that nobody was given.
	if (number >= 1n << 77n) return { ok: false, reason: 'shape' };
	const secret = new Uint8Array(secretLength);
	for (let i = secretLength - 1; i >= 0; i--) {
		secret[i] = Number(number & 0xffn);
		number >>= 8n;
	}
	return { ok: true, secret };
}

/** Six words to compare in the room: the first 77 bits that a SHA-256 leaves of what is compared. */
export async function fingerprintWords(bytes: Bytes): Promise<string[]> {
	return toSixWords(trimTo77((await sha256(bytes)).slice(0, secretLength)));
}

/** 14 characters from a link's fragment, or `null`. */
export function parseFragment(text: string): Bytes | null {
	const secret = fromBase64url(text.trim().replace(/^#/, ''), secretLength);
	return secret && (secret[0] ?? 0) <= 0x1f ? secret : null;
}

/** `count` kind words drawn evenly; none with a hyphen, which nobody remembers where to put. */
export async function drawWords(count: number): Promise<string[]> {
	const [{ words }, { unkindWords }] = await Promise.all([wordlist(), import('./unkind-words.ts')]);
	const plain = words.filter((word) => !word.includes('-') && !unkindWords.has(word));
	// The largest multiple below 2^32: what lies above it would make the first words likelier.
	const limit = Math.floor(2 ** 32 / plain.length) * plain.length;
	const drawn: string[] = [];
	while (drawn.length < count) {
		const number = new DataView(randomBytes(4).buffer).getUint32(0);
		if (number < limit) drawn.push(plain[number % plain.length] ?? '');
	}
	return drawn;
}
