import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NewerDatabase } from '#lib/platform/server/migrate.ts';
import { isSettled, makeToken } from './first-run.ts';
import { FolderTrouble, openHouse, prepareFolder, type House } from './install.ts';
import { recall, remember } from './remember.ts';

let dataDir: string;
let house: House;
let swaps = 0;

const openHere = (more: { ballast?: boolean } = {}) =>
	openHouse({
		...more,
		dataDir,
		database: join(dataDir, 'rowan.sqlite'),
		publicUrl: () => new URL('http://localhost:3000'),
		onCrash: (_, error) => console.error(error),
		onSwap: () => (swaps += 1)
	});
const noSeed = async () => undefined;

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'rowan-house-'));
	swaps = 0;
	house = await openHere();
});
afterEach(async () => {
	await house.close();
	rmSync(dataDir, { recursive: true, force: true });
});

it('keeps one secret for good', async () => {
	const before = house.current().install.ctx.keyed('a', 'b');
	await house.close();
	house = await openHere();
	expect(house.current().install.ctx.keyed('a', 'b')).toBe(before);
});

it('practises in a folder and with a cookie of its own, and throws it away', async () => {
	const before = house.current().install.ctx;
	await makeToken(before);
	await expect(house.startPractice(noSeed)).resolves.toEqual({ ok: true });
	const practice = house.current().install;
	expect(practice).toMatchObject({ practice: true, cookieName: '__Host-p', dataDir: join(dataDir, 'practice') });
	expect(practice.ctx.practice).toBe(true);
	// The operator's link goes on working.
	expect(await recall(practice.ctx.db, 'first_run_hash')).toBe(await recall(before.db, 'first_run_hash'));
	await expect(house.startPractice(noSeed)).resolves.toEqual({ ok: false, reason: 'practising' });

	await house.endPractice();
	expect(house.current().install).toMatchObject({ practice: false, cookieName: '__Host-s' });
	expect(existsSync(join(dataDir, 'practice'))).toBe(false);
	expect(swaps).toBe(2);
});

it('goes on practising after a restart', async () => {
	await house.startPractice(async ({ install: { ctx } }) => ctx.write((trx) => remember(trx, 'seeded', 'yes')));
	await house.close();
	house = await openHere();
	const { practice, ctx } = house.current().install;
	expect([practice, await recall(ctx.db, 'seeded')]).toEqual([true, 'yes']);
});

it('keeps room in the data folder for a disk that is full, where it is asked to, and none for practising', async () => {
	const ballast = join(dataDir, 'ballast');
	expect(existsSync(ballast)).toBe(false);
	await house.close();
	house = await openHere({ ballast: true });
	expect(statSync(ballast).size).toBe(32 * 1024 * 1024);
	await house.startPractice(noSeed);
	expect(existsSync(join(dataDir, 'practice/ballast'))).toBe(false);
});

it('keeps no half example group', async () => {
	const broken = async () => Promise.reject(new Error('no'));
	await expect(house.startPractice(broken)).rejects.toThrow('no');
	expect(house.current().install.practice).toBe(false);
	expect(existsSync(join(dataDir, 'practice'))).toBe(false);

	await house.startPractice(noSeed);
	await house.close();
	rmSync(join(dataDir, 'practice/ready')); // as after a power cut in the middle
	house = await openHere();
	expect(house.current().install.practice).toBe(false);
	expect(existsSync(join(dataDir, 'practice'))).toBe(false);
});

it('does not practise where a group lives', async () => {
	const { ctx } = house.current().install;
	expect(await isSettled(ctx)).toBe(false);
	await ctx.write(async (trx) => {
		await sql`insert into peer_group (id, head, seq, country, zone, language, public_card, created_day)
			values ('g', 'h', 0, 'GB', 'Europe/London', 'en', '{}', '2026-11-23')`.execute(trx);
	});
	expect(await isSettled(ctx)).toBe(true);
	await expect(house.startPractice(noSeed)).resolves.toEqual({ ok: false, reason: 'settled' });
});

it('refuses data of a newer Rowan, and leaves it as it is', async () => {
	const { ctx } = house.current().install;
	await ctx.write(async (trx) => {
		await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2030-01-01')`.execute(trx);
	});
	await expect(openHere()).rejects.toThrow(NewerDatabase);
});

it('says what is wrong with a folder', () => {
	const file = join(dataDir, 'a-file');
	writeFileSync(file, '');
	expect(() => prepareFolder(join(file, 'data'))).toThrow(FolderTrouble);
	expect(() => prepareFolder(file)).toThrow(FolderTrouble);
	expect(() => prepareFolder('/proc/rowan/data')).toThrow(FolderTrouble);
	expect(() => prepareFolder(join(file, 'data'))).toThrow(/cannot be written to \(ENOTDIR\)/);
});
