import type { WordsRefusal } from './account.ts';
import { fromBase64, utf8 } from './encoding.ts';
import { drawWords } from './six-words.ts';

/** [Note: offered words] Five words of the list are 3 to 9 small letters each, so the case she types does not matter. */
const fiveWords = /^(?:[a-z-]{3,9} ){4}[a-z-]{3,9}$/i;

/**
 * What is stretched: NFKC, trimmed, single spaces; small letters where it looks like five offered words. Nothing but
 * the text decides, so that unlocking needs no word list.
 */
export function normaliseWords(typed: string): string {
	const text = typed.normalize('NFKC').trim().replace(/\s+/gu, ' ');
	return fiveWords.test(text) ? text.toLowerCase() : text;
}

/** Five kind words of the EFF long list (more than 61 bits), offered as the default passphrase. */
export async function offerWords(): Promise<string> {
	return (await drawWords(5)).join(' ');
}

/** Why these words will not do, or `null`. At least 15 characters, at most 1,000, and not a common one dressed up. */
export async function refuseWords(typed: string): Promise<WordsRefusal | null> {
	const words = normaliseWords(typed);
	if (/\p{Cc}/u.test(words)) return 'control';
	const characters = Array.from(words).length;
	if (characters < 15) return 'short';
	if (characters > 1000) return 'long';
	return (await isCommon(words)) ? 'common' : null;
}

let loading: Promise<Set<number>> | undefined;

async function commonHashes(): Promise<Set<number>> {
	loading ??= import('./common-passwords-list.ts')
		.then(({ commonHashes }) => {
			const bytes = fromBase64(commonHashes);
			const view = new DataView(bytes.buffer);
			return new Set(Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(i * 4)));
		})
		.catch((error: unknown) => {
			loading = undefined; // asked for again at the next try; older browsers do so only once the page is loaded again
			throw error;
		});
	return loading;
}

/** FNV-1a, 32 bits: only to keep a list of ugly words out of the sources. */
function fnv1a(text: string): number {
	return utf8(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}

/**
 * [Note: common words] No password among the 3,000 most common is longer than 15 characters, so refusing them as they
 * stand would refuse nobody. Refused is what people make of them to reach the length: one or two of them repeated or
 * joined, with digits or signs between; walks along the keyboard or the alphabet; fewer than six different characters.
 */
async function isCommon(words: string): Promise<boolean> {
	const plain = words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
	if (new Set(plain).size < 6 || isWalk(plain)) return true;
	if (plain.length > 64) return false;
	return isMadeOf(plain, await commonHashes());
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Four of five steps go to a neighbour, in either direction, or nowhere. */
function isWalk(plain: string): boolean {
	let steps = 0;
	for (let i = 1; i < plain.length; i++) {
		const [a, b] = [plain[i - 1] ?? '', plain[i] ?? ''];
		if (a === b || rows.some((row) => row.includes(a + b) || row.includes(b + a))) steps++;
	}
	return steps >= (plain.length - 1) * 0.8;
}

/** Whether common ones, at most two different, and digits make up the whole text. */
function isMadeOf(plain: string, common: Set<number>): boolean {
	const hopeless = new Set<string>();
	const from = (at: number, used: string[]): boolean => {
		if (at === plain.length) return true;
		const place = [at, ...used].join();
		if (hopeless.has(place)) return false;
		for (let end = Math.min(plain.length, at + 15); end >= at + 4; end--) {
			const piece = plain.slice(at, end);
			const known = used.includes(piece);
			if (!known && (used.length === 2 || !common.has(fnv1a(piece)))) continue;
			if (from(end, known ? used : [...used, piece])) return true;
		}
		if (/\d/.test(plain[at] ?? '') && from(at + 1, used)) return true;
		hopeless.add(place);
		return false;
	};
	return from(0, []);
}
