import { newToken, sha256, type Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import './tables.ts';

/** Half an hour without a request, or twelve hours in all, and she signs in again. */
export const IDLE_MS = 30 * 60_000;
export const LONGEST_MS = 12 * 60 * 60_000;
/** Writing "seen" at every read would cost a disk sync each time. */
const SEEN_EVERY_MS = 60_000;

/** Starts a sign-in session. Answers the token for her cookie; only its hash is kept. */
export async function start(trx: Trx, ctx: Context, account: string, borrowed = false): Promise<string> {
	const token = newToken();
	const now = ctx.now();
	const ends_at = now + LONGEST_MS;
	const row = { token_hash: sha256(token), account_id: account, created_at: now, seen_at: now, ends_at };
	await trx.insertInto('login_session').values({ ...row, borrowed: borrowed ? 1 : 0 }).execute();
	return token;
}

/** Whose token this is, if it is still good. */
export async function find(ctx: Context, token: string): Promise<{ account: string; session: string } | undefined> {
	const session = sha256(token);
	const now = ctx.now();
	const row = await ctx.db
		.selectFrom('login_session')
		.select(['account_id', 'seen_at', 'ends_at'])
		.where('token_hash', '=', session)
		.executeTakeFirst();
	if (!row || row.ends_at <= now || row.seen_at + IDLE_MS <= now) return undefined;
	if (row.seen_at + SEEN_EVERY_MS < now) {
		await ctx.writeAnyway(async (trx) => {
			await trx.updateTable('login_session').set({ seen_at: now }).where('token_hash', '=', session).execute();
		});
	}
	return { account: row.account_id, session };
}

/** Ends one session. Exit calls this with whatever token the browser has; an unknown one changes nothing. */
export async function end(ctx: Context, token: string): Promise<void> {
	await ctx.writeAnyway(async (trx) => {
		await trx.deleteFrom('login_session').where('token_hash', '=', sha256(token)).execute();
	});
}
