import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { open } from './db.ts';
import { failureOf } from './dialect.ts';
import { migrate, NewerDatabase } from './migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'rowan-db-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const failing = async (work: Promise<unknown>) => {
	const error: unknown = await work.then(() => undefined).catch((e: unknown) => e);
	return failureOf(error);
};

eachDatabase('errors mean the same', (app) => {
	it('names a duplicate, a missing parent and a broken rule', async () => {
		const { database } = app();
		const db = database.writer;
		const account = { id: 'a', name: 'A', name_fold: 'a', created_day: '2026-11-23' };
		await db.insertInto('account').values(account).execute();
		expect(
			await failing(
				db
					.insertInto('account')
					.values({ ...account, id: 'b' })
					.execute()
			)
		).toBe('duplicate');
		const draft = { account_id: 'nobody', key: 'k', sealed: 's', updated_day: '2026-11-23' };
		expect(await failing(db.insertInto('draft').values(draft).execute())).toBe('missing-parent');
		const bad = {
			id: 'x',
			group_id: 'g',
			type: 't',
			circle: 'c',
			epoch: 1,
			version: 1,
			envelope: 'e',
			hash: 'h',
			live: 2
		};
		expect(await failing(db.insertInto('record').values(bad).execute())).toBe('broken-rule');
		expect(failureOf(new Error('anything else'))).toBeUndefined();
	});

	it('keeps nothing of a write that failed half-way', async () => {
		const { ctx } = app();
		const half = ctx.write(async (trx) => {
			await trx.insertInto('install').values({ key: 'half', value: '1' }).execute();
			await trx.insertInto('install').values({ key: 'half', value: '2' }).execute();
		});
		expect(await failing(half)).toBe('duplicate');
		const rows = await ctx.db.selectFrom('install').selectAll().where('key', '=', 'half').execute();
		expect(rows).toEqual([]);
	});

	it('migrates a second time without doing anything', async () => {
		await expect(migrate(app().database.writer)).resolves.toBeUndefined();
	});

	it('refuses data written by a newer program, in words', async () => {
		const { database } = app();
		await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2099-01-01')`.execute(
			database.writer
		);
		await expect(migrate(database.writer)).rejects.toBeInstanceOf(NewerDatabase);
	});
});

describe('SQLite', () => {
	it('opens with every durability setting on, again and again', async () => {
		const path = join(folder, 'durable.sqlite');
		for (let start = 0; start < 2; start += 1) {
			const database = await open(path);
			const value = async (pragma: string) => {
				const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${pragma}`).execute(database.writer);
				return Object.values(rows[0] ?? {})[0];
			};
			expect(await value('synchronous')).toBe(2);
			expect(await value('journal_mode')).toBe('wal');
			expect(await value('foreign_keys')).toBe(1);
			expect(await value('secure_delete')).toBe(1);
			expect(await value('trusted_schema')).toBe(0);
			await database.close();
		}
	});

	it('reads on a connection that cannot write', async () => {
		const path = join(folder, 'reader.sqlite');
		const database = await open(path);
		await migrate(database.writer);
		const write = database.db.insertInto('install').values({ key: 'a', value: 'b' }).execute();
		await expect(write).rejects.toThrow(/readonly/);
		await database.close();
	});

	it('says "full" when the disk is, and keeps what was there', async () => {
		const path = join(folder, 'full.sqlite');
		const database = await open(path);
		await migrate(database.writer);
		await database.writer.insertInto('install').values({ key: 'before', value: 'kept' }).execute();
		await sql`pragma max_page_count = 1`.execute(database.writer); // SQLite keeps to the pages it has
		const big = 'x'.repeat(100_000);
		const error = await failing(
			database.writer.transaction().execute(async (trx) => {
				for (let i = 0; i < 50; i += 1)
					await trx
						.insertInto('install')
						.values({ key: `k${i}`, value: big })
						.execute();
			})
		);
		expect(error).toBe('full');
		await database.close();
		const again = new DatabaseSync(path);
		expect(again.prepare('select key from install').all()).toEqual([{ key: 'before' }]);
		expect(again.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
		again.close();
	});
});
