import type { Facilitator } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import * as records from '#lib/groups/server/records.ts';
import { checkTimes, mayChange } from '../session.ts';
import { activeFacilitators, complete, facilitatorsOf, find, type Bare } from './rows.ts';
import { sealedTypes } from './sealed-types.ts';
import { mayBeAnnounced, tell } from './sessions.ts';

/** One sealed part as a device sends it; `base` is the version it changes, 0 for a new one. */
export interface Part {
	base: number;
	epoch: number;
	envelope: string;
}
export interface Save {
	session: string;
	/** What she has seen; 0 makes a new one. */
	revision: number;
	startsAt: number;
	endsAt: number;
	venue: string | null;
	facilitators: string[];
	/** Id of the written reasons, or none. */
	override: string | null;
	plan: Part;
	notes?: Part | undefined;
	/** The reasons themselves, when they are new. */
	reasons?: Part | undefined;
}

/**
 * Makes or changes a session: its row and its sealed parts, all or nothing.
 * @returns 409 `edited` with the row that stands; 422 with the field that does not do; 409 `over` when it is past that
 */
export async function save(ctx: Context, actor: Facilitator, input: Save): Promise<{ revision: number } | Refusal> {
	const saved = await attempt(ctx, async (trx) => {
		const row = await find(trx, ctx, actor.group, input.session);
		const refused = (await stale(trx, actor, row, input)) ?? (await unfit(trx, ctx, actor, row, input));
		if (refused) return refused;
		const revision = (row?.revision ?? 0) + 1;
		await store(trx, actor.group, row, input, revision);
		const unsealed = await seal(trx, ctx, actor, input);
		if (unsealed) return unsealed;
		const late =
			row?.state === 'announced' ? await mayBeAnnounced(trx, actor.group, { ...input, id: input.session }) : undefined;
		if (late) return late;
		if (row?.state === 'announced' && moved(row, input)) await tell(trx, ctx, input.session, 'moved');
		const verb = row ? 'session.change' : 'session.plan';
		await events.record(trx, ctx, { group: actor.group, actor: actor.handle, verb, object: input.session });
		return { revision };
	});
	if (!(saved instanceof Refusal)) ctx.poke({ group: actor.group, topic: 'sessions' });
	return saved;
}

const moved = (row: Bare, to: Save) =>
	row.startsAt !== to.startsAt || row.endsAt !== to.endsAt || row.venue !== to.venue;

async function stale(trx: Trx, actor: Facilitator, row: Bare | undefined, input: Save): Promise<Refusal | undefined> {
	if (!row) return input.revision === 0 ? undefined : notHere();
	if (!mayChange(row.state)) return refuse(409, 'over');
	if (row.revision === input.revision) return undefined;
	const [session] = await complete(trx, actor.handle, [row]);
	return refuse(409, 'edited', { session });
}

/** What the server can see and does not take. */
async function unfit(trx: Trx, ctx: Context, actor: Facilitator, row: Bare | undefined, input: Save) {
	const sameTimes = row?.startsAt === input.startsAt && row.endsAt === input.endsAt;
	const times = sameTimes ? undefined : checkTimes(input.startsAt, input.endsAt, ctx.now());
	if (times) return refuse(422, times);
	if (input.venue !== null && input.venue !== row?.venue && !(await usable(trx, actor.group, input.venue))) {
		return refuse(422, 'venue');
	}
	const named = new Set(input.facilitators);
	const active = await activeFacilitators(trx, actor.group, [...named]);
	return named.size === input.facilitators.length && active.length === named.size
		? undefined
		: refuse(422, 'facilitators');
}

async function usable(trx: Trx, group: string, venue: string): Promise<boolean> {
	const row = await trx
		.selectFrom('venue')
		.select('id')
		.where('id', '=', venue)
		.where('group_id', '=', group)
		.where('retired_day', 'is', null)
		.executeTakeFirst();
	return row !== undefined;
}

async function store(trx: Trx, group: string, row: Bare | undefined, input: Save, revision: number): Promise<void> {
	const { session, startsAt, endsAt, venue, override } = input;
	const values = { venue_id: venue, starts_at: startsAt, ends_at: endsAt, override_id: override, revision };
	if (row) await trx.updateTable('session').set(values).where('id', '=', session).execute();
	else {
		const rest = { state: 'planned', started_at: null, closed_at: null } as const;
		await trx
			.insertInto('session')
			.values({ id: session, group_id: group, ...values, ...rest })
			.execute();
	}
	const before = row ? await facilitatorsOf(trx, session) : [];
	if (before.join() === [...input.facilitators].sort().join()) return;
	await trx.deleteFrom('session_facilitator').where('session_id', '=', session).execute();
	const handles = input.facilitators.map((handle) => ({ session_id: session, handle }));
	if (handles.length > 0) await trx.insertInto('session_facilitator').values(handles).execute();
}

async function seal(trx: Trx, ctx: Context, actor: Facilitator, input: Save): Promise<Refusal | undefined> {
	const { session, plan, notes, override, reasons } = input;
	const parts = [
		{ type: sealedTypes.plan, at: { circle: 'group', id: session }, part: plan },
		{ type: sealedTypes.notes, at: { circle: 'facilitators', id: session }, part: notes },
		{
			type: sealedTypes.override,
			at: { circle: 'facilitators', id: override ?? '' },
			part: override ? reasons : undefined
		}
	];
	for (const { type, at, part } of parts) {
		if (!part) continue;
		const written = await records.write(trx, ctx, actor, type, { ...at, ...part });
		if (written instanceof Refusal) return written;
	}
	if (override === null) return undefined;
	const at = { circle: 'facilitators', type: sealedTypes.override.type, id: override };
	return (await records.find(trx, actor.group, at)) ? undefined : refuse(422, 'override');
}
