import type { Db } from '#lib/platform/server/db.ts';
import '#lib/events/server/tables.ts';
import '#lib/venues/server/tables.ts';
import './tables.ts';

/**
 * Id of the place where the group is likely to meet next: that of the next session, else of the last one, else the one
 * that was made last. Null while there is none.
 */
export async function usualPlace(db: Db, group: string, now: number): Promise<string | null> {
	const sessions = db
		.selectFrom('session')
		.innerJoin('venue', 'venue.id', 'session.venue_id')
		.select('venue.id')
		.where('session.group_id', '=', group)
		.where('session.state', '!=', 'cancelled')
		.where('venue.retired_day', 'is', null)
		.limit(1);
	const next = await sessions
		.where('session.ends_at', '>', now)
		.orderBy('session.starts_at')
		.orderBy('session.id')
		.executeTakeFirst();
	if (next) return next.id;
	const last = await sessions.orderBy('session.starts_at', 'desc').orderBy('session.id').executeTakeFirst();
	if (last) return last.id;
	const made = await db
		.selectFrom('event')
		.innerJoin('venue', 'venue.id', 'event.object')
		.select('venue.id')
		.where('event.verb', '=', 'venue.make')
		.where('venue.group_id', '=', group)
		.where('venue.retired_day', 'is', null)
		.orderBy('event.seq', 'desc')
		.limit(1)
		.executeTakeFirst();
	return made?.id ?? null;
}
