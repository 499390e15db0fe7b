import type { Account } from '#lib/platform/server/actor.ts';
import { newId, type Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import type { Worker } from '#lib/platform/server/jobs.ts';
import '#lib/groups/server/tables.ts';
import '#lib/sessions/server/tables.ts';
import type { Tidings } from '#lib/sessions/server/sessions.ts';
import { KEPT_MS, type Notice, type ToldKey } from '../reminder.ts';
import './tables.ts';

/** What waits for her to look at, newest first. */
export async function list(ctx: Context, actor: Account): Promise<Notice[]> {
	return ctx.db
		.selectFrom('notice')
		.select(['id', 'at', 'words'])
		.where('account_id', '=', actor.account)
		.where('at', '>', ctx.now() - KEPT_MS)
		.orderBy('at', 'desc')
		.limit(50)
		.execute();
}

/** She has seen it: it is deleted. */
export async function seen(ctx: Context, actor: Account, notice: string): Promise<void> {
	await ctx.write(async (trx) => {
		await trx.deleteFrom('notice').where('id', '=', notice).where('account_id', '=', actor.account).execute();
	});
}

interface Someone {
	account: string;
	handle: string;
}

/** Leaves a line for each of them, once: the same words twice are one notice. Answers how to tell their pages. */
export async function put(
	trx: Trx,
	ctx: Context,
	{ group, to, words }: { group: string; to: readonly Someone[]; words: string }
) {
	const now = ctx.now();
	await trx
		.deleteFrom('notice')
		.where('at', '<', now - KEPT_MS)
		.execute();
	for (const { account } of to) {
		await trx.deleteFrom('notice').where('account_id', '=', account).where('words', '=', words).execute();
		await trx.insertInto('notice').values({ id: newId(), account_id: account, at: now, words }).execute();
	}
	return () => ctx.poke({ group, topic: 'notices', handles: to.map((one) => one.handle) });
}

const TOLD: Record<Tidings, ToldKey> = {
	moved: 'sessions.told.moved',
	cancelled: 'sessions.told.cancelled',
	'stepped-down': 'sessions.told.stepped-down'
};

/** Says that a session was moved or called off to those who are coming, and that a facilitator cannot come to the other. */
export const tellOf: Worker = async (trx, ctx, payload) => {
	const session = payload['session'] ?? '';
	const what = payload['what'] as Tidings;
	const row = await trx.selectFrom('session').select(['group_id']).where('id', '=', session).executeTakeFirst();
	if (!row) return;
	const group = row.group_id;
	const handles = what === 'stepped-down' ? await stillThere(trx, group, session) : await coming(trx, group, session);
	const to = await people(trx, group, handles);
	return put(trx, ctx, { group, to, words: TOLD[what] });
};

/** Those with a yes or a reminder, and the session's facilitators. */
async function coming(trx: Trx, group: string, session: string): Promise<string[]> {
	const [yes, asked, two] = await Promise.all([
		trx.selectFrom('may_open').select('handle').where('session_id', '=', session).execute(),
		trx
			.selectFrom('reminder')
			.innerJoin('membership', 'membership.account_id', 'reminder.account_id')
			.select('membership.handle')
			.where('reminder.session_id', '=', session)
			.where('membership.group_id', '=', group)
			.execute(),
		trx.selectFrom('session_facilitator').select('handle').where('session_id', '=', session).execute()
	]);
	return [...yes, ...asked, ...two].map((one) => one.handle);
}

/** The facilitators who are left for it; where nobody is, all of the group's. */
async function stillThere(trx: Trx, group: string, session: string): Promise<string[]> {
	const left = await trx.selectFrom('session_facilitator').select('handle').where('session_id', '=', session).execute();
	if (left.length > 0) return left.map((one) => one.handle);
	const all = await trx
		.selectFrom('membership_role')
		.select('handle')
		.where('group_id', '=', group)
		.where('role', '=', 'facilitator')
		.where('suspended_day', 'is', null)
		.execute();
	return all.map((one) => one.handle);
}

/** Only who is a member now is told anything. */
async function people(trx: Trx, group: string, handles: readonly string[]): Promise<Someone[]> {
	if (handles.length === 0) return [];
	const rows = await trx
		.selectFrom('membership')
		.select(['account_id', 'handle'])
		.where('group_id', '=', group)
		.where('handle', 'in', [...new Set(handles)])
		.where('state', '=', 'member')
		.execute();
	return rows.flatMap(({ account_id, handle }) => (account_id === null ? [] : [{ account: account_id, handle }]));
}
