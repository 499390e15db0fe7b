import type { Member } from '#lib/platform/server/actor.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import { FACILITATE } from '../signature-records.ts';
import type { Asking, Suspended } from '../record-types.ts';
import { ownerOf } from './registry.ts';
import './tables.ts';

/** Who is in the group, and whether she facilitates. Who is suspended does not. */
const present = (trx: Trx, group: string) =>
	trx
		.selectFrom('membership')
		.leftJoin('membership_role', (join) =>
			join
				.onRef('membership_role.group_id', '=', 'membership.group_id')
				.onRef('membership_role.handle', '=', 'membership.handle')
				.on('membership_role.role', '=', 'facilitator')
				.on('membership_role.suspended_day', 'is', null)
		)
		.select('membership_role.role')
		.where('membership.group_id', '=', group)
		.where('membership.state', 'in', ['member', 'break']);

/**
 * What she is at this moment; to be asked inside a transaction that holds the group. The gate let her in a moment ago,
 * and somebody may have cut or suspended her since.
 * @returns `null` when she is not in the group any more
 */
export async function standingOf(
	trx: Trx,
	{ group, handle }: Pick<Member, 'group' | 'handle'>
): Promise<{ facilitator: boolean } | null> {
	const row = await present(trx, group).where('membership.handle', '=', handle).executeTakeFirst();
	return row ? { facilitator: row.role !== null } : null;
}

/** Whether there are women in the group, and none of them facilitates. */
export async function isLeaderless(trx: Trx, group: string): Promise<boolean> {
	const rows = await present(trx, group).execute();
	return rows.length > 0 && rows.every((row) => row.role === null);
}

/** Whoever has the part, also those who are suspended. */
const leadingIn = (db: Db, group: string) =>
	db.selectFrom('membership_role').select('handle').where('group_id', '=', group).where('role', '=', 'facilitator');

export async function suspendedIn(db: Db, { group }: { group: string }): Promise<Suspended> {
	const rows = await leadingIn(db, group).where('suspended_day', 'is not', null).execute();
	return new Set(rows.map((row) => row.handle));
}

export async function askingIn(db: Db, { group }: { group: string }): Promise<Asking> {
	const leading = await leadingIn(db, group).execute();
	const asked = await db
		.selectFrom('record')
		.select(['circle', 'id'])
		.where('group_id', '=', group)
		.where('type', '=', FACILITATE.ask)
		.execute();
	return {
		leading: new Set(leading.map((row) => row.handle)),
		asked: new Map(asked.map((row) => [ownerOf(row.circle), row.id]))
	};
}
