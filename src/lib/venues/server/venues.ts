import type { Facilitator, Member } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import * as records from '#lib/groups/server/records.ts';
import { factsOf, isOpen } from './openings.ts';
import { sealedTypes } from './sealed-types.ts';
import './tables.ts';

/** More places than any group meets in; a bound all the same. */
const MOST = 60;

/** One sealed part as a device sends it; `base` is the version it changes, 0 for a new one. */
export interface Part {
	base: number;
	epoch: number;
	envelope: string;
}
export interface Save {
	venue: string;
	outline?: Part | undefined;
	card?: Part | undefined;
	picture?: Part | undefined;
}

const PARTS = { outline: 'venue-outline', card: 'venue-card', picture: 'venue-picture' } as const;

/**
 * Makes a place, or changes it: whatever parts are given, all or nothing. The id is made by the device.
 * @returns 409 `edited` with the sealed part that stands now when somebody was faster
 */
export async function save(
	ctx: Context,
	actor: Facilitator,
	input: Save
): Promise<{ versions: Record<string, number> } | Refusal> {
	const saved = await attempt(ctx, async (trx) => {
		const known = await own(trx, actor.group, input.venue);
		if (known instanceof Refusal) return known;
		if (!known) {
			const refused = await make(trx, ctx, actor, input.venue);
			if (refused) return refused;
		}
		return write(trx, ctx, actor, input);
	});
	if (!(saved instanceof Refusal)) ctx.poke({ group: actor.group, topic: 'records' });
	return saved;
}

/** Whether it is this group's; false when there is no such place yet. */
export async function own(trx: Db, group: string, venue: string): Promise<boolean | Refusal> {
	const row = await trx.selectFrom('venue').select('group_id').where('id', '=', venue).executeTakeFirst();
	if (!row) return false;
	return row.group_id === group ? true : notHere();
}

async function make(
	trx: Trx,
	ctx: Context,
	{ group, handle }: Facilitator,
	venue: string
): Promise<Refusal | undefined> {
	const { count } = await trx
		.selectFrom('venue')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('group_id', '=', group)
		.executeTakeFirstOrThrow();
	if (count >= MOST) return refuse(409, 'too-many');
	await trx.insertInto('venue').values({ id: venue, group_id: group, retired_day: null }).execute();
	await events.record(trx, ctx, { group, actor: handle, verb: 'venue.make', object: venue });
	return undefined;
}

async function write(trx: Trx, ctx: Context, actor: Facilitator, input: Save) {
	const versions: Record<string, number> = {};
	for (const part of ['outline', 'card', 'picture'] as const) {
		const sealed = input[part];
		const type = sealedTypes.find((t) => t.type === PARTS[part]);
		if (!sealed || !type) continue;
		const written = await records.write(trx, ctx, actor, type, { circle: 'group', id: input.venue, ...sealed });
		if (written instanceof Refusal) return refuse(written.status, written.reason, { ...written.more, part });
		versions[part] = written.version;
	}
	return { versions };
}

/** No new session is planned there; what was planned stays. Undone by `retire(…, false)`. */
export async function retire(ctx: Context, actor: Facilitator, { venue, on }: { venue: string; on: boolean }) {
	return attempt(ctx, async (trx) => {
		if ((await own(trx, actor.group, venue)) !== true) return notHere();
		await trx
			.updateTable('venue')
			.set({ retired_day: on ? ctx.today() : null })
			.where('id', '=', venue)
			.execute();
		const verb = on ? 'venue.retire' : 'venue.use-again';
		return events.record(trx, ctx, { group: actor.group, actor: actor.handle, verb, object: venue });
	});
}

export interface Listed {
	id: string;
	retired: boolean;
	/** Whether the card would be handed to her if she asked now. */
	open: boolean;
}

/** The group's places as the server knows them: that they exist, and whether she would get the card. */
export async function list(ctx: Context, actor: Member): Promise<Listed[]> {
	const rows = await ctx.db
		.selectFrom('venue')
		.select(['id', 'retired_day'])
		.where('group_id', '=', actor.group)
		.orderBy('id')
		.execute();
	const facts = await factsOf(ctx.db, { group: actor.group, reader: actor, now: ctx.now() });
	return rows.map(({ id, retired_day }) => ({ id, retired: retired_day !== null, open: isOpen(actor, id, facts) }));
}
