import type { Facilitator, Member } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import type { Published } from '../agreement.ts';
import { numberedId } from '../record-types.ts';
import { lockGroup } from './chain.ts';
import * as records from './records.ts';
import type { Slices } from './registry.ts';
import './tables.ts';

export interface Publication {
	/** One above the newest. */
	version: number;
	kind: 'major' | 'minor';
	reviewDay: string;
	/** The version of the shared draft that she has read; 0 where there is none. */
	draft: number;
	record: Pick<records.Write, 'epoch' | 'envelope'>;
}

/** The server's half of the agreement: which versions there are and who has accepted them, by the day. */
export interface Seen {
	published: Published[];
	mine: { version: number; day: string }[];
	/** Everybody's, for facilitators; else empty. */
	acceptances: { handle: string; version: number; day: string }[];
}

/**
 * Publishes a version with its sealed text. Whoever publishes it accepts it. Newcomers are given the newest only.
 * @returns 409 `edited` with the newest version when there is another one already, or with the shared draft (`current`)
 * when the other facilitator has saved it since: publishing erases it
 */
export async function publish(ctx: Context, slices: Slices, member: Facilitator, input: Publication) {
	const type = slices.registry.get('agreement');
	if (!type) return notHere();
	const { group, handle } = member;
	const done = await attempt(ctx, async (trx) => {
		await lockGroup(trx, ctx, group);
		const published = await versionsOf(trx, group);
		const newest = published.at(-1)?.version ?? 0;
		if (input.version !== newest + 1) return refuse(409, 'edited', { newest });
		const moved = await draftMoved(trx, group, input);
		if (moved) return refuse(409, 'edited', { newest, ...moved });
		if (newest === 0 && input.kind !== 'major') return refuse(422, 'first-is-major');
		const id = numberedId(input.version);
		const written = await records.write(trx, ctx, member, type, { circle: 'group', id, base: 0, ...input.record });
		if (written instanceof Refusal) return written;
		await records.setLive(trx, group, { type: 'agreement', ids: published.map((p) => numberedId(p.version)) }, false);
		await trx
			.insertInto('agreement')
			.values({
				group_id: group,
				version: input.version,
				kind: input.kind,
				review_day: input.reviewDay,
				published_day: ctx.today(),
				published_by: handle
			})
			.execute();
		await acceptIn(trx, ctx, member, input.version);
		await records.erase(trx, group, { types: ['agreement-draft'] });
		return { version: input.version };
	});
	if (!(done instanceof Refusal)) records.pokeRecords(ctx, group, 'group');
	return done;
}

/** What stands, when it is not what she has read. */
async function draftMoved(trx: Trx, group: string, { version, draft }: Publication) {
	const at = { circle: 'facilitators', type: 'agreement-draft', id: numberedId(version) };
	const current = await records.find(trx, group, at);
	return (current?.version ?? 0) === draft ? undefined : { current: current ?? null };
}

/** She accepts a version that is published. Saying it twice changes nothing. */
export async function accept(ctx: Context, member: Member, version: number): Promise<Refusal | undefined> {
	const done = await attempt(ctx, async (trx) => {
		const published = await versionsOf(trx, member.group);
		if (!published.some((p) => p.version === version)) return notHere();
		await acceptIn(trx, ctx, member, version);
		return undefined;
	});
	if (!(done instanceof Refusal)) ctx.poke({ group: member.group, topic: 'records', facilitatorsOnly: true });
	return done;
}

async function acceptIn(trx: Trx, ctx: Context, { group, handle }: Member, version: number): Promise<void> {
	const { numInsertedOrUpdatedRows } = await trx
		.insertInto('acceptance')
		.values({ group_id: group, handle, version, day: ctx.today() })
		.onConflict((c) => c.doNothing())
		.executeTakeFirst();
	if (numInsertedOrUpdatedRows === 0n) return;
	await events.record(trx, ctx, { group, actor: handle, verb: 'agreement.accept', payload: { version } });
}

async function versionsOf(db: Db, group: string): Promise<Published[]> {
	const rows = await db
		.selectFrom('agreement')
		.select(['version', 'kind', 'review_day as reviewDay', 'published_day as publishedDay'])
		.where('group_id', '=', group)
		.orderBy('version')
		.execute();
	return rows;
}

export async function seen(db: Db, { group, handle, facilitator }: Member): Promise<Seen> {
	const rows = await db
		.selectFrom('acceptance')
		.select(['handle', 'version', 'day'])
		.where('group_id', '=', group)
		.$if(!facilitator, (query) => query.where('handle', '=', handle))
		.orderBy('version')
		.execute();
	const mine = rows.filter((row) => row.handle === handle).map(({ version, day }) => ({ version, day }));
	return { published: await versionsOf(db, group), mine, acceptances: facilitator ? rows : [] };
}
