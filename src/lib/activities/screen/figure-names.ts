import type { Room } from './drawing.ts';

/** A name as it stands on a figure, in one line or two. Joined they are a part of it, so that what is seen is read aloud. */
export type Lines = readonly string[];

/**
 * What stands on each figure. Whole names where they fit. Of those that are too long the beginning; where two would then
 * look the same, each from near the place where they differ; where that looks like a third, from further back.
 */
export function figureNames(names: readonly string[], room: Room): Lines[] {
	const shown = new Map(names.map((name): [string, Lines] => [name, inLines(name, room)]));
	const begun = new Map(shown);
	for (const name of shown.keys()) {
		const others = alike(begun, name);
		if (others.length) shown.set(name, inLines(apart(name, others, room), room));
	}
	for (const name of shown.keys())
		if (alike(shown, name).length)
			shown.set(name, pieces(name, room).find((one) => !alike(shown, name, one).length) ?? []);
	return names.map((name) => shown.get(name) ?? []);
}

/** The others on whose figures the same would stand. */
function alike(shown: ReadonlyMap<string, Lines>, name: string, lines = shown.get(name)): string[] {
	return [...shown]
		.filter(([other, its]) => other !== name && its.join('') === lines?.join(''))
		.map(([other]) => other);
}

/** Whatever could stand for a name: all of it where it fits, else from a word of it, the last one first, or from a letter. */
function pieces(name: string, room: Room): Lines[] {
	const whole = inLines(name, room);
	if (whole.join('') === name) return [whole];
	const letters = [...name];
	const starts = [...letters.keys()].filter((at) => letters[at] !== ' ').reverse();
	const words = starts.filter((at) => letters[at - 1] === ' ');
	return [...words, ...starts].map((at) => inLines(letters.slice(at).join(''), room));
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
