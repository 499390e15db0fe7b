import type { Kysely } from 'kysely';
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration';
import * as start from '../../../../db/migrations/0001_start.ts';
import * as proven from '../../../../db/migrations/0002_proven.ts';

// Written out rather than read from a folder: the server is one bundled file.
const migrations: Record<string, Migration> = { '0001_start': start, '0002_proven': proven };

class Written implements MigrationProvider {
	async getMigrations(): Promise<Record<string, Migration>> {
		return migrations;
	}
}

export class NewerDatabase extends Error {}

/**
 * Brings the database up to this program. Each step is one transaction on both databases.
 * @throws NewerDatabase when the data was written by a newer Rowan
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
	const { error } = await new Migrator({ db, provider: new Written() }).migrateToLatest();
	if (!error) return;
	if (error instanceof Error && /previously executed migration .* is missing/.test(error.message)) {
		throw new NewerDatabase('The data was written by a newer Rowan than this one.');
	}
	throw error instanceof Error ? error : new Error('The data could not be brought up to this program.');
}
