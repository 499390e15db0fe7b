import type { Facilitator, Member } from '#lib/platform/server/actor.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import * as jobs from '#lib/platform/server/jobs.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import '#lib/groups/server/tables.ts';
import { isPlay, mayRead, sequenceOf } from '../live-entry.ts';
import { LONGEST_MS } from '../live.ts';
import { isForMembers } from '../session.ts';
import { add } from './live-adding.ts';
import type { Cursors, LiveAnswer, NewEntry, StoredEntry } from './live-wire.ts';
import { settle } from './sessions.ts';
import './tables.ts';

// The server's part of [Note: live log]: it numbers, keeps and hands out. It records no event for an entry.

interface Session {
	id: string;
	state: LiveAnswer['state'];
	started_at: number | null;
}

/** Long enough for a phone that comes late to hand in what it kept; then her signals are nobody's business. */
const SIGNALS_KEPT_MS = 24 * 60 * 60_000;
const endKey = (session: string) => `live.end:${session}`;

/** What is new to her since `after`. Only the circles she is in. */
export async function read(ctx: Context, actor: Member, input: { session: string; after: Cursors }) {
	const session = await find(ctx, actor.group, input.session);
	if (!session || !isHers(session, actor)) return notHere();
	const rows = await ctx.db
		.selectFrom('live_entry')
		.select(['circle', 'seq', 'entry_id as entry', 'epoch', 'envelope'])
		.where('session_id', '=', session.id)
		// Asked at every move by every phone: of a game only what is new is fetched at all.
		.where((eb) => eb.or([eb('circle', 'not like', 'play:%'), eb('seq', '>', input.after.play ?? 0)]))
		.orderBy('circle')
		.orderBy('seq')
		.execute();
	const hers = rows.filter((row) => mayRead(row.circle, actor) && row.seq > (input.after[sequenceOf(row.circle)] ?? 0));
	return answer(ctx, session, hers as StoredEntry[]);
}

/** Adds to a running session. The same entry again is no second one. Records no event. */
export async function append(ctx: Context, actor: Member, input: { session: string; entries: NewEntry[] }) {
	const circles = new Set(input.entries.map((entry) => entry.circle));
	const result = await ctx.write(async (trx) => {
		const session = await lock(trx, ctx, actor.group, input.session);
		if (!session || !isHers(session, actor)) return notHere();
		if (!running(session, ctx.now())) return refuse(409, session.started_at === null ? 'not-started' : 'ended');
		return add(trx, ctx, { actor, session: session.id, entries: input.entries });
	});
	if (!(result instanceof Refusal)) tell(ctx, actor.group, input.session, circles);
	return result;
}

/** A facilitator begins. Whoever is second finds it begun; her entries are kept too. */
export async function start(ctx: Context, actor: Facilitator, input: { session: string; entries: NewEntry[] }) {
	const result = await ctx.write(async (trx) => {
		const session = await lock(trx, ctx, actor.group, input.session);
		if (!session) return notHere();
		if (session.state !== 'live') {
			if (session.state === 'planned') return refuse(409, 'not-announced');
			if (session.state !== 'announced') return refuse(409, 'ended');
			await begin(trx, ctx, actor, session.id);
		}
		return add(trx, ctx, { actor, session: session.id, entries: input.entries });
	});
	if (!(result instanceof Refusal)) tellStarted(ctx, actor.group, input.session, input.entries);
	return result;
}

/** A facilitator ends it, with the last entries of her log. Ending twice is no mistake. */
export async function close(ctx: Context, actor: Facilitator, input: { session: string; entries: NewEntry[] }) {
	const result = await ctx.write(async (trx) => {
		const session = await lock(trx, ctx, actor.group, input.session);
		if (!session) return notHere();
		if (session.state === 'closed') return undefined;
		if (session.state !== 'live') return refuse(409, 'not-started');
		const added = await add(trx, ctx, { actor, session: session.id, entries: input.entries });
		if (added instanceof Refusal) return added;
		await end(trx, ctx, session.id);
		const { group, handle } = actor;
		return events.record(trx, ctx, { group, actor: handle, verb: 'session.close', object: session.id });
	});
	if (!(result instanceof Refusal)) tellStarted(ctx, actor.group, input.session, input.entries);
	return result;
}

/** For the job table: what happens to a session when nobody does anything. */
export const workers: Record<string, jobs.Worker> = {
	/** Four hours after the start, if nobody closed it. */
	'live.end': async (trx, ctx, { session = '' }) => {
		const row = await trx
			.selectFrom('session')
			.select(['group_id', 'state'])
			.where('id', '=', session)
			.executeTakeFirst();
		if (row?.state !== 'live') return;
		await end(trx, ctx, session);
		await events.record(trx, ctx, { group: row.group_id, verb: 'session.end', object: session });
	},
	/** A day after: the signals and their times go, and what was played. */
	'live.forget': async (trx, _ctx, { session = '' }) => {
		await trx
			.deleteFrom('live_entry')
			.where('session_id', '=', session)
			.where((eb) => eb.or([eb('circle', 'like', 'member:%'), eb('circle', 'like', 'play:%')]))
			.execute();
	}
};

/** What is only planned is the facilitators'. */
const isHers = (session: Session, actor: Member) => actor.facilitator || isForMembers(session.state);

const running = (session: Session, now: number) =>
	session.state === 'live' && session.started_at !== null && now < session.started_at + LONGEST_MS;

async function find(ctx: Context, group: string, id: string): Promise<Session | undefined> {
	return ctx.db
		.selectFrom('session')
		.select(['id', 'state', 'started_at'])
		.where('id', '=', id)
		.where('group_id', '=', group)
		.executeTakeFirst();
}

/** Reads the session and, where writers run side by side, keeps others of this session waiting: numbers have no gaps. */
async function lock(trx: Trx, ctx: Context, group: string, id: string): Promise<Session | undefined> {
	let query = trx
		.selectFrom('session')
		.select(['id', 'state', 'started_at'])
		.where('id', '=', id)
		.where('group_id', '=', group);
	if (ctx.kind === 'postgres') query = query.forUpdate();
	return query.executeTakeFirst();
}

async function begin(trx: Trx, ctx: Context, actor: Facilitator, session: string): Promise<void> {
	const now = ctx.now();
	await trx.updateTable('session').set({ state: 'live', started_at: now }).where('id', '=', session).execute();
	await jobs.plan(trx, { kind: 'live.end', payload: { session }, runAt: now + LONGEST_MS, dedupe: endKey(session) });
	const { group, handle } = actor;
	await events.record(trx, ctx, { group, actor: handle, verb: 'session.start', object: session });
}

async function end(trx: Trx, ctx: Context, session: string): Promise<void> {
	const now = ctx.now();
	await trx.updateTable('session').set({ state: 'closed', closed_at: now }).where('id', '=', session).execute();
	await jobs.forget(trx, endKey(session));
	await settle(trx, session);
	const dedupe = `live.forget:${session}`;
	await jobs.plan(trx, { kind: 'live.forget', payload: { session }, runAt: now + SIGNALS_KEPT_MS, dedupe });
}

function answer(ctx: Context, session: Session, entries: StoredEntry[]): LiveAnswer {
	const startedAt = session.started_at;
	const endsBy = startedAt === null ? null : startedAt + LONGEST_MS;
	const now = ctx.now();
	const state = session.state === 'live' && !running(session, now) ? 'closed' : session.state;
	return { state, startedAt, endsBy, now, entries };
}

/** Says only to those who can read a circle that there is something in it. */
function tell(ctx: Context, group: string, session: string, circles: ReadonlySet<string>): void {
	const topic = `live:${session}`;
	if ([...circles].some(isPlay)) ctx.poke({ group, topic: `play:${session}` });
	if (circles.has('group')) return ctx.poke({ group, topic });
	if ([...circles].some((circle) => !isPlay(circle))) ctx.poke({ group, topic, facilitatorsOnly: true });
	for (const circle of circles) {
		if (circle.startsWith('member:')) ctx.poke({ group, topic, handles: [circle.slice('member:'.length)] });
	}
}

function tellStarted(ctx: Context, group: string, session: string, entries: readonly NewEntry[]): void {
	ctx.poke({ group, topic: 'sessions' });
	tell(ctx, group, session, new Set(['group', ...entries.map((entry) => entry.circle)]));
}
