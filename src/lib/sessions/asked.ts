import { dayIn } from '#lib/platform/day.ts';
import type { Session } from './session.ts';

/**
 * Whether an answer could be hers: who came into the group after the day on which it ended was never asked.
 * @param since the day of the group's zone on which she came in
 */
export const wasAsked = (since: string, { endsAt }: Pick<Session, 'endsAt'>, zone: string): boolean =>
	since <= dayIn(zone, endsAt);
