import { direction, intlTag } from './locale.ts';

/** An instant (ms, UTC) as its day in `zone`: "Thursday 3 December". */
export function day(ms: number, zone: string): string {
	return part(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(ms);
}

/** The same with the year: "3 December 2026". */
export function fullDay(ms: number, zone: string): string {
	return part(zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(ms);
}

/** "Thu 3 Dec", for lists. */
export function shortDay(ms: number, zone: string): string {
	return part(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(ms);
}

/** "18:30" in `zone`. */
export function time(ms: number, zone: string): string {
	return part(zone, { hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** A calendar day (`YYYY-MM-DD`, in no zone): "3 December 2026". */
export function calendarDay(text: string): string {
	return fullDay(Date.parse(`${text}T12:00:00Z`), 'UTC');
}

export function number(value: number): string {
	return new Intl.NumberFormat(intlTag()).format(value);
}

/** Keeps the groups of a phone number (or an address on the web) in their order inside a right-to-left line. */
export function leftToRight(text: string): string {
	return direction() === 'rtl' ? `\u2066${text}\u2069` : text;
}

/** Digits of any script as 0 to 9: keyboards differ, numbers do not. In Unicode each script's ten stand in order, 0 first. */
export function plainDigits(text: string): string {
	return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
		const at = digit.codePointAt(0) ?? 0;
		let value = 0;
		while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value += 1;
		return String(value);
	});
}

/** Names joined as the language does it: "Wren, Ada and Noor". */
export function list(items: readonly string[]): string {
	return new Intl.ListFormat(intlTag(), { type: 'conjunction' }).format(items);
}

/** The name of a country for its two-letter code. */
export function country(code: string): string {
	return new Intl.DisplayNames(intlTag(), { type: 'region' }).of(code) ?? code;
}

function part(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat(intlTag(), { ...options, timeZone: zone });
}
