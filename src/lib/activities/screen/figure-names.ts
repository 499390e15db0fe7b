import type { Room } from './drawing.ts';

/** A name as it stands on a figure, in one line or two. Joined they are a part of it, so that what is seen is read aloud. */
export type Lines = readonly string[];

/**
 * What stands on each figure. Whole names where they fit. Of those that are too long the beginning; where two would then
 * look the same, each from near the place where they differ.
 */
export function figureNames(names: readonly string[], room: Room): Lines[] {
	const shown = names.map((name) => inLines(name, room));
	return names.map((name, i) => {
		const same = (other: string, j: number) => other !== name && shown[j]?.join('') === shown[i]?.join('');
		const others = names.filter(same);
		return others.length ? inLines(apart(name, others, room), room) : (shown[i] ?? []);
	});
}

function inLines(name: string, [first, second]: Room): string[] {
	const letters = [...name];
	if (letters.length <= first) return name ? [name] : [];
	const blank = letters.lastIndexOf(' ', first);
	const even = Math.max(Math.ceil(letters.length / 2), letters.length - second);
	const at = blank > 0 ? blank + 1 : Math.min(first, even);
	return [letters.slice(0, at).join(''), letters.slice(at, at + second).join('')];
}

/** The rest of a name from the word, or failing that the letters, in which it differs from all of these. */
function apart(name: string, others: readonly string[], [first]: Room): string {
	const letters = [...name];
	const at = Math.max(...others.map((other) => differ(letters, [...other])));
	const word = letters.lastIndexOf(' ', at) + 1;
	return letters.slice(at - word < first ? word : Math.max(0, at - first + 1)).join('');
}

/** The first letter that is another; of a name that the other goes on from, the place after its last. */
function differ(one: readonly string[], other: readonly string[]): number {
	const at = one.findIndex((letter, i) => letter !== other[i]);
	return at < 0 ? one.length : at;
}
