import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { newToken, sha256, type Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { refuse, type Refusal } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import './tables.ts';

const LASTS_MS = 7 * 86_400_000;
const HELD_MS = 12 * 3_600_000;

/** How a link stands. `link-unknown`: it was never made here, or has been swept away. */
export type LinkState = 'open' | 'link-used' | 'link-expired' | 'link-unknown';

/**
 * Makes a link that opens one group, once, within seven days. Called by the first-run page and by `bin/rowan`.
 * @returns the token, to be shown once (only its hash is kept), and when it ends in ms
 */
export async function make(ctx: Context): Promise<{ token: string; expiresAt: number }> {
	const token = newToken();
	const created_at = ctx.now();
	const expires_at = created_at + LASTS_MS;
	await ctx.write(async (trx) => {
		await trx
			.insertInto('open_link')
			.values({ token_hash: sha256(token), created_at, expires_at })
			.execute();
		await events.record(trx, ctx, { actor: 'operator', verb: 'open-link.make' });
	});
	return { token, expiresAt: expires_at };
}

/** Whether a link is still good. */
export async function check(ctx: Context, token: string): Promise<LinkState> {
	const link = await ctx.db
		.selectFrom('open_link')
		.select(['used_at', 'expires_at'])
		.where('token_hash', '=', sha256(token))
		.executeTakeFirst();
	if (!link) return 'link-unknown';
	if (link.used_at !== null) return 'link-used';
	return link.expires_at > ctx.now() ? 'open' : 'link-expired';
}

/**
 * [Note: a link on hold] Until she has an account there is nothing under whose key a link could be kept for her, and the
 * browser is to keep no secret. So the page gets this instead: the link as only this server can read it, for as long as
 * a sign-in lasts at most. The tab remembers it beside the address (`held-link.svelte.ts`).
 * @param here what this browser has until Exit; without it nothing opens
 */
export function hold(ctx: Context, token: string, here: string): string {
	const nonce = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', holdKey(ctx, here), nonce);
	const text = JSON.stringify({ token, until: ctx.now() + HELD_MS });
	const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The link that is on hold; `undefined` when the time is over, or this server has not made it, or not for this browser. */
export function heldLink(ctx: Context, held: string, here: string): string | undefined {
	const bytes = Buffer.from(held, 'base64url');
	try {
		const key = holdKey(ctx, here);
		const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
		decipher.setAuthTag(bytes.subarray(12, 28));
		const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString();
		const { token, until } = JSON.parse(text) as { token: string; until: number };
		return until > ctx.now() ? token : undefined;
	} catch {
		return undefined;
	}
}

const holdKey = (ctx: Context, here: string) => Buffer.from(ctx.keyed('open-link on hold', here), 'base64url');

/** Uses a link up, in the transaction that founds the group. Of two at the same moment one finds it used. */
export async function use(trx: Trx, ctx: Context, token: string): Promise<Refusal | undefined> {
	const now = ctx.now();
	const { numUpdatedRows } = await trx
		.updateTable('open_link')
		.set({ used_at: now })
		.where('token_hash', '=', sha256(token))
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirst();
	if (numUpdatedRows > 0n) return undefined;
	const state = await check({ ...ctx, db: trx }, token);
	return refuse(410, state === 'open' ? 'link-used' : state);
}
