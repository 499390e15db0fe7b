import type { Facilitator, Member } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import * as jobs from '#lib/platform/server/jobs.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import * as records from '#lib/groups/server/records.ts';
import { makeRegistry } from '#lib/groups/server/registry.ts';
import { answerId, mayBecome, RECORDS, type Session, type SessionState } from '../session.ts';
import { activeFacilitators, columns, complete, facilitatorsOf, find, type Bare } from './rows.ts';
import { sealedTypes } from './sealed-types.ts';

/** How long a session stays in the lists after its end. */
const SHOWN_MS = 35 * 86_400_000;

export interface Listed {
	zone: string;
	venueOpens: '48h' | 'always';
	sessions: Session[];
	/** Her own to these sessions, sealed. */
	answers: records.Row[];
}

/**
 * What is planned, on and lately past. Members are told nothing of what is only being planned.
 * @param ahead nothing that has ended
 */
export async function list(ctx: Context, actor: Member, { ahead = false } = {}): Promise<Listed> {
	const group = await ctx.db
		.selectFrom('peer_group')
		.select(['zone', 'venue_opens'])
		.where('id', '=', actor.group)
		.executeTakeFirstOrThrow();
	let query = ctx.db
		.selectFrom('session')
		.select(columns)
		.where('group_id', '=', actor.group)
		.where('ends_at', '>', ctx.now() - (ahead ? 0 : SHOWN_MS))
		.orderBy('starts_at')
		.orderBy('id');
	if (!actor.facilitator) query = query.where('state', '!=', 'planned');
	const all = await complete(ctx.db, actor.handle, await query.execute());
	// That something is overridden stays among those who may read why.
	const sessions = actor.facilitator ? all : all.map((session) => ({ ...session, override: null }));
	return { zone: group.zone, venueOpens: group.venue_opens, sessions, answers: await answersTo(ctx, actor, sessions) };
}

async function answersTo(ctx: Context, actor: Member, sessions: readonly Session[]): Promise<records.Row[]> {
	if (sessions.length === 0) return [];
	const ids = await Promise.all(sessions.map(({ id }) => answerId(id, actor.handle)));
	return records.list(ctx, answersAlone, actor, { types: [RECORDS.answer], ids, circle: `member:${actor.handle}` });
}
const answersAlone = makeRegistry([sealedTypes.answer]);

interface Named {
	session: string;
	/** The revision she has seen. */
	revision: number;
}

/**
 * Tells the members. The server holds what it can see: a place, and two facilitators or a written reason (whose words it
 * cannot read). @returns 409 `no-venue`, `one-facilitator`, `edited`, `over`
 */
export async function announce(
	ctx: Context,
	actor: Facilitator,
	named: Named
): Promise<{ revision: number } | Refusal> {
	return turn(ctx, actor, named, 'announced', async (trx, row) => {
		const refused = await mayBeAnnounced(trx, actor.group, row);
		if (refused) return refused;
		return row.startsAt <= ctx.now() ? refuse(409, 'over') : undefined;
	});
}

/**
 * It does not take place. Those who were coming are told so, in words that say nothing to others. One that was only
 * being planned is deleted: called off it would be shown to the members, who were never told of it.
 */
export async function cancel(ctx: Context, actor: Facilitator, named: Named): Promise<{ revision: number } | Refusal> {
	return turn(ctx, actor, named, 'cancelled', async (trx, row) => {
		if (row.state === 'planned') return drop(trx, actor.group, row);
		await settle(trx, row.id);
		await tell(trx, ctx, row.id, 'cancelled');
		return undefined;
	});
}

/** The row, what hangs on it, and its sealed parts. */
async function drop(trx: Trx, group: string, { id, override }: Bare): Promise<undefined> {
	await records.erase(trx, group, { types: [RECORDS.plan, RECORDS.notes], ids: [id] });
	if (override !== null) await records.erase(trx, group, { types: [RECORDS.override], ids: [override] });
	await trx.deleteFrom('session').where('id', '=', id).execute();
}

/** Whether what the server sees of it is enough to call women together. */
export async function mayBeAnnounced(
	trx: Trx,
	group: string,
	row: Pick<Bare, 'id' | 'venue' | 'override'>
): Promise<Refusal | undefined> {
	if (row.venue === null) return refuse(409, 'no-venue');
	const two = await activeFacilitators(trx, group, await facilitatorsOf(trx, row.id));
	if (two.length >= 2) return undefined;
	if (two.length === 0 || row.override === null) return refuse(409, 'one-facilitator');
	const at = { circle: 'facilitators', type: RECORDS.override, id: row.override };
	return (await records.find(trx, group, at)) ? undefined : refuse(409, 'one-facilitator');
}

async function turn(
	ctx: Context,
	actor: Facilitator,
	{ session, revision }: Named,
	to: SessionState,
	check: (trx: Trx, row: Bare) => Promise<Refusal | undefined>
): Promise<{ revision: number } | Refusal> {
	const turned = await attempt(ctx, async (trx) => {
		const row = await find(trx, ctx, actor.group, session);
		if (!row) return notHere();
		if (!mayBecome(row.state, to)) return refuse(409, 'over');
		if (row.revision !== revision) return refuse(409, 'edited');
		const refused = await check(trx, row);
		if (refused) return refused;
		const next = revision + 1;
		await trx.updateTable('session').set({ state: to, revision: next }).where('id', '=', session).execute();
		await events.record(trx, ctx, { group: actor.group, actor: actor.handle, verb: `session.${to}`, object: session });
		return { revision: next };
	});
	if (!(turned instanceof Refusal)) ctx.poke({ group: actor.group, topic: 'sessions' });
	return turned;
}

/**
 * A facilitator of it cannot come. She needs nobody's leave and no reason; the other is told at once, and where nobody
 * is left, every facilitator.
 */
export async function stepDown(
	ctx: Context,
	actor: Facilitator,
	session: string
): Promise<{ revision: number } | Refusal> {
	const done = await attempt(ctx, async (trx) => {
		const row = await find(trx, ctx, actor.group, session);
		if (!row || !(await facilitatorsOf(trx, session)).includes(actor.handle)) return notHere();
		if (row.state === 'closed' || row.state === 'cancelled') return refuse(409, 'over');
		await trx
			.deleteFrom('session_facilitator')
			.where('session_id', '=', session)
			.where('handle', '=', actor.handle)
			.execute();
		const next = row.revision + 1;
		await trx.updateTable('session').set({ revision: next }).where('id', '=', session).execute();
		await tell(trx, ctx, session, 'stepped-down');
		const { group, handle } = actor;
		await events.record(trx, ctx, { group, actor: handle, verb: 'session.step-down', object: session });
		return { revision: next };
	});
	if (!(done instanceof Refusal)) ctx.poke({ group: actor.group, topic: 'sessions' });
	return done;
}

/** Newcomers are not shown what is over: its sealed parts stay where they are and are sealed again for nobody. */
export async function settle(trx: Trx, session: string): Promise<void> {
	const row = await trx
		.selectFrom('session')
		.select(['group_id', 'override_id'])
		.where('id', '=', session)
		.executeTakeFirst();
	if (!row) return;
	const ids = [session];
	for (const type of [RECORDS.plan, RECORDS.notes]) await records.setLive(trx, row.group_id, { type, ids }, false);
	const override = row.override_id === null ? [] : [row.override_id];
	await records.setLive(trx, row.group_id, { type: RECORDS.override, ids: override }, false);
}

/** What has to be said to some of them. Who, and in which words, is for notifications to know. */
export type Tidings = 'moved' | 'cancelled' | 'stepped-down';
export const TELL = 'session.tell';
export async function tell(trx: Trx, ctx: Context, session: string, what: Tidings): Promise<void> {
	await jobs.plan(trx, {
		kind: TELL,
		payload: { session, what },
		runAt: ctx.now(),
		dedupe: `${TELL}:${session}:${what}`
	});
}
