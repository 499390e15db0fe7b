import { newToken, sha256, type Context } from '#lib/platform/server/context.ts';
import { remember } from './remember.ts';

/** Long enough to read the terminal and find the browser, too short to be worth finding later. */
const LASTS_MS = 30 * 60_000;

/**
 * Makes a new first-run link's token; the one before stops working. Only its hash is kept: the gate compares it and
 * makes the `Operator`.
 * @returns the token, to be shown once
 */
export async function makeToken(ctx: Context): Promise<string> {
	const token = newToken();
	await ctx.writeAnyway(async (trx) => {
		await remember(trx, 'first_run_hash', sha256(token));
		await remember(trx, 'first_run_ends', String(ctx.now() + LASTS_MS));
	});
	return token;
}

/** Where the operator goes with it. The token stands in the fragment: no server and no log ever sees it. */
export const firstRunLink = (origin: string, token: string) => `${origin}/first-run#${token}`;

/** Where a facilitator-to-be opens her group with a link the operator made. */
export const openGroupLink = (origin: string, token: string) => `${origin}/app/open#${token}`;

/** Whether a group lives here already. From then on a start makes no new link by itself; `bin/rowan first-run` does. */
export async function isSettled(ctx: Context): Promise<boolean> {
	return (await ctx.db.selectFrom('peer_group').select('id').limit(1).executeTakeFirst()) !== undefined;
}
