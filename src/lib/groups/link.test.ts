import { describe, expect, it, test } from 'vitest';
import { invitationLink, isOnlyHere, parseTyped } from './link.ts';

describe('an invitation as it is typed', () => {
	it('is read from a whole link, and from its last part', () => {
		const link = invitationLink('https://rowan.example', 'g'.repeat(43), 'Aa-_0123456789');
		expect(parseTyped(` ${link}\n`)).toEqual({ fragment: 'Aa-_0123456789' });
		expect(parseTyped('AbcdefghijklmN')).toEqual({ fragment: 'AbcdefghijklmN' });
	});

	it('is words otherwise, however they are set apart', () => {
		expect(parseTyped('harbour violet ladder seven moss tin')).toEqual({
			words: 'harbour violet ladder seven moss tin'
		});
		expect(parseTyped('harbour-violet-ladder-seven-moss-tin')).toEqual({
			words: 'harbour-violet-ladder-seven-moss-tin'
		});
	});

	it('keeps the secret out of what a browser sends', () => {
		expect(new URL(invitationLink('https://rowan.example', 'g', 's3cret')).pathname).toBe('/i/g');
	});
});

test.each([
	[true, 'http://localhost:3000/i/x#y'],
	[true, 'https://rowan.localhost/'],
	[true, 'http://127.0.0.1:3000/'],
	[true, 'http://127.8.8.8/'],
	[true, 'http://[::1]:3000/'],
	[false, 'https://rowan.example.org/i/x#y'],
	[false, 'https://localhost.example.org/'],
	[false, 'http://192.168.1.20:3000/'],
	[false, 'https://127.example.org:3000/']
])('an address is this machine alone (%s): %s', (expected, address) => {
	expect(isOnlyHere(address)).toBe(expected);
});
