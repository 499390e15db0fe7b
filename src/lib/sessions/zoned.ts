// Wall-clock time in an IANA zone, by Intl alone: browsers and Node carry the zone data already.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
	const known = formats.get(zone);
	if (known) return known;
	const numeric = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
	const made = new Intl.DateTimeFormat('en-CA', { ...numeric, second: '2-digit', hourCycle: 'h23', timeZone: zone });
	formats.set(zone, made);
	return made;
}

/** What the clock on the wall shows: `{ day: '2026-12-03', time: '18:30' }`. */
export function wall(ms: number, zone: string): { day: string; time: string } {
	const parts: Record<string, string> = {};
	for (const { type, value } of format(zone).formatToParts(ms)) parts[type] = value;
	const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
	return { day: `${year.padStart(4, '0')}-${month}-${day}`, time: `${hour}:${minute}` };
}

/** Milliseconds that the zone is ahead of UTC at that instant. */
export function offset(ms: number, zone: string): number {
	const { day, time } = wall(ms, zone);
	return Date.parse(`${day}T${time}:00Z`) - Math.floor(ms / 60_000) * 60_000;
}

/**
 * The instants at which a wall clock in `zone` shows this: one as a rule, none in the hour that a clock change skips,
 * two (the earlier first) in the hour that it repeats. Also none for a day that is no day.
 */
export function instants(day: string, time: string, zone: string): number[] {
	const guess = Date.parse(`${day}T${time}:00Z`);
	if (Number.isNaN(guess) || new Date(guess).toISOString().slice(0, 10) !== day) return [];
	const offsets = new Set([offset(guess - DAY, zone), offset(guess, zone), offset(guess + DAY, zone)]);
	const fits = (ms: number) => {
		const shown = wall(ms, zone);
		return shown.day === day && shown.time === time;
	};
	return [...offsets]
		.map((ahead) => guess - ahead)
		.filter(fits)
		.sort((a, b) => a - b);
}

/** When the zone's clocks last changed at or before `ms`, within fourteen months; null where they never do. */
export function lastClockChange(ms: number, zone: string): number | null {
	const now = offset(ms, zone);
	for (let days = 1; days <= 425; days += 1) {
		const before = ms - days * DAY;
		if (offset(before, zone) === now) continue;
		return narrow(before, before + DAY, zone);
	}
	return null;
}

/** The first instant in (from, to] with another offset than `from`, to the minute. */
function narrow(from: number, to: number, zone: string): number {
	const old = offset(from, zone);
	let [low, high] = [from, to];
	while (high - low > 60_000) {
		const middle = Math.floor((low + high) / 2);
		if (offset(middle, zone) === old) low = middle;
		else high = middle;
	}
	return Math.floor(high / 60_000) * 60_000;
}

export type WhenProblem = 'no-day' | 'no-time' | 'not-a-day' | 'skipped';
export type When =
	| { ok: true; at: number }
	| { ok: false; reason: WhenProblem }
	| { ok: false; reason: 'twice'; choices: [number, number] };

/**
 * What she typed in the two fields, in the group's zone.
 * @param which for a time that comes twice: the first or the second of the two
 */
export function parseWhen(day: string, time: string, zone: string, which?: 0 | 1): When {
	if (!day) return { ok: false, reason: 'no-day' };
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return { ok: false, reason: 'not-a-day' };
	if (!/^\d{2}:\d{2}$/.test(time)) return { ok: false, reason: 'no-time' };
	const found = instants(day, time, zone);
	const [first, second] = found;
	if (first === undefined) return { ok: false, reason: instants(day, '12:00', zone).length ? 'skipped' : 'not-a-day' };
	if (second === undefined) return { ok: true, at: first };
	return which === undefined
		? { ok: false, reason: 'twice', choices: [first, second] }
		: { ok: true, at: which ? second : first };
}
