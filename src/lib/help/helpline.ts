import * as v from 'valibot';
import data from './helplines.json' with { type: 'json' };

/** Short codes stay short codes: 85258 is not +4485258. Digits only, as a phone in that country dials them. */
const dial = v.pipe(v.string(), v.regex(/^\d{3,12}$/));
const seen = {
	/** Whose page it was compared with, by the name that they go by; and the page itself. */
	source: v.strictObject({ name: v.pipe(v.string(), v.nonEmpty()), page: v.pipe(v.string(), v.url()) }),
	checked: v.pipe(v.string(), v.isoDate())
};

const notes = ['press-55', 'text-112', 'not-on-bill', 'option-2'] as const;

const Way = v.strictObject({
	kind: v.picklist(['call', 'text']),
	display: v.pipe(v.string(), v.nonEmpty()),
	dial,
	/** What to write in the text, where the line asks for a word. */
	word: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]+$/)))
});

const Line = v.strictObject({
	name: v.pipe(v.string(), v.nonEmpty()),
	/** The part of the country it is for, where it is not for all of it. */
	area: v.optional(v.string()),
	about: v.picklist(['abuse', 'sexual', 'crisis', 'talk']),
	ways: v.pipe(v.array(Way), v.minLength(1)),
	always: v.boolean(),
	note: v.optional(v.picklist(notes)),
	...seen
});

const Country = v.strictObject({
	code: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
	emergency: v.strictObject({
		display: v.pipe(v.string(), v.nonEmpty()),
		dial,
		note: v.optional(v.picklist(notes)),
		...seen
	}),
	lines: v.array(Line)
});

export const Helplines = v.strictObject({ how: v.string(), countries: v.array(Country) });

export type Way = v.InferOutput<typeof Way>;
export type Seen = Pick<Country['emergency'], keyof typeof seen>;
export type Line = v.InferOutput<typeof Line>;
export type Country = v.InferOutput<typeof Country>;

/** The countries we have numbers for, in the order of the file. The country is chosen, never guessed. */
export const countries: readonly Country[] = v.parse(Helplines, data).countries;

export function countryByCode(code: string | null | undefined): Country | undefined {
	const upper = code?.toUpperCase();
	return countries.find((country) => country.code === upper);
}

/** A country's lines by what they are about, in the order in which they first come. */
export function linesByAbout(country: Country): [Line['about'], Line[]][] {
	return [...Map.groupBy(country.lines, (line) => line.about)];
}

/** The address that makes a phone dial, or begin a text. `?&body=` is what both Android and iOS read. */
export function wayHref(way: Way): string {
	if (way.kind === 'call') return `tel:${way.dial}`;
	return way.word ? `sms:${way.dial}?&body=${way.word}` : `sms:${way.dial}`;
}
