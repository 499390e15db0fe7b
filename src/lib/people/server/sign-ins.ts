import type { Account } from '#lib/platform/server/actor.ts';
import { newToken, sha256, type Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { prepared } from '#lib/platform/server/prepared.ts';
import type { LoginSessionTable } from './tables.ts';

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
	// Those that have ended are told to nobody; here they go.
	await trx
		.deleteFrom('login_session')
		.where((eb) => eb.or([eb('ends_at', '<=', now), eb('seen_at', '<=', now - IDLE_MS)]))
		.execute();
	const row = { token_hash: sha256(token), account_id: account, created_at: now, seen_at: now, ends_at };
	await trx
		.insertInto('login_session')
		.values({ ...row, borrowed: borrowed ? 1 : 0 })
		.execute();
	return token;
}

/** Whose token this is, if it is still good. */
export async function find(ctx: Context, token: string): Promise<{ account: string; session: string } | undefined> {
	const session = sha256(token);
	const account = await see(ctx, session);
	return account === undefined ? undefined : { account, session };
}

const bySession = prepared<[session: string], Pick<LoginSessionTable, 'account_id' | 'seen_at' | 'ends_at'>>((db) =>
	db.selectFrom('login_session').select(['account_id', 'seen_at', 'ends_at']).where('token_hash', '=', '?')
);

/** Whose session this is, if it is still good; counts as being seen. Asked again by what stays open for long. */
export async function see(ctx: Context, session: string): Promise<string | undefined> {
	const now = ctx.now();
	const [row] = await bySession(ctx.db, session);
	if (!row || row.ends_at <= now || row.seen_at + IDLE_MS <= now) return undefined;
	if (row.seen_at + SEEN_EVERY_MS < now) {
		await ctx.writeAnyway(async (trx) => {
			await trx.updateTable('login_session').set({ seen_at: now }).where('token_hash', '=', session).execute();
		});
	}
	return row.account_id;
}

/** Ends one session. Exit calls this with whatever token the browser has; an unknown one changes nothing. */
export async function end(ctx: Context, token: string): Promise<void> {
	await ctx.writeAnyway(async (trx) => {
		await trx.deleteFrom('login_session').where('token_hash', '=', sha256(token)).execute();
	});
}

/** Ends one session by its hash: the one that a new sign-in in the same browser takes the place of. */
export async function endOne(trx: Trx, session: string): Promise<void> {
	await trx.deleteFrom('login_session').where('token_hash', '=', session).execute();
}

/** Everybody else who is signed in to her account has to sign in anew. */
export async function endOthers(trx: Trx, { account, session }: Account): Promise<void> {
	await trx.deleteFrom('login_session').where('account_id', '=', account).where('token_hash', '!=', session).execute();
}

/** Where she is signed in, by the day it began. The id is the hash of a token and opens nothing. */
export async function list(ctx: Context, { account, session }: Account) {
	const now = ctx.now();
	const rows = await ctx.db
		.selectFrom('login_session')
		.select(['token_hash', 'created_at', 'borrowed'])
		.where('account_id', '=', account)
		.where('ends_at', '>', now)
		.where('seen_at', '>', now - IDLE_MS)
		.orderBy('created_at', 'desc')
		.execute();
	return rows.map((row) => ({
		id: row.token_hash,
		day: new Date(row.created_at).toISOString().slice(0, 10),
		borrowed: row.borrowed === 1,
		here: row.token_hash === session
	}));
}

/** Ends one of her own sessions. False: it is not there, or not hers. */
export async function revoke(ctx: Context, { account }: Account, session: string): Promise<boolean> {
	return ctx.writeAnyway(async (trx) => {
		const { numDeletedRows } = await trx
			.deleteFrom('login_session')
			.where('account_id', '=', account)
			.where('token_hash', '=', session)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	});
}
