import { fromUtf8, utf8, type Bytes } from './encoding.ts';
import type { Json } from './sealed.ts';

/** Deeper than any noun of ours, and far from what overflows a stack. */
const maxDepth = 64;

/**
 * RFC 8785 canonical JSON of what we allow: no fractions, nothing beyond ±(2^53 − 1), no `undefined`, no lone
 * surrogates, at most 64 levels. Throws a `TypeError` for anything else. The tests compare it with the package
 * `canonicalize`, which the oldest phones of our build target cannot run (it needs `String.prototype.isWellFormed`).
 */
export function canonical(value: Json): string {
	return write(value, 0);
}

/** The same as UTF-8. */
export function canonicalBytes(value: Json): Bytes {
	return utf8(canonical(value));
}

function write(value: unknown, depth: number): string {
	if (depth > maxDepth) throw new TypeError('too deep for canonical JSON');
	if (value === null || typeof value === 'boolean') return String(value);
	if (typeof value === 'string') return text(value);
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	if (Array.isArray(value)) return `[${Array.from(value, (item: unknown) => write(item, depth + 1)).join(',')}]`;
	if (typeof value === 'object' && isPlain(value)) {
		// The default order of `sort` is by UTF-16 code unit, as section 3.2.3 wants it.
		const entries = Object.keys(value)
			.sort()
			.map((key) => `${text(key)}:${write((value as Record<string, unknown>)[key], depth + 1)}`);
		return `{${entries.join(',')}}`;
	}
	throw new TypeError(`not for canonical JSON: ${typeof value === 'number' ? String(value) : typeof value}`);
}

function text(value: string): string {
	// With the `u` flag a surrogate matches only where it stands alone.
	if (/[\ud800-\udfff]/u.test(value)) throw new TypeError('a lone surrogate is not text');
	return JSON.stringify(value);
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** Parses JSON that someone else wrote; `undefined` when it is none or cannot be written canonically. */
export function parseJson(bytes: Uint8Array): Json | undefined {
	const source = fromUtf8(bytes);
	if (source === null) return undefined;
	try {
		const value = JSON.parse(source) as Json;
		canonical(value);
		return value;
	} catch {
		return undefined;
	}
}
