import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { exitSite, foldName, nameProblem, tidyName } from './account.ts';

describe('a name for signing in', () => {
	it.each([
		['Wren', undefined],
		['  river  stone ', undefined],
		['مريم', undefined],
		['Zoë-Mae O’Neill', undefined],
		['ab', 'short'],
		['   ', 'short'],
		['', 'short'],
		['x'.repeat(40), undefined],
		['x'.repeat(41), 'long'],
		['wr\u202een', 'characters'],
		['wr\u200ben', 'characters'],
		['wr\u0000en', 'characters'],
		['wr\nen', 'characters']
	])('%j → %s', (typed, problem) => expect(nameProblem(typed)).toBe(problem));

	it('is the same name in any case, width and spacing', () => {
		expect(foldName('  River   STONE ')).toBe(foldName('river stone'));
		expect(foldName('Ｗren')).toBe('wren');
		expect(foldName('ÉMILIE')).toBe(foldName('e\u0301milie'));
		expect(tidyName('  River   STONE ')).toBe('River STONE');
	});
});

describe('where Exit goes', () => {
	it.each([
		['https://www.example.org/news', true],
		['http://example.org', false],
		['javascript:alert(1)', false],
		['https://name:word@example.org', false],
		['https://localhost', false],
		['example.org', false],
		[`https://example.org/${'x'.repeat(200)}`, false]
	])('%s %s', (typed, good) => expect(v.safeParse(exitSite(), typed).success).toBe(good));
});
