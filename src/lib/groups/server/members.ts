import type { Facilitator, Member } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import { FACILITATE, REMOVAL } from '../signature-records.ts';
import * as chain from './chain.ts';
import * as records from './records.ts';
import { askingIn, standingOf } from './standing.ts';
import './tables.ts';

/**
 * Ends somebody's reading at once, before anything is signed. A member's access ends; of a facilitator only the role is
 * suspended, since removing her takes two people. The circles she read are due until the removal is signed.
 * @returns 409 `yourself` (leaving is another thing), 404 when she is not in the group, or the actor no facilitator now
 */
export async function cut(
	ctx: Context,
	actor: Facilitator,
	handle: string,
	{ only = false }: { only?: boolean | undefined } = {}
): Promise<{ suspended: boolean } | Refusal> {
	const { group } = actor;
	if (handle === actor.handle) return refuse(409, 'yourself');
	const work = async (trx: Trx) => {
		const row = await chain.lockGroup(trx, ctx, group);
		// Two who cut each other at the same moment: the second is none any more.
		if (!(await standingOf(trx, actor))?.facilitator) return notHere();
		const member = await trx
			.selectFrom('membership')
			.leftJoin('membership_role', (join) =>
				join
					.onRef('membership_role.group_id', '=', 'membership.group_id')
					.onRef('membership_role.handle', '=', 'membership.handle')
					.on('membership_role.role', '=', 'facilitator')
			)
			.select(['membership.state', 'membership_role.role'])
			.where('membership.group_id', '=', group)
			.where('membership.handle', '=', handle)
			.executeTakeFirst();
		if (!row || (member?.state !== 'member' && member?.state !== 'break')) return notHere();
		const suspended = member.role !== null;
		if (only && !suspended) return refuse(409, 'not-a-facilitator');
		await (suspended ? suspend(trx, ctx, group, handle) : shutOut(trx, row, handle));
		const verb = suspended ? 'member.suspend' : 'member.cut';
		await events.record(trx, ctx, { group, actor: actor.handle, object: handle, verb });
		return { suspended };
	};
	const done = await attempt(ctx, work, { anyway: true });
	if (!(done instanceof Refusal)) ctx.poke({ group, topic: 'roster' });
	return done;
}

async function suspend(trx: Trx, ctx: Context, group: string, handle: string): Promise<void> {
	await trx
		.updateTable('membership_role')
		.set({ suspended_day: ctx.today() })
		.where('group_id', '=', group)
		.where('handle', '=', handle)
		.where('suspended_day', 'is', null)
		.execute();
}

/** What she read may not be written to under a key that she has: it is due until somebody makes a new one. */
async function shutOut(trx: Trx, row: { id: string; head: string }, handle: string): Promise<void> {
	await trx
		.updateTable('membership')
		.set({ state: 'removed' })
		.where('group_id', '=', row.id)
		.where('handle', '=', handle)
		.execute();
	await chain.storeCircles(trx, await chain.stateOf(trx, row.id, row.head));
}

/**
 * Gives a suspended facilitator her role back, when the removal is not going to be signed. Never by herself, nor by
 * anybody who is suspended.
 * @returns 404 when she is not suspended, or the actor is no facilitator now
 */
export async function restore(ctx: Context, actor: Facilitator, handle: string): Promise<Refusal | undefined> {
	const { group } = actor;
	const done = await attempt(ctx, async (trx) => {
		await chain.lockGroup(trx, ctx, group);
		if (!(await standingOf(trx, actor))?.facilitator) return notHere();
		const { numUpdatedRows } = await trx
			.updateTable('membership_role')
			.set({ suspended_day: null })
			.where('group_id', '=', group)
			.where('handle', '=', handle)
			.where('suspended_day', 'is not', null)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return notHere();
		// What was asked about her meanwhile goes with it: a signature is for the suspension it was given in.
		await records.erase(trx, group, { types: Object.values(REMOVAL), ids: [handle] });
		await events.record(trx, ctx, { group, actor: actor.handle, verb: 'member.restore', object: handle });
		return undefined;
	});
	if (!(done instanceof Refusal)) ctx.poke({ group, topic: 'roster' });
	return done;
}

/**
 * Takes back that she was asked to facilitate, or puts her answer away: both are deleted. The log of
 * events knows nothing of it, as it knew nothing of the question.
 * Nothing happens when she is not asked.
 * @returns 404 when the actor is no facilitator now
 */
export async function unask(ctx: Context, actor: Facilitator, handle: string): Promise<Refusal | undefined> {
	const { group } = actor;
	const circle = `member:${handle}`;
	const done = await attempt(ctx, async (trx) => {
		await chain.lockGroup(trx, ctx, group);
		if (!(await standingOf(trx, actor))?.facilitator) return notHere();
		if (!(await askingIn(trx, actor)).asked.has(handle)) return undefined;
		await records.erase(trx, group, { types: Object.values(FACILITATE), circle });
		return undefined;
	});
	if (!(done instanceof Refusal)) records.pokeRecords(ctx, group, circle);
	return done;
}

/** On a break, or back. */
export async function pause(ctx: Context, { group, handle }: Member, state: 'member' | 'break'): Promise<void> {
	await ctx.write(async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('membership')
			.set({ state })
			.where('group_id', '=', group)
			.where('handle', '=', handle)
			.where('state', 'in', ['member', 'break'])
			.where('state', '!=', state)
			.executeTakeFirst();
		if (numUpdatedRows > 0n)
			await events.record(trx, ctx, { group, actor: handle, verb: `member.${state === 'break' ? 'break' : 'back'}` });
	});
	ctx.poke({ group, topic: 'roster', facilitatorsOnly: true });
	ctx.poke({ group, topic: 'roster', handles: [handle] });
}
