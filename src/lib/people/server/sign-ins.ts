import type { Account } from '#lib/platform/server/actor.ts';
import { newToken, sha256, type Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { prepared } from '#lib/platform/server/prepared.ts';
import type { LoginSessionTable } from './tables.ts';

/** Half an hour without a request, or twelve hours in all, and she signs in again. */
export const IDLE_MS = 30 * 60_000;
export const LONGEST_MS = 12 * 60 * 60_000;
/**
 * [Note: fresh proof] What decides who is in a group, or that an account is gone, wants her words shown no longer ago
 * than this: a cookie alone, or a phone that was left open, is not enough.
 */
export const PROOF_LASTS_MS = 15 * 60_000;
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
	const row = {
		token_hash: sha256(token),
		account_id: account,
		created_at: now,
		seen_at: now,
		proven_at: now,
		ends_at
	};
	await trx
		.insertInto('login_session')
		.values({ ...row, borrowed: borrowed ? 1 : 0 })
		.execute();
	return token;
}

interface Found {
	account: string;
	session: string;
	/** [Note: fresh proof] */
	proven: boolean;
}

/** Whose token this is, if it is still good. */
export function find(ctx: Context, token: string): Promise<Found | undefined> {
	return see(ctx, sha256(token));
}

type Row = Pick<LoginSessionTable, 'account_id' | 'seen_at' | 'proven_at' | 'ends_at'>;
const bySession = prepared<[session: string], Row>((db) =>
	db.selectFrom('login_session').select(['account_id', 'seen_at', 'proven_at', 'ends_at']).where('token_hash', '=', '?')
);

/** Whose session this is, if it is still good; counts as being seen. Asked again by what stays open for long. */
export async function see(ctx: Context, session: string): Promise<Found | undefined> {
	const now = ctx.now();
	const [row] = await bySession(ctx.db, session);
	if (!row || row.ends_at <= now || row.seen_at + IDLE_MS <= now) return undefined;
	if (row.seen_at + SEEN_EVERY_MS < now) {
		await ctx.writeAnyway(async (trx) => {
			await trx.updateTable('login_session').set({ seen_at: now }).where('token_hash', '=', session).execute();
		});
	}
	return { account: row.account_id, session, proven: now < row.proven_at + PROOF_LASTS_MS };
}

/** She has just shown her words or her code: in this sign-in, and in no other of hers. */
export async function proveNow(trx: Trx, ctx: Context, { session }: Pick<Account, 'session'>): Promise<void> {
	const proven_at = ctx.now();
	await trx.updateTable('login_session').set({ proven_at }).where('token_hash', '=', session).execute();
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
