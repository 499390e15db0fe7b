import { DatabaseSync, type StatementSync, type SQLInputValue } from 'node:sqlite';
import {
	CompiledQuery,
	Kysely,
	PostgresDialect,
	SqliteAdapter,
	SqliteDialect,
	SqliteDriver,
	type DatabaseConnection,
	type SqliteDatabase,
	type SqliteStatement,
	type Transaction
} from 'kysely';
import { together } from './together.ts';

// Everything in which SQLite and PostgreSQL differ is in this file.

const OLDEST_SQLITE = [3, 51, 3] as const; // older ones carry the WAL-reset bug
const CACHED_STATEMENTS = 500;

/** What Kysely's SQLite dialect wants, on top of node:sqlite, with prepared statements kept. */
class NodeSqlite implements SqliteDatabase {
	#db: DatabaseSync;
	#kept = new Map<string, SqliteStatement>();

	constructor(path: string, readOnly: boolean) {
		this.#db = new DatabaseSync(path, { readOnly, enableForeignKeyConstraints: true, timeout: 5000 });
		if (!readOnly) this.#db.exec('pragma journal_mode = wal');
		this.#db.exec(
			'pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on;' +
				'pragma trusted_schema = off; pragma busy_timeout = 5000; pragma mmap_size = 0'
		);
		this.#assertDurable();
	}

	/** A database that silently syncs less than we promised loses acknowledged notes at a power cut. */
	#assertDurable(): void {
		const value = (pragma: string) => Object.values(this.#db.prepare(`pragma ${pragma}`).get() ?? {})[0];
		if (value('synchronous') !== 2) throw new Error('SQLite does not sync every commit (synchronous is not FULL)');
		if (value('journal_mode') !== 'wal') throw new Error('SQLite is not in WAL mode');
		const version = String(Object.values(this.#db.prepare('select sqlite_version()').get() ?? {})[0]);
		const parts = version.split('.').map(Number);
		const order = OLDEST_SQLITE.map((n, i) => (parts[i] ?? 0) - n).find((d) => d !== 0) ?? 0;
		if (order < 0) throw new Error(`SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`);
	}

	prepare(sql: string): SqliteStatement {
		const hit = this.#kept.get(sql);
		if (hit) return hit;
		const made = wrap(this.#db.prepare(sql));
		if (this.#kept.size >= CACHED_STATEMENTS) this.#kept.clear();
		this.#kept.set(sql, made);
		return made;
	}

	exec(sql: string): void {
		this.prepare(sql).run([]);
	}

	get inTransaction(): boolean {
		return this.#db.isTransaction;
	}

	close(): void {
		this.#kept.clear();
		if (this.#db.isOpen) this.#db.close();
	}
}

function wrap(statement: StatementSync): SqliteStatement {
	const values = (p: readonly unknown[]) => p as SQLInputValue[];
	return {
		reader: statement.columns().length > 0,
		all: (p) => statement.all(...values(p)),
		run: (p) => statement.run(...values(p)),
		iterate: (p) => statement.iterate(...values(p)) as IterableIterator<unknown>
	};
}

/** `begin immediate`: a deferred transaction that starts to write late can fail instead of waiting. */
class ImmediateDriver extends SqliteDriver {
	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}

	/** On a full disk SQLite has rolled back already; the second rollback would hide the cause. */
	override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		await super.rollbackTransaction(connection).catch(() => undefined);
	}
}

class TransactionalAdapter extends SqliteAdapter {
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
}

class RowanSqlite extends SqliteDialect {
	#database: SqliteDatabase;
	constructor(database: SqliteDatabase) {
		super({ database });
		this.#database = database;
	}
	override createDriver() {
		return new ImmediateDriver({ database: this.#database });
	}
	override createAdapter() {
		return new TransactionalAdapter();
	}
}

type Direct = (sql: string, values: readonly unknown[]) => unknown[];
const direct = new WeakMap<object, Direct>();

/** A way to read by a statement that is compiled already, without a dozen promises around a call that waits for none. */
export const directly = (db: object): Direct | undefined => direct.get(db);

/** One writer connection, one that only reads: a read never waits for a write. */
export async function openSqlite<T>(path: string) {
	const write = new NodeSqlite(path, false);
	const read = new NodeSqlite(path, true);
	const writer = new Kysely<T>({ dialect: new RowanSqlite(write) });
	const db = new Kysely<T>({ dialect: new RowanSqlite(read) });
	direct.set(db, (sql, values) => read.prepare(sql).all(values));
	const close = async () => {
		await db.destroy();
		read.close(); // Kysely closes only what it has used, and an open reader keeps the log from being folded in
		await writer.destroy();
		write.close();
	};
	return { db, writer, write: together(writer, write), kind: 'sqlite' as const, close };
}

/** `pg` is loaded only here, so that an install on SQLite never pays for it. */
export async function openPostgres<T>(url: string) {
	const { default: pg } = await import('pg');
	pg.types.setTypeParser(pg.types.builtins.INT8, Number); // our times and counts fit in 2^53
	const pool = new pg.Pool({ connectionString: url, max: 10 });
	const db = new Kysely<T>({ dialect: new PostgresDialect({ pool }) });
	const write = <R>(work: (trx: Transaction<T>) => Promise<R>) => db.transaction().execute(work);
	return { db, writer: db, write, kind: 'postgres' as const, close: () => db.destroy() };
}

export type Failure = 'duplicate' | 'missing-parent' | 'broken-rule' | 'full' | 'busy';

const SQLITE: Record<number, Failure> = {
	2067: 'duplicate',
	1555: 'duplicate',
	787: 'missing-parent',
	275: 'broken-rule',
	1299: 'broken-rule',
	13: 'full',
	5: 'busy',
	261: 'busy',
	517: 'busy'
};
const POSTGRES: Record<string, Failure> = {
	'23505': 'duplicate',
	'23503': 'missing-parent',
	'23514': 'broken-rule',
	'23502': 'broken-rule',
	'53100': 'full',
	'40001': 'busy',
	'40P01': 'busy',
	'55P03': 'busy'
};

/** What a database error means, the same for both; undefined: not one we expect. */
export function failureOf(error: unknown): Failure | undefined {
	if (!(error instanceof Error)) return undefined;
	const { errcode, code } = error as { errcode?: number; code?: string };
	if (typeof errcode === 'number') return SQLITE[errcode] ?? SQLITE[errcode & 0xff];
	if (code === 'ENOSPC') return 'full';
	return code === undefined ? undefined : POSTGRES[code];
}
