import type { Context } from '#lib/platform/server/context.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import '#lib/groups/server/tables.ts';
import type { Session } from '../session.ts';
import './tables.ts';

// Reading the session's row and what hangs on it. Shared by the verbs.

export const columns = [
	'id',
	'venue_id as venue',
	'starts_at as startsAt',
	'ends_at as endsAt',
	'state',
	'override_id as override',
	'revision',
	'started_at as startedAt',
	'closed_at as closedAt'
] as const;

/** The sessions with these ids, as she may be told of them. */
export async function complete(db: Db, handle: string, rows: readonly Bare[]): Promise<Session[]> {
	const ids = rows.map((row) => row.id);
	if (ids.length === 0) return [];
	const [facilitators, mine] = await Promise.all([
		db.selectFrom('session_facilitator').selectAll().where('session_id', 'in', ids).orderBy('handle').execute(),
		db.selectFrom('may_open').select('session_id').where('session_id', 'in', ids).where('handle', '=', handle).execute()
	]);
	const open = new Set(mine.map((row) => row.session_id));
	return rows.map((row) => ({
		...row,
		facilitators: facilitators.filter((f) => f.session_id === row.id).map((f) => f.handle),
		mayOpen: open.has(row.id)
	}));
}
export type Bare = Omit<Session, 'facilitators' | 'mayOpen'>;

/** One session of this group; inside a write, held until the transaction ends. */
export async function find(trx: Trx, ctx: Context, group: string, id: string): Promise<Bare | undefined> {
	const query = trx.selectFrom('session').select(columns).where('id', '=', id).where('group_id', '=', group);
	return (ctx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
}

export async function facilitatorsOf(db: Db, session: string): Promise<string[]> {
	const rows = await db
		.selectFrom('session_facilitator')
		.select('handle')
		.where('session_id', '=', session)
		.orderBy('handle')
		.execute();
	return rows.map((row) => row.handle);
}

/** Which of these handles are facilitators of the group today. */
export async function activeFacilitators(db: Db, group: string, handles: readonly string[]): Promise<string[]> {
	if (handles.length === 0) return [];
	const rows = await db
		.selectFrom('membership')
		.innerJoin('membership_role', (join) =>
			join
				.onRef('membership_role.group_id', '=', 'membership.group_id')
				.onRef('membership_role.handle', '=', 'membership.handle')
		)
		.select('membership.handle')
		.where('membership.group_id', '=', group)
		.where('membership.handle', 'in', [...handles])
		.where('membership.state', 'in', ['member', 'break'])
		.where('membership_role.role', '=', 'facilitator')
		.where('membership_role.suspended_day', 'is', null)
		.execute();
	return rows.map((row) => row.handle);
}
