import * as v from 'valibot';

/** Why a field was not taken; the message of each check below, and a key in the catalogue. */
export type TextProblem = 'empty' | 'long' | 'hidden';

// Controls, and marks that turn the reading direction of what follows: they can make a name read as another.
// The gentle marks (LRM, RLM, joiners) stay, since Arabic, Persian and Hebrew need them.
const HIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
const HIDDEN_IN_LINE = /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/u;

const lines = (text: string) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim();

/** One line as it was typed, tidied: NFC, trimmed. Lengths are in characters of the alphabet, not in bytes. */
export const line = (max: number, min = 0) =>
	v.pipe(
		v.string(),
		v.transform(lines),
		...bounds(max, min),
		v.check((text) => !HIDDEN_IN_LINE.test(text), 'hidden')
	);

/** Several lines; tabs and line breaks may stay. */
export const prose = (max: number, min = 0) =>
	v.pipe(
		v.string(),
		v.transform(lines),
		...bounds(max, min),
		v.check((text) => !HIDDEN.test(text), 'hidden')
	);

function bounds(max: number, min: number) {
	return [
		v.check((text: string) => text.length >= min, 'empty'),
		v.check((text: string) => text.length <= max * 2 && [...text].length <= max, 'long')
	] as const;
}

/** What is wrong with each field of a form, by its dotted path; empty when nothing is. */
export function problems(schema: v.GenericSchema, value: unknown): Record<string, string> {
	const result = v.safeParse(schema, value);
	if (result.success) return {};
	return Object.fromEntries(result.issues.map((issue) => [v.getDotPath(issue) ?? '', issue.message]));
}
