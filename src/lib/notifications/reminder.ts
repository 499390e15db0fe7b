import * as v from 'valibot';
import { line, problems } from '#lib/platform/text.ts';

/** What she wants to be told, in her own words, and when. It lies on the server in plain: it must be shown. */
export interface Reminder {
	session: string;
	runAt: number;
	words: string;
}

export const WORDS_MAX = 80;
export const words = () => line(WORDS_MAX, 1);

/** How long before the start a reminder may come, offered on the screen. */
export const LEADS = ['day', 'three-hours', 'hour'] as const;
export type Lead = (typeof LEADS)[number];
const HOUR = 3_600_000;
const MS: Record<Lead, number> = { day: 24 * HOUR, 'three-hours': 3 * HOUR, hour: HOUR };

/** Those that are still to come. */
export const leadsLeft = (startsAt: number, now: number): Lead[] => LEADS.filter((lead) => startsAt - MS[lead] > now);
export const runAt = (startsAt: number, lead: Lead): number => startsAt - MS[lead];
/** Which of the offered ones it is; undefined after the session was moved. */
export const leadOf = (reminder: Pick<Reminder, 'runAt'>, startsAt: number): Lead | undefined =>
	LEADS.find((lead) => runAt(startsAt, lead) === reminder.runAt);

export type ReminderProblem = 'empty' | 'long' | 'hidden' | 'too-late';
export function checkReminder(
	reminder: Pick<Reminder, 'runAt' | 'words'>,
	startsAt: number,
	now: number
): ReminderProblem | undefined {
	const wrong = problems(v.object({ words: words() }), { words: reminder.words })['words'];
	if (wrong) return wrong as ReminderProblem;
	return reminder.runAt > now && reminder.runAt < startsAt ? undefined : 'too-late';
}

/** Something that was told: her own words, or a key of the catalogue for what the app itself has to say. */
export interface Notice {
	id: string;
	at: number;
	words: string;
}

/** What the app itself may say. Neutral also where someone reads over her shoulder. */
export const TOLD = ['sessions.told.moved', 'sessions.told.cancelled', 'sessions.told.stepped-down'] as const;
export type ToldKey = (typeof TOLD)[number];
export const toldKey = (text: string): ToldKey | undefined => TOLD.find((key) => key === text);

/** Those who have waited to be looked at for longer go by themselves. */
export const KEPT_MS = 7 * 24 * HOUR;

export interface FireQuestion {
	/** Her membership in the session's group, as it is now. */
	member: 'member' | 'break' | 'left' | 'removed' | 'none';
	state: 'planned' | 'announced' | 'live' | 'closed' | 'cancelled';
	startsAt: number;
	/** When the session was to start as she wrote the words. */
	wasAt: number;
	now: number;
}
/** What a reminder that is due becomes: her words, a neutral line because they no longer hold, or nothing at all. */
export function fire({ member, state, startsAt, wasAt, now }: FireQuestion): 'words' | 'moved' | 'nothing' {
	if (member !== 'member') return 'nothing';
	if (state !== 'announced' && state !== 'live') return 'nothing';
	if (startsAt !== wasAt) return 'moved';
	return now < startsAt ? 'words' : 'nothing';
}
