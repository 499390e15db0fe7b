import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Bytes } from '../encoding.ts';

/** Bytes that anyone can make again: SHA-256 of a name. */
export function fixed(name: string, length = 32): Bytes {
	return new Uint8Array(createHash('sha256').update(`rowan vector ${name}`).digest().subarray(0, length));
}

/** As the vectors spell bytes that do not travel. */
export function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}

/** And back. */
export function unhex(text: string): Bytes {
	return new Uint8Array(Buffer.from(text, 'hex'));
}

/** One line for each item of a list, so that a log can be read. */
function spell(vectors: object): string {
	const entries = Object.entries(vectors).map(([key, value]) => {
		const items = Array.isArray(value) ? value.map((item) => `\t\t${JSON.stringify(item)}`) : null;
		const text = items ? `[\n${items.join(',\n')}\n\t]` : JSON.stringify(value, null, '\t').replace(/\n/g, '\n\t');
		return `\t${JSON.stringify(key)}: ${text}`;
	});
	return `{\n${entries.join(',\n')}\n}\n`;
}

/** Writes a file of vectors, unless it is there. */
export function write(name: string, vectors: object): void {
	const file = new URL(`${name}.json`, import.meta.url);
	if (existsSync(file)) return console.log(`${name}.json is there and stays`);
	writeFileSync(file, spell(vectors));
	console.log(`${name}.json written`);
}

/** Reads one, for the tests. */
export function read(name: string): unknown {
	return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));
}
