import { dayIn, addDays } from '#lib/platform/day.ts';
import { day, time } from '#lib/words/format.ts';
import { t } from '#lib/words/t.ts';
import { EARLY_MS, type Session } from './session.ts';

type Timed = Pick<Session, 'state' | 'startsAt' | 'endsAt'>;

/** Today and tomorrow are said so; other days by their date. */
function near(startsAt: number, zone: string, now: number): 'today' | 'tomorrow' | undefined {
	const on = dayIn(zone, startsAt);
	const today = dayIn(zone, now);
	return on === today ? 'today' : on === addDays(today, 1) ? 'tomorrow' : undefined;
}

/** "Tomorrow, 18:30", or the day by its name when it is further off. */
export function whenWords(startsAt: number, zone: string, now: number): string {
	const named = near(startsAt, zone, now);
	if (!named) return onDay(startsAt, zone);
	return t(named === 'today' ? 'sessions.when.today' : 'sessions.when.tomorrow', { time: time(startsAt, zone) });
}

const onDay = (startsAt: number, zone: string) =>
	t('sessions.when.on', { day: day(startsAt, zone), time: time(startsAt, zone) });

/** On now, and not when it was planned: another day, or hours before. Minutes early is as it should be. */
function isEarly({ state, startsAt }: Timed, zone: string, now: number): boolean {
	return state === 'live' && (startsAt - now > EARLY_MS || dayIn(zone, startsAt) > dayIn(zone, now));
}

/** What stands over a meeting: when it is, or that it is on already. */
export function headWords(session: Timed, zone: string, now: number): string {
	if (isEarly(session, zone, now)) return t('sessions.when.early');
	const { startsAt } = session;
	return isOver(session, now) ? onDay(startsAt, zone) : whenWords(startsAt, zone, now);
}

/** Over before its time: no "Tomorrow" for what nobody is to come to. */
const isOver = ({ state, startsAt }: Timed, now: number): boolean => state === 'closed' && startsAt > now;

/** What `headWords` above it has not said: "Until 20:00", with the date where that was only "Tomorrow". */
export function endWords(session: Timed, zone: string, now: number): string {
	const { startsAt, endsAt } = session;
	if (isEarly(session, zone, now)) return t('sessions.when.early.planned', { span: spanWords(session, zone) });
	const to = time(endsAt, zone);
	const dated = near(startsAt, zone, now) !== undefined && !isOver(session, now);
	return dated ? t('sessions.when.until.on', { day: day(startsAt, zone), to }) : t('sessions.when.until', { to });
}

/** "Thursday 3 December, 18:30 to 20:00". */
export const spanWords = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }, zone: string): string =>
	t('sessions.when.span', { day: day(startsAt, zone), from: time(startsAt, zone), to: time(endsAt, zone) });
