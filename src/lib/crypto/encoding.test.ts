import fc from 'fast-check';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { canonical, parseJson } from './canonical.ts';
import { fromBase64url, info, maxContent, pad, toBase64url, unpad, utf8 } from './encoding.ts';
import type { Json } from './sealed.ts';
import { hex, read, unhex } from './vectors/fixed.ts';

const vectors = read('encoding') as {
	base64url: { hex: string; text: string }[];
	canonical: { json: Json; text: string };
	info: { label: string; parts: string[]; hex: string };
	pad: { content: string; padded: string };
};
const published = read('published') as { canonical: { json: string; keys?: string[]; text?: string }[] };

const bytes = fc.uint8Array({ maxLength: 3000 }).map((array) => new Uint8Array(array));
const integer = fc.maxSafeInteger();
const word = fc.string({ unit: 'grapheme' });
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
	tree: fc.oneof(
		{ depthSize: 'small' },
		fc.constantFrom(null, true, false),
		integer,
		word,
		fc.array(tie('tree')),
		fc.dictionary(word, tie('tree'))
	)
}));

test('vectors', () => {
	for (const { hex, text } of vectors.base64url) expect(toBase64url(unhex(hex))).toBe(text);
	expect(canonical(vectors.canonical.json)).toBe(vectors.canonical.text);
	expect(hex(info(vectors.info.label, ...vectors.info.parts))).toBe(vectors.info.hex);
	expect(hex(pad(unhex(vectors.pad.content))!)).toBe(vectors.pad.padded);
});

test('the samples of RFC 8785', () => {
	for (const { json, keys, text } of published.canonical) {
		const spelled = canonical(JSON.parse(json) as Json);
		if (keys) expect(Object.keys(JSON.parse(spelled) as object).sort()).toEqual([...keys].sort());
		if (keys)
			expect([...keys].sort((a, b) => spelled.indexOf(JSON.stringify(a)) - spelled.indexOf(JSON.stringify(b)))).toEqual(
				keys
			);
		if (text) expect(spelled).toBe(text);
	}
});

test('canonical text is what the package canonicalize makes, and parses back to the same', () => {
	fc.assert(
		fc.property(tree, (value) => {
			const text = canonical(value);
			expect(text).toBe(canonicalize(value));
			expect(canonical(parseJson(utf8(text))!)).toBe(text);
		})
	);
});

test('what canonical JSON cannot hold is refused', () => {
	const deep = Array.from({ length: 70 }).reduce<Json>((inner) => [inner], 1);
	for (const value of [1.5, NaN, Infinity, 2 ** 53, undefined, { a: undefined }, [,], '\ud800', new Date(), 1n, deep]) {
		expect(() => canonical(value as Json)).toThrow(TypeError);
	}
	expect(parseJson(utf8('[1.5]'))).toBeUndefined();
	expect(parseJson(utf8('['.repeat(200_000)))).toBeUndefined();
	expect(parseJson(Uint8Array.of(0xff))).toBeUndefined();
});

test('base64url has one spelling for each content', () => {
	fc.assert(
		fc.property(bytes, (content) => {
			expect(fromBase64url(toBase64url(content))).toEqual(content);
		})
	);
	for (const text of ['A', 'AB', 'AA==', 'A+AA', ' AA', 'AAB', 5, null]) expect(fromBase64url(text)).toBeNull();
	expect(fromBase64url('AAAA', 4)).toBeNull();
});

test('padding gives seven sizes and comes off again', () => {
	fc.assert(
		fc.property(bytes, (content) => {
			expect(unpad(pad(content)!)).toEqual(content);
		})
	);
	expect([0, 252, 253, 1020, 1021, maxContent].map((length) => pad(new Uint8Array(length))?.length)).toEqual([
		256, 256, 1024, 1024, 4096, 1_048_576
	]);
	expect(pad(new Uint8Array(maxContent + 1))).toBeNull();
	const padded = pad(utf8('x'))!;
	padded[255] = 1;
	expect(unpad(padded)).toBeNull();
	expect(unpad(new Uint8Array(256).fill(255))).toBeNull();
	expect(unpad(new Uint8Array(255))).toBeNull();
});

test('no two lists of parts give the same info', () => {
	expect(info('a', 'bc')).not.toEqual(info('a', 'b', 'c'));
	expect(info('ab', 'c')).not.toEqual(info('a', 'bc'));
});
