import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Without vowels no word of a page can be in it. */
const CONSONANTS = 'bcdfghjklmnpqrstvwxz';

/** A string that occurs nowhere by chance: 60 random bits, letters only, so that every encoding of it is plain to see. */
export const canary = (n: number) => {
	const letters = [...randomBytes(14)].map((b) => CONSONANTS[b % CONSONANTS.length]).join('');
	return `${letters} nr${n}`.replace(/ /g, '');
};

interface Form {
	name: string;
	bytes: Buffer;
}

/** How a string can lie in bytes: as it is, in base64 at each of the three offsets, hex, UTF-16, reversed, upper case. */
export function formsOf(text: string): Form[] {
	const plain = Buffer.from(text);
	const forms: Form[] = [
		{ name: 'plain', bytes: plain },
		{ name: 'upper case', bytes: Buffer.from(text.toUpperCase()) },
		{ name: 'hex', bytes: Buffer.from(plain.toString('hex')) },
		{ name: 'HEX', bytes: Buffer.from(plain.toString('hex').toUpperCase()) },
		{ name: 'UTF-16', bytes: Buffer.from(text, 'utf16le') },
		{ name: 'UTF-16 BE', bytes: Buffer.from(text, 'utf16le').swap16() },
		{ name: 'percent', bytes: Buffer.from([...plain].map((b) => `%${b.toString(16)}`).join('')) },
		{ name: 'reversed', bytes: Buffer.from([...text].reverse().join('')) }
	];
	for (const offset of [0, 1, 2]) {
		const padded = Buffer.concat([Buffer.alloc(offset), plain]).toString('base64url');
		// Drop what depends on the neighbours: the characters that share bits with them.
		const inner = padded.slice(offset === 0 ? 0 : offset + 1, padded.length - 2);
		forms.push({ name: `base64+${offset}`, bytes: Buffer.from(inner) });
	}
	return forms;
}

export interface Hit {
	where: string;
	canary: string;
	form: string;
}

/** Searches some bytes, and whatever compressed streams begin in them, for every canary in every form. */
export function search(where: string, bytes: Buffer, canaries: readonly string[]): Hit[] {
	const hits: Hit[] = [];
	const layers = [{ where, bytes }, ...unpacked(where, bytes)];
	for (const layer of layers) {
		const base64url = Buffer.from(layer.bytes.toString('latin1').replace(/\+/g, '-').replace(/\//g, '_'), 'latin1');
		for (const text of canaries) {
			for (const form of formsOf(text)) {
				const haystack = form.name.startsWith('base64') ? base64url : layer.bytes;
				if (haystack.includes(form.bytes)) hits.push({ where: layer.where, canary: text, form: form.name });
			}
		}
	}
	return hits;
}

const PARTIAL = { finishFlush: constants.Z_SYNC_FLUSH };
const MOST_STREAMS = 2_000;

/** Everything in the bytes that looks like the beginning of gzip or zlib data and does unpack; and the whole as a body. */
function unpacked(where: string, bytes: Buffer): { where: string; bytes: Buffer }[] {
	const found: { where: string; bytes: Buffer }[] = [];
	const attempt = (how: string, work: () => Buffer) => {
		try {
			const out = work();
			if (out.length > 8) found.push({ where: `${where} (${how})`, bytes: out });
		} catch {
			// not compressed after all
		}
	};
	for (const [magic, how] of [
		['1f8b08', 'gzip'],
		['7801', 'zlib'],
		['789c', 'zlib'],
		['78da', 'zlib']
	] as const) {
		const mark = Buffer.from(magic, 'hex');
		let tries = 0;
		for (let at = bytes.indexOf(mark); at >= 0 && tries < MOST_STREAMS; at = bytes.indexOf(mark, at + 1), tries += 1) {
			const part = bytes.subarray(at);
			attempt(`${how} at ${at}`, () => (how === 'gzip' ? gunzipSync(part, PARTIAL) : inflateSync(part, PARTIAL)));
		}
	}
	if (bytes.length < 5_000_000) {
		attempt('brotli', () => brotliDecompressSync(bytes));
		attempt('deflate', () => inflateRawSync(bytes));
	}
	return found;
}

/** Every file below a folder, read as bytes: database, write-ahead log, backups, logs. */
export function filesBelow(folder: string): { where: string; bytes: Buffer }[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((path) => statSync(path).isFile())
		.map((path) => ({ where: path.slice(folder.length + 1), bytes: readFileSync(path) }));
}
