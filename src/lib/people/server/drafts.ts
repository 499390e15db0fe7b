import type { Account } from '#lib/platform/server/actor.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { prepared } from '#lib/platform/server/prepared.ts';
import { notHere, refuse, type Refusal } from '#lib/platform/server/route.ts';
import './tables.ts';

// What she is writing, sealed to herself alone. No event is ever recorded of it (security.md).

/** More than anybody has forms open; a bound all the same. */
const MOST = 300;

export async function read(
	ctx: Context,
	{ account }: Pick<Account, 'account'>,
	key: string
): Promise<{ sealed: string } | Refusal> {
	const row = await ctx.db
		.selectFrom('draft')
		.select('sealed')
		.where('account_id', '=', account)
		.where('key', '=', key)
		.executeTakeFirst();
	return row ?? notHere();
}

/** Keeps the newest of each key. */
export async function keep(
	ctx: Context,
	{ account }: Account,
	{ key, sealed }: { key: string; sealed: string }
): Promise<Refusal | undefined> {
	const updated_day = ctx.today();
	return ctx.write(async (trx) => {
		const [others] = await countOthers(trx, account, key);
		if (Number(others?.count) >= MOST) return refuse(409, 'too-many');
		await put(trx, account, key, sealed, updated_day);
		return undefined;
	});
}

// She is saved at every pause in her typing.
const countOthers = prepared<[account: string, key: string], { count: number }>((db) =>
	db
		.selectFrom('draft')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('account_id', '=', '?')
		.where('key', '!=', '?')
);
const put = prepared<[account: string, key: string, sealed: string, day: string], unknown>((db) =>
	db
		.insertInto('draft')
		.values({ account_id: '?', key: '?', sealed: '?', updated_day: '?' })
		.onConflict((c) =>
			c.columns(['account_id', 'key']).doUpdateSet((eb) => ({
				sealed: eb.ref('excluded.sealed'),
				updated_day: eb.ref('excluded.updated_day')
			}))
		)
);

/** Forgets it; one that is not there is forgotten already. */
export function forget(ctx: Context, { account }: Account, key: string): Promise<void> {
	return ctx.write((trx) => drop(trx, account, key));
}

/** The same within another change. */
export async function drop(trx: Trx, account: string, key: string): Promise<void> {
	await trx.deleteFrom('draft').where('account_id', '=', account).where('key', '=', key).execute();
}
