import type { Account, Member } from '#lib/platform/server/actor.ts';
import { newId, type Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import * as jobs from '#lib/platform/server/jobs.ts';
import { notHere, refuse, type Refusal } from '#lib/platform/server/route.ts';
import '#lib/sessions/server/tables.ts';
import '#lib/groups/server/tables.ts';
import { reminderKey } from '#lib/sessions/session.ts';
import { checkReminder, fire, type Reminder } from '../reminder.ts';
import { put } from './notices.ts';
import './tables.ts';

export const FIRE = 'reminder.fire';

/** Her reminders that will still come, of all her groups. Nobody else ever sees them. */
export async function list(ctx: Context, actor: Account): Promise<Reminder[]> {
	const rows = await ctx.db
		.selectFrom('reminder')
		.select(['session_id', 'run_at', 'words'])
		.where('account_id', '=', actor.account)
		.where('run_at', '>', ctx.now())
		.orderBy('run_at')
		.execute();
	return rows.map(({ session_id, run_at, words }) => ({ session: session_id, runAt: run_at, words }));
}

/**
 * Asks for a reminder, or for another one instead. Records no event: what she asks to be told is hers.
 * @returns 409 `over` when the session is not announced, 422 with what is wrong with the words or the time
 */
export async function ask(
	ctx: Context,
	actor: Member,
	{ session, runAt, words }: Reminder
): Promise<Refusal | undefined> {
	return ctx.write(async (trx) => {
		const row = await trx
			.selectFrom('session')
			.select(['state', 'starts_at'])
			.where('id', '=', session)
			.where('group_id', '=', actor.group)
			.executeTakeFirst();
		if (!row || row.state === 'planned') return notHere();
		if (row.state !== 'announced') return refuse(409, 'over');
		if (actor.state !== 'member') return refuse(409, 'on-a-break');
		const wrong = checkReminder({ runAt, words }, row.starts_at, ctx.now());
		if (wrong) return refuse(422, wrong);
		await forget(trx, actor.account, session);
		const reminder = {
			id: newId(),
			account_id: actor.account,
			session_id: session,
			run_at: runAt,
			words: words.trim()
		};
		await trx.insertInto('reminder').values(reminder).execute();
		const payload = { reminder: reminder.id, startsAt: String(row.starts_at) };
		await jobs.plan(trx, { kind: FIRE, payload, runAt, dedupe: reminderKey(actor.account, session) });
		return undefined;
	});
}

/** No reminder after all; one that is not there is forgotten already. */
export async function drop(ctx: Context, { account }: Pick<Account, 'account'>, session: string): Promise<void> {
	await ctx.write((trx) => forget(trx, account, session));
}

async function forget(trx: Trx, account: string, session: string): Promise<void> {
	await trx.deleteFrom('reminder').where('account_id', '=', account).where('session_id', '=', session).execute();
	await jobs.forget(trx, reminderKey(account, session));
}

/** Her answer ended it. */
export const forgetAnswered: jobs.Worker = async (trx, _ctx, { account = '', session = '' }) => {
	await trx.deleteFrom('reminder').where('account_id', '=', account).where('session_id', '=', session).execute();
};

/** Due: shows it, if she is still a member and it still takes place. Then it is gone. */
export const fireDue: jobs.Worker = async (trx, ctx, payload) => {
	const row = await trx
		.selectFrom('reminder')
		.innerJoin('session', 'session.id', 'reminder.session_id')
		.leftJoin('membership', (join) =>
			join
				.onRef('membership.group_id', '=', 'session.group_id')
				.onRef('membership.account_id', '=', 'reminder.account_id')
				.on('membership.state', 'in', ['member', 'break'])
		)
		.select([
			'reminder.account_id as account',
			'reminder.words',
			'session.group_id as group',
			'session.state',
			'session.starts_at as startsAt',
			'membership.state as member',
			'membership.handle'
		])
		.where('reminder.id', '=', payload['reminder'] ?? '')
		.executeTakeFirst();
	if (!row) return;
	const { state, startsAt } = row;
	const wasAt = Number(payload['startsAt']);
	const what = fire({ member: row.member ?? 'none', state, startsAt, wasAt, now: ctx.now() });
	await trx
		.deleteFrom('reminder')
		.where('id', '=', payload['reminder'] ?? '')
		.execute();
	if (what === 'nothing' || !row.handle) return;
	const words = what === 'words' ? row.words : 'sessions.told.moved';
	return put(trx, ctx, { group: row.group, to: [{ account: row.account, handle: row.handle }], words });
};
