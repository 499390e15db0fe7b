import { randomBytes } from 'node:crypto';
import { newId, newToken, sha256, type Context } from '#lib/platform/server/context.ts';
import type { Api } from '#lib/platform/client/api.ts';
import type { Made } from './unlockers.ts';

// For request tests of any slice: women with accounts, made through the routes, whose secrets nobody needs to open.

/** A link to open a group, as the operator makes it. Answers its token. */
export async function plantLink(ctx: Context): Promise<string> {
	const token = newToken();
	const created_at = ctx.now();
	await ctx.write(async (trx) => {
		const row = { token_hash: sha256(token), created_at, expires_at: created_at + 7 * 86_400_000, used_at: null };
		await trx.insertInto('open_link').values(row).execute();
	});
	return token;
}

/** An unlocker of the right shape, without the half second of stretching. */
export function plainUnlocker(kind: 'passphrase' | 'recovery', version = 1): Made {
	const cost = kind === 'passphrase' ? { n: 2 ** 17, r: 8, p: 1 } : { n: 0, r: 0, p: 0 };
	const challenge = { kind, salt: newId(), ...cost };
	return { id: newId(), kind, version, wrapped: randomBytes(61).toString('base64url'), challenge, proof: newToken() };
}

export interface Planted {
	account: string;
	name: string;
	passphrase: Made;
	recovery: Made;
}

/** An account made by this visitor, who is signed in to it from then on. */
export async function plantAccount(ctx: Context, api: Api, name = `name ${newId()}`): Promise<Planted> {
	const [passphrase, recovery] = [plainUnlocker('passphrase'), plainUnlocker('recovery')];
	const account = newId();
	const link = await plantLink(ctx);
	const made = await api.post('/accounts', { account, name, unlockers: [passphrase, recovery], via: { link } });
	if (!made.ok) throw new Error(`no account: ${made.reason}`);
	return { account, name, passphrase, recovery };
}
