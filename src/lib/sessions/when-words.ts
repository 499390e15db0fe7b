import { dayIn, addDays } from '#lib/platform/day.ts';
import { day, time } from '#lib/words/format.ts';
import { t } from '#lib/words/t.ts';

/** Today and tomorrow are said so; other days by their date. */
function near(startsAt: number, zone: string, now: number): 'today' | 'tomorrow' | undefined {
	const on = dayIn(zone, startsAt);
	const today = dayIn(zone, now);
	return on === today ? 'today' : on === addDays(today, 1) ? 'tomorrow' : undefined;
}

/** "Tomorrow, 18:30", or the day by its name when it is further off. */
export function whenWords(startsAt: number, zone: string, now: number): string {
	const at = time(startsAt, zone);
	const named = near(startsAt, zone, now);
	return named
		? t(named === 'today' ? 'sessions.when.today' : 'sessions.when.tomorrow', { time: at })
		: t('sessions.when.on', { day: day(startsAt, zone), time: at });
}

/** What `whenWords` above it has not said: "Until 20:00", with the date where that was only "Tomorrow". */
export function endWords(session: { startsAt: number; endsAt: number }, zone: string, now: number): string {
	const { startsAt, endsAt } = session;
	const to = time(endsAt, zone);
	const dated = near(startsAt, zone, now) !== undefined;
	return dated ? t('sessions.when.until.on', { day: day(startsAt, zone), to }) : t('sessions.when.until', { to });
}

/** "Thursday 3 December, 18:30 to 20:00". */
export const spanWords = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }, zone: string): string =>
	t('sessions.when.span', { day: day(startsAt, zone), from: time(startsAt, zone), to: time(endsAt, zone) });
