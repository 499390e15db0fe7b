import type { Facilitator } from '#lib/platform/server/actor.ts';
import { newId, type Context } from '#lib/platform/server/context.ts';
import type { Db } from '#lib/platform/server/db.ts';
import { notHere, type Refusal } from '#lib/platform/server/route.ts';
import '#lib/groups/server/tables.ts';
import type { Asking } from '#lib/groups/server/registry.ts';
import { mayRead, type VenueReader, type VenueSession } from '../may-read.ts';
import type { Facts } from '../record-types.ts';
import './tables.ts';

/** Who opened the card of this place, and on which day: facilitators see who holds the address. */
export async function list(
	ctx: Context,
	actor: Facilitator,
	venue: string
): Promise<{ handle: string; day: string }[] | Refusal> {
	const here = ctx.db.selectFrom('venue').select('id').where('id', '=', venue).where('group_id', '=', actor.group);
	if (!(await here.executeTakeFirst())) return notHere();
	return ctx.db
		.selectFrom('venue_opening')
		.select(['handle', 'day'])
		.where('venue_id', '=', venue)
		.orderBy('day', 'desc')
		.orderBy('handle')
		.limit(500)
		.execute();
}

/** Notes that a card was handed out: once a day for each woman and place. */
export async function opened(ctx: Context, handle: string, venues: readonly string[]): Promise<void> {
	const day = ctx.today();
	await ctx.write(async (trx) => {
		for (const venue_id of venues) {
			await trx
				.insertInto('venue_opening')
				.values({ id: newId(), venue_id, handle, day })
				.onConflict((c) => c.columns(['venue_id', 'handle', 'day']).doNothing())
				.execute();
		}
	});
}

/** The facts of `may-read.ts` for one woman in one group. */
export async function factsOf(db: Db, { group, reader, now }: Asking): Promise<Facts> {
	const { venue_opens } = await db
		.selectFrom('peer_group')
		.select('venue_opens')
		.where('id', '=', group)
		.executeTakeFirstOrThrow();
	const rows = await db
		.selectFrom('session')
		.leftJoin('may_open', (join) =>
			join.onRef('may_open.session_id', '=', 'session.id').on('may_open.handle', '=', reader.handle)
		)
		.select(['session.venue_id', 'session.state', 'session.starts_at', 'session.ends_at', 'may_open.handle'])
		.where('session.group_id', '=', group)
		.where('session.venue_id', 'is not', null)
		.where('session.ends_at', '>', now - 86_400_000)
		.execute();
	const sessions = new Map<string, VenueSession[]>();
	for (const { venue_id, state, starts_at, ends_at, handle } of rows) {
		const venue = venue_id ?? '';
		const one = { state, startsAt: starts_at, endsAt: ends_at, mayOpen: handle !== null };
		sessions.set(venue, [...(sessions.get(venue) ?? []), one]);
	}
	return { opens: venue_opens, now, sessions };
}

export const isOpen = (reader: VenueReader, venue: string, { opens, now, sessions }: Facts): boolean =>
	mayRead({ reader, opens, sessions: sessions.get(venue) ?? [], now });
