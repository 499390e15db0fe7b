import { en, type Key } from '#lib/words/catalogue.ts';

// What stands on the screen is named by its key, so that a better wording is one change in the catalogue and none here.

/** What a message looks like, whatever is put in its gaps: for finding a sentence with a day or a name in it. */
export function like(key: Key): RegExp {
	let depth = 0;
	let pattern = '';
	for (const character of en[key]) {
		if (character === '{' && depth++ === 0) pattern += '[^]*';
		else if (character === '}') depth -= 1;
		else if (depth === 0) pattern += character.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
	}
	return new RegExp(pattern);
}

/** Any of these, as a whole. */
export const either = (...texts: string[]): RegExp =>
	new RegExp(`^(${texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`);
