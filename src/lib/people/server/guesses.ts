import { timingSafeEqual } from 'node:crypto';
import type { Context } from '#lib/platform/server/context.ts';
import { refuse, type Refusal } from '#lib/platform/server/route.ts';

/**
 * [Note: guessing] Wrong tries make the next one wait: nothing for the first few, then 1, 2, 4 and at most 8 seconds,
 * counted for the name and for where they come from. Whoever has to wait gets a turn: it holds for exactly what she
 * tried, and when its seconds are over that is looked at, however many others went on guessing in between. So a right
 * proof gets in after 8 seconds at most, and nobody can be locked out.
 */
const MOST_MS = 8_000;
const TURN_LASTS_MS = 120_000;
const FORGOTTEN_MS = 24 * 60 * 60_000;

/** How long the try after so many wrong ones waits, in ms. `free` of them cost nothing. */
export const delayMs = (failures: number, free: number) =>
	failures < free ? 0 : Math.min(1_000 * 2 ** (failures - free), MOST_MS);

export interface Bucket {
	/** A keyed hash, never a name or an address. */
	key: string;
	/** Wrong tries that cost nothing: few for one name, more for an address that many may share. */
	free: number;
}

export interface Try {
	buckets: readonly Bucket[];
	/** Everything that was tried, in one string: a turn is good for this and nothing else. */
	what: string;
	turn?: string | undefined;
}

export const ofName = (ctx: Context, fold: string): Bucket => ({ key: `name:${ctx.keyed('guess', fold)}`, free: 4 });
export const ofPlace = (bucket: string): Bucket => ({ key: `from:${bucket}`, free: 12 });
export const ofAccount = (ctx: Context, account: string): Bucket => ({
	key: `own:${ctx.keyed('own', account)}`,
	free: 4
});

/** Refuses when this try has to wait; nothing has been looked at then. */
export async function slow(ctx: Context, { buckets, what, turn }: Try): Promise<Refusal | undefined> {
	const now = ctx.now();
	if (turn !== undefined && isTurn(ctx, turn, what, now)) return undefined;
	const keys = buckets.map(({ key }) => key);
	const rows = await ctx.db.selectFrom('guess').selectAll().where('bucket', 'in', keys).execute();
	const waits = rows.map(({ bucket, failures, last_at }) => {
		const free = buckets.find(({ key }) => key === bucket)?.free ?? 0;
		return last_at + delayMs(failures, free) - now;
	});
	const wait = Math.ceil(Math.max(0, ...waits) / 1000);
	return wait === 0 ? undefined : refuse(429, 'wait', { wait, turn: makeTurn(ctx, what, now + wait * 1000) });
}

/** A wrong try. Only those that were looked at count; a refused one does not make the wait longer. */
export async function missed(ctx: Context, buckets: readonly Bucket[]): Promise<void> {
	const last_at = ctx.now();
	await ctx.writeAnyway(async (trx) => {
		await trx
			.deleteFrom('guess')
			.where('last_at', '<', last_at - FORGOTTEN_MS)
			.execute();
		for (const { key } of buckets) {
			await trx
				.insertInto('guess')
				.values({ bucket: key, failures: 1, last_at })
				.onConflict((c) =>
					c.column('bucket').doUpdateSet((eb) => ({ failures: eb('guess.failures', '+', 1), last_at }))
				)
				.execute();
		}
	});
}

/** The right proof: this bucket starts anew. */
export async function forgive(ctx: Context, bucket: Bucket): Promise<void> {
	const kept = await ctx.db.selectFrom('guess').select('bucket').where('bucket', '=', bucket.key).executeTakeFirst();
	if (!kept) return; // the usual case costs no write
	await ctx.writeAnyway((trx) =>
		trx
			.deleteFrom('guess')
			.where('bucket', '=', bucket.key)
			.execute()
			.then(() => undefined)
	);
}

const sign = (ctx: Context, what: string, due: number) => ctx.keyed('turn', `${due} ${what}`);
const makeTurn = (ctx: Context, what: string, due: number) => `${due}.${sign(ctx, what, due)}`;

function isTurn(ctx: Context, turn: string, what: string, now: number): boolean {
	const [text = '', mac = ''] = turn.split('.');
	const due = Number(text);
	if (!Number.isSafeInteger(due) || now < due || now > due + TURN_LASTS_MS) return false;
	return sameText(mac, sign(ctx, what, due));
}

/** Compares without telling by its time where two differ. */
export function sameText(a: string, b: string): boolean {
	const [x, y] = [Buffer.from(a), Buffer.from(b)];
	return x.length === y.length && timingSafeEqual(x, y);
}
