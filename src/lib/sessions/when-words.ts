import { dayIn, addDays } from '#lib/platform/day.ts';
import { day, time } from '#lib/words/format.ts';
import { t } from '#lib/words/t.ts';

/** "Tomorrow, 18:30", or the day by its name when it is further off. */
export function whenWords(startsAt: number, zone: string, now: number): string {
	const on = dayIn(zone, startsAt);
	const today = dayIn(zone, now);
	const at = time(startsAt, zone);
	if (on === today) return t('sessions.when.today', { time: at });
	if (on === addDays(today, 1)) return t('sessions.when.tomorrow', { time: at });
	return t('sessions.when.on', { day: day(startsAt, zone), time: at });
}

/** "Thursday 3 December, 18:30 to 20:00". */
export const spanWords = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }, zone: string): string =>
	t('sessions.when.span', { day: day(startsAt, zone), from: time(startsAt, zone), to: time(endsAt, zone) });
