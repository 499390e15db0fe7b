import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { letterRoom } from './drawing.ts';
import { figureNames } from './figure-names.ts';

const room = letterRoom(8);

it('shows a name whole where it fits, in one line or two, parted between words if there are any', () => {
	expect(figureNames(['', 'Wren', 'Mariella', 'Wilhelmina', 'Anna Maria', 'Zoë Fairweather'], room)).toEqual([
		[],
		['Wren'],
		['Mariella'],
		['Wilhe', 'lmina'],
		['Anna ', 'Maria'],
		['Zoë ', 'Fairwe']
	]);
});

it('shows of two that begin alike where they differ, and where that is the name of a third, more of it', () => {
	expect(figureNames(['Maria from the library', 'Maria from the post', 'Maria'], room)).toEqual([
		['library'],
		['post'],
		['Maria']
	]);
	expect(figureNames(['Maria from the library', 'Maria from the post', 'post'], room)).toEqual([
		['library'],
		['the post'],
		['post']
	]);
	expect(figureNames(['Alexandrina-Rosalind', 'Alexandrina-Rosamund'], room)).toEqual([
		['na-Ros', 'alind'],
		['na-Ros', 'amund']
	]);
	expect(figureNames(['Maria Magdalena', 'Maria Magdalena'], room)).toEqual([
		['Maria ', 'Magdal'],
		['Maria ', 'Magdal']
	]);
});

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' ', 'm'), minLength: 1, maxLength: 60 });
const name = letters.map((text) => text.replace(/ +/g, ' ').trim() || 'a');

it('shows nothing that is not part of the name, and no two different names alike', () => {
	fc.assert(
		fc.property(fc.constantFrom(4, 12, 20), name, name, name, fc.nat(), (players, start, one, other, at) => {
			const two = [`${start}${one}x`, `${start}${other}y`];
			// The third may be called what would stand for one of them.
			for (const third of [`${start}z`, ...two.map((name) => name.slice(at % name.length).trim())]) {
				const names = [...new Set([...two, third])];
				const shown = figureNames(names, letterRoom(players)).map((lines) => lines.join(''));
				for (const [i, text] of shown.entries()) expect(names[i]).toContain(text);
				expect(new Set(shown).size, names.join()).toBe(names.length);
			}
		}),
		{ numRuns: 500 }
	);
});
