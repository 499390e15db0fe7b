import { describe, expect, it } from 'vitest';
import { makeSignature, parseSignature } from './consent-text.ts';

describe('a signature handed over as text', () => {
	const consent = { by: 'a'.repeat(22), head: 'b'.repeat(43), sig: 'c'.repeat(86) };

	it('comes back as it was, also with line breaks from a message', () => {
		const text = makeSignature(consent);
		expect(parseSignature(text)).toEqual(consent);
		expect(parseSignature(` ${text.slice(0, 30)}\n${text.slice(30)} `)).toEqual(consent);
	});

	it('is nothing when it is something else', () => {
		for (const text of ['', 'hello', 'a.b', 'a.b.c.d']) expect(parseSignature(text)).toBeUndefined();
	});
});
