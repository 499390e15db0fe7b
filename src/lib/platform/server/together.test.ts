import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { open, type Database, type Trx } from './db.ts';
import { migrate } from './migrate.ts';

const folder = mkdtempSync(join(tmpdir(), 'rowan-together-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

async function fresh(): Promise<Database> {
	const database = await open(join(folder, `${made++}.sqlite`));
	await migrate(database.writer);
	return database;
}
const put = (trx: Trx, key: string, value = 'x') => trx.insertInto('install').values({ key, value }).execute();
const keysIn = async ({ db }: Database) =>
	(await db.selectFrom('install').select('key').orderBy('key').execute()).map(({ key }) => key);

it('keeps of many writes at once just those that did not fail, whichever they are', async () => {
	const step = fc.record({ keys: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }), fails: fc.boolean() });
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
			const database = await fresh();
			const results = await Promise.allSettled(
				steps.map(({ keys, fails }) =>
					database.write(async (trx) => {
						for (const key of keys) await put(trx, `k${key}`);
						if (fails) throw new Error('thought better of it');
					})
				)
			);
			const model = new Set<string>();
			const expected = steps.map(({ keys, fails }) => {
				const own = keys.map((key) => `k${key}`);
				const stands = !fails && new Set(own).size === own.length && own.every((key) => !model.has(key));
				if (stands) for (const key of own) model.add(key);
				return stands;
			});
			expect(results.map(({ status }) => status === 'fulfilled')).toEqual(expected);
			expect(await keysIn(database)).toEqual([...model].sort());
			await database.close();
		}),
		{ numRuns: 25 }
	);
});

it('answers none before the commit stands, so that a reader elsewhere sees what was answered', async () => {
	const database = await fresh();
	const seen: boolean[] = [];
	await Promise.all(
		Array.from({ length: 30 }, async (_, i) => {
			await database.write((trx) => put(trx, `k${i}`));
			seen.push((await keysIn(database)).includes(`k${i}`));
		})
	);
	expect(seen).toEqual(Array(30).fill(true));
	await database.close();
});

it('shares one commit among those that come together', async () => {
	const database = await fresh();
	let transactions = 1;
	await Promise.all(
		Array.from({ length: 40 }, (_, i) =>
			database.write(async (trx) => {
				// Another connection sees only what is committed: if it sees the one before, this is a new transaction.
				if ((await keysIn(database)).includes(`k${i - 1}`)) transactions += 1;
				await put(trx, `k${i}`);
			})
		)
	);
	expect(transactions).toBeLessThan(5);
	expect(await keysIn(database)).toHaveLength(40);
	await database.close();
});

it('fails every one of them where the disk is full, with the cause, and saves none', async () => {
	const database = await fresh();
	await sql`pragma max_page_count = 1`.execute(database.writer); // SQLite keeps to the pages it has
	const long = 'x'.repeat(200_000);
	const results = await Promise.allSettled(
		['a', 'b', 'c'].map((key) => database.write((trx) => put(trx, key, key === 'b' ? long : 'x')))
	);
	expect(results.map((one) => (one.status === 'rejected' ? (one.reason as { errcode?: number }).errcode : 0))).toEqual([
		13, 13, 13
	]);
	expect(await keysIn(database)).toEqual([]);
	await sql`pragma max_page_count = 1000000`.execute(database.writer);
	await database.write((trx) => put(trx, 'after'));
	expect(await keysIn(database)).toEqual(['after']);
	await database.close();
});
