import type { Db, Trx } from '#lib/platform/server/db.ts';

/** Keeps one of the install's own facts (table `install`), over whatever was there. */
export async function remember(trx: Trx, key: string, value: string): Promise<void> {
	await trx
		.insertInto('install')
		.values({ key, value })
		.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
		.execute();
}

export async function recall(db: Db | Trx, key: string): Promise<string | undefined> {
	return (await db.selectFrom('install').select('value').where('key', '=', key).executeTakeFirst())?.value;
}
