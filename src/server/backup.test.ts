import { copyFileSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backUp, inspect } from './backup.ts';
import { openInstall, type Running } from './install.ts';
import { remember } from './remember.ts';

let running: Running;
let folder: string;
let database: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'rowan-backup-'));
	database = join(folder, 'rowan.sqlite');
	const publicUrl = () => new URL('http://localhost:3000');
	running = await openInstall({ dataDir: folder, database, practice: false, publicUrl, onCrash: () => undefined });
});
afterAll(async () => {
	await running.close();
	rmSync(folder, { recursive: true, force: true });
});

it('copies everything that was saved, while the server runs', async () => {
	await running.install.ctx.write((trx) => remember(trx, 'saved', 'yes'));
	const file = join(folder, 'copy.sqlite');
	expect(await backUp(database, file)).toMatchObject({ ok: true });
	const copy = new DatabaseSync(file, { readOnly: true });
	expect(copy.prepare("select value from install where key = 'saved'").get()).toEqual({ value: 'yes' });
	copy.close();
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(readdirSync(folder).filter((name) => name.startsWith('copy.'))).toEqual(['copy.sqlite']);
});

it('never writes over a backup, and says what is wrong', async () => {
	const file = join(folder, 'twice.sqlite');
	await backUp(database, file);
	expect(await backUp(database, file)).toMatchObject({ ok: false, say: expect.stringContaining('there already') });
	expect(await backUp(join(folder, 'none'), join(folder, 'x'))).toMatchObject({ ok: false });
	expect(await backUp(database, join(folder, 'no/such/place'))).toMatchObject({ ok: false });
	expect(existsSync(join(folder, 'x'))).toBe(false);
});

it('notices a damaged copy', async () => {
	const file = join(folder, 'good.sqlite');
	await backUp(database, file);
	expect(inspect(file)).toBeUndefined();
	const bad = join(folder, 'bad.sqlite');
	copyFileSync(file, bad);
	writeSync(openSync(bad, 'r+'), Buffer.alloc(2000, 0xff), 0, 2000, 3 * 4096);
	expect(() => {
		const found = inspect(bad);
		if (found) throw new Error(found);
	}).toThrow();
});
