import * as v from 'valibot';

/** A calendar day that exists, `YYYY-MM-DD`, in no zone. */
export const day = () => v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'day'), v.check(exists, 'day'));

const exists = (text: string) => {
	const at = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** The day it is somewhere. */
export function dayIn(zone: string, at: number): string {
	// Swedish dates are ISO dates.
	return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
		at
	);
}

/** `count` days later, or earlier when negative. */
export const addDays = (from: string, count: number) =>
	new Date(Date.parse(`${from}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
