/**
 * A message made ready to be said: its own words, or its words and what is filled in between them. In a list, a text
 * stands for itself, `0` for the number that a plural counts, and the others for an argument by its name: as it is, as a
 * number in the language's digits, as a share of a hundred, or in the words for how many there are.
 */
export type Message = string | readonly Part[];
type Part = string | 0 | readonly [name: string] | readonly [name: string, as: 'number' | 'percent' | Plural];
type Plural = Readonly<Record<string, Message>>;

export type Args = Record<string, string | number | boolean | Date>;

/**
 * Says a message in the language of `tag` (BCP 47).
 * @throws when an argument is missing: a sentence with a hole in it must not reach a screen
 */
export function say(message: Message, args: Args, tag: string, count = 0): string {
	if (typeof message === 'string') return message;
	return message.map((part) => sayPart(part, args, tag, count)).join('');
}

function sayPart(part: Part, args: Args, tag: string, count: number): string {
	if (typeof part === 'string') return part;
	if (part === 0) return new Intl.NumberFormat(tag).format(count);
	const [name, as] = part;
	const value = args[name];
	if (value === undefined) throw new Error(`a message lacks its ${name}`);
	if (as === undefined) return String(value);
	if (as === 'number') return new Intl.NumberFormat(tag).format(Number(value));
	if (as === 'percent') return new Intl.NumberFormat(tag, { style: 'percent' }).format(Number(value));
	const chosen = as[`=${Number(value)}`] ?? as[new Intl.PluralRules(tag).select(Number(value))] ?? as.other ?? '';
	return say(chosen, args, tag, Number(value));
}

/** The same message with each text of its own changed by `turn`, and its arguments as they are. */
export function changeTexts(message: Message, turn: (text: string) => string): Message {
	if (typeof message === 'string') return turn(message);
	return message.map((part): Part => {
		if (typeof part === 'string') return turn(part);
		if (part === 0 || typeof part[1] !== 'object') return part;
		return [
			part[0],
			Object.fromEntries(Object.entries(part[1]).map(([form, words]) => [form, changeTexts(words, turn)]))
		];
	});
}
