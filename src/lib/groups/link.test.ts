import { describe, expect, it } from 'vitest';
import { invitationLink, parseTyped } from './link.ts';

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
