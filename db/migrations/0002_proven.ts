import type { Kysely } from 'kysely';

/** When her words were last shown, ms: for what wants them shown again. A sign-in from before has shown them too long ago. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.alterTable('login_session')
		.addColumn('proven_at', 'bigint', (c) => c.notNull().defaultTo(0))
		.execute();
}
