import { verifierOf } from '#lib/crypto/unlocker.ts';
import type { Account, Visitor } from '#lib/platform/server/actor.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { refuse, type Refusal } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import { foldName } from '../account.ts';
import * as guesses from './guesses.ts';
import * as signIns from './sign-ins.ts';
import type { UnlockerTable } from './tables.ts';

export type Kind = 'passphrase' | 'recovery';

/** As a device makes it (`NewUnlocker` of the sealing layer). */
export interface Made {
	id: string;
	kind: Kind;
	version: number;
	wrapped: string;
	challenge: { kind: Kind; salt: string; n: number; r: number; p: number };
	proof: string;
}

/** What opens today asks of a device: scrypt's cost for words, nothing for a recovery code. */
const PARAMS = { passphrase: { n: 2 ** 17, r: 8, p: 1 }, recovery: { n: 0, r: 0, p: 0 } };

/** What to stretch with. A name that nobody has gets a salt too, always the same one. */
export async function challenge(ctx: Context, { name, kind }: { name: string; kind: Kind }) {
	const fold = foldName(name);
	const row = await find(ctx, fold, kind);
	const fake = Buffer.from(ctx.keyed('salt', `${kind} ${fold}`), 'base64url')
		.subarray(0, 16)
		.toString('base64url');
	const params = row ? (JSON.parse(row.params) as (typeof PARAMS)[Kind]) : PARAMS[kind];
	return { salt: row?.salt ?? fake, params: { n: params.n, r: params.r, p: params.p } };
}

export interface Shown {
	name: string;
	kind: Kind;
	proof: string;
	borrowed: boolean;
	turn?: string | undefined;
}

/** Signs in. Hands out the wrapped key ring after the proof and never before. */
export async function signIn(ctx: Context, visitor: Visitor, shown: Shown) {
	const { name, kind, proof, borrowed, turn } = shown;
	const fold = foldName(name);
	const ofName = guesses.ofName(ctx, fold);
	const buckets = [ofName, guesses.ofPlace(visitor.bucket)];
	const wait = await guesses.slow(ctx, { buckets, what: `${kind} ${proof} ${fold}`, turn });
	if (wait) return wait;
	const row = await find(ctx, fold, kind);
	// A name that nobody has is compared too, with what no proof can give.
	const right = guesses.sameText(await verifierOf(proof), row?.verifier ?? ctx.keyed('verifier', fold));
	if (!row || !right) {
		await guesses.missed(ctx, buckets);
		return refuse(403, 'not-opened');
	}
	await guesses.forgive(ctx, ofName);
	const token = await ctx.writeAnyway(async (trx) => {
		if (visitor.session) await signIns.endOne(trx, visitor.session);
		return signIns.start(trx, ctx, row.account_id, borrowed);
	});
	const { id, version, wrapped, account_id: account } = row;
	return { token, answer: { account, unlocker: { id, kind, version, wrapped } } };
}

function find(ctx: Context, fold: string, kind: Kind) {
	return ctx.db
		.selectFrom('account')
		.innerJoin('unlocker', 'unlocker.account_id', 'account.id')
		.selectAll('unlocker')
		.where('account.name_fold', '=', fold)
		.where('unlocker.kind', '=', kind)
		.executeTakeFirst();
}

/** What she shows that it is her, once more, before something that decides who can get in. */
export interface Again {
	kind: Kind;
	proof: string;
	turn?: string | undefined;
}

async function proven(ctx: Context, actor: Account, { kind, proof, turn }: Again): Promise<Refusal | undefined> {
	const bucket = guesses.ofAccount(ctx, actor.account);
	const wait = await guesses.slow(ctx, { buckets: [bucket], what: `${kind} ${proof}`, turn });
	if (wait) return wait;
	const row = await ctx.db
		.selectFrom('unlocker')
		.select('verifier')
		.where('account_id', '=', actor.account)
		.where('kind', '=', kind)
		.executeTakeFirst();
	if (row && guesses.sameText(await verifierOf(proof), row.verifier)) {
		await guesses.forgive(ctx, bucket);
		return undefined;
	}
	await guesses.missed(ctx, [bucket]);
	return refuse(403, 'not-opened');
}

/** Shows it, and does nothing else: what wants a fresh proof may be done for a while. [Note: fresh proof] */
export async function prove(ctx: Context, actor: Account, again: Again): Promise<Refusal | undefined> {
	const no = await proven(ctx, actor, again);
	if (no) return no;
	await ctx.writeAnyway((trx) => signIns.proveNow(trx, ctx, actor));
	return undefined;
}

export interface Replacing {
	again: Again;
	/** New ones, each in the place of the one of its kind. */
	unlockers: readonly Made[];
	/** Everybody else who is signed in to this account has to sign in anew. */
	endOthers: boolean;
	verb: 'account.words' | 'account.recovery' | 'account.keys';
}

/** Puts new unlockers in the place of old ones, all or none. 409 `edited` when another device was faster. */
export async function replace(ctx: Context, actor: Account, input: Replacing): Promise<Refusal | undefined> {
	const no = await proven(ctx, actor, input.again);
	if (no) return no;
	const rows = await Promise.all(input.unlockers.map((made) => rowOf(ctx, actor.account, made)));
	return ctx
		.write(async (trx) => {
			for (const row of rows) {
				if (!(await swap(trx, row))) throw new Behind();
			}
			if (input.endOthers) await signIns.endOthers(trx, actor);
			await signIns.proveNow(trx, ctx, actor);
			await events.record(trx, ctx, { verb: input.verb });
			return undefined;
		})
		.catch((error: unknown) => {
			if (error instanceof Behind) return refuse(409, 'edited');
			throw error;
		});
}

/** Undoes the transaction. */
class Behind extends Error {}

async function swap(trx: Trx, row: UnlockerTable): Promise<boolean> {
	const { account_id, kind, version } = row;
	const { numDeletedRows } = await trx
		.deleteFrom('unlocker')
		.where('account_id', '=', account_id)
		.where('kind', '=', kind)
		.where('version', '=', version - 1)
		.executeTakeFirst();
	if (numDeletedRows === 0n) return false;
	await trx.insertInto('unlocker').values(row).execute();
	return true;
}

/** The row of an unlocker; of the proof only its hash. */
export async function rowOf(ctx: Context, account: string, made: Made): Promise<UnlockerTable> {
	const { id, kind, version, wrapped, proof, challenge: c } = made;
	const params = JSON.stringify({ n: c.n, r: c.r, p: c.p });
	const verifier = await verifierOf(proof);
	return { id, account_id: account, kind, version, salt: c.salt, params, verifier, wrapped, created_day: ctx.today() };
}

/** Ids and versions of what opens her account, so that a device can make the next ones. */
export async function list(ctx: Context, actor: Account) {
	return ctx.db
		.selectFrom('unlocker')
		.select(['id', 'kind', 'version', 'created_day as day'])
		.where('account_id', '=', actor.account)
		.orderBy('kind')
		.execute();
}
