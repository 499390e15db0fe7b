import type { Kysely, Transaction } from 'kysely';
import { openPostgres, openSqlite } from './dialect.ts';

/** Every table, put together by declaration merging: each slice's `server/tables.ts` adds its own. */
export interface Tables {
	install: { key: string; value: string };
	job: JobTable;
	guess: { bucket: string; failures: number; last_at: number };
}

export interface JobTable {
	id: string;
	kind: string;
	/** JSON: ids only, never content. */
	payload: string;
	run_at: number;
	locked_until: number | null;
	attempts: number;
	dedupe: string | null;
	last_error: string | null;
}

/** Reads. Handed to verbs as `ctx.db`; on SQLite a connection of its own that cannot write. */
export type Db = Kysely<Tables>;
/** Inside `ctx.write`: use it for every query there, reads included, or they see the state before. */
export type Trx = Transaction<Tables>;

export interface Database {
	readonly db: Db;
	/** The one connection that writes. Only migrations use it by itself. */
	readonly writer: Kysely<Tables>;
	/** One transaction on it: all of it or nothing, and on the disk when it is answered. */
	write<R>(work: (trx: Trx) => Promise<R>): Promise<R>;
	readonly kind: 'sqlite' | 'postgres';
	close(): Promise<void>;
}

/**
 * Opens the store: `postgres://…` or a path to a SQLite file (made if absent).
 * @throws when SQLite does not confirm the durability settings of security.md
 */
export async function open(url: string): Promise<Database> {
	return url.startsWith('postgres') ? openPostgres<Tables>(url) : openSqlite<Tables>(url);
}
