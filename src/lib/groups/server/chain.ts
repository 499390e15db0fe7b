import { isActive, readers } from '#lib/crypto/circles.ts';
import type { RosterEvent, RosterState } from '#lib/crypto/roster.ts';
import { extendRoster, verifyRoster } from '#lib/crypto/roster-verify.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import './tables.ts';

/** Verified once, kept by its head: a chain never changes behind its head. */
const verified = new Map<string, RosterState>();
const MOST = 200;

/**
 * What a group's stored roster says, verified by the same rules as on every device.
 * @throws when the stored chain does not stand, which no request can bring about
 */
export async function stateOf(db: Db, group: string, head: string): Promise<RosterState> {
	const hit = verified.get(head);
	if (hit) return hit;
	const verdict = await verifyRoster(await eventsOf(db, group));
	if (!verdict.ok || verdict.state.head !== head) throw new Error('the stored roster does not stand');
	return keep(verdict.state);
}

/** Remembers a state whose events have been stored. */
export function keep(state: RosterState): RosterState {
	verified.delete(state.head);
	verified.set(state.head, state);
	const oldest = verified.keys().next().value;
	if (verified.size > MOST && oldest !== undefined) verified.delete(oldest);
	return state;
}

export const extend = extendRoster;

/** `upTo`: the number that the group's row named, so that a change of this moment is seen whole or not at all. */
export async function eventsOf(db: Db, group: string, after = -1, upTo = 1_000_000_000): Promise<RosterEvent[]> {
	const rows = await db
		.selectFrom('roster_event')
		.select('event')
		.where('group_id', '=', group)
		.where('seq', '>', after)
		.where('seq', '<=', upTo)
		.orderBy('seq')
		.execute();
	return rows.map((row) => JSON.parse(row.event) as RosterEvent);
}

export async function store(trx: Trx, state: RosterState, events: readonly RosterEvent[]): Promise<void> {
	const rows = events.map((event) => ({
		group_id: state.group,
		seq: event.seq,
		hash: state.heads[event.seq] ?? '',
		event: JSON.stringify(event)
	}));
	await trx.insertInto('roster_event').values(rows).execute();
	await trx.updateTable('peer_group').set({ head: state.head, seq: state.seq }).where('id', '=', state.group).execute();
}

/** The group's row, held until the transaction ends: one change or write of a group at a time. */
export async function lockGroup(trx: Trx, ctx: Context, group: string) {
	const row = trx.selectFrom('peer_group').selectAll().where('id', '=', group);
	return (ctx.kind === 'postgres' ? row.forUpdate() : row).executeTakeFirst();
}

/**
 * Brings the plain list of circles in line with the roster. Due besides what the roster says: a circle read by a woman
 * whose access was cut and whose removal nobody has signed yet.
 */
export async function storeCircles(trx: Trx, state: RosterState): Promise<void> {
	const gone = await trx
		.selectFrom('membership')
		.select('handle')
		.where('group_id', '=', state.group)
		.where('state', 'in', ['left', 'removed'])
		.execute();
	const cut = new Set(gone.map((m) => m.handle).filter((handle) => isActive(state, handle)));
	for (const [circle, { epoch, due, ended }] of Object.entries(state.circles)) {
		const waits = !ended && (due !== null || readers(state, circle).some((handle) => cut.has(handle)));
		await trx
			.insertInto('circle')
			.values({ group_id: state.group, circle, epoch, due: waits ? 1 : 0 })
			.onConflict((c) => c.columns(['group_id', 'circle']).doUpdateSet({ epoch, due: waits ? 1 : 0 }))
			.execute();
	}
}
