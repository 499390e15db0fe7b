import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startApp } from '../../../server/testing.ts';
import { makeContext } from './context.ts';
import { failureOf } from './dialect.ts';
import { keepBallast, roomCheck } from './disk.ts';

it('refuses new writes when there is no room, and still erases', async () => {
	const { database, close } = await startApp();
	const room = async () => {
		throw Object.assign(new Error('less than 200 MB are free'), { code: 'ENOSPC' });
	};
	const ctx = makeContext({ database, secret: new Uint8Array(32), room });
	const add = ctx.write((trx) => trx.insertInto('install').values({ key: 'a', value: 'b' }).execute());
	expect(failureOf(await add.catch((e: unknown) => e))).toBe('full');
	await ctx.writeAnyway((trx) => trx.deleteFrom('install').execute());
	await close();
});

it('finds room on this disk, and keeps a ballast of real bytes', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'rowan-disk-'));
	await expect(roomCheck(folder)()).resolves.toBeUndefined();
	keepBallast(folder);
	expect(statSync(join(folder, 'ballast')).size).toBe(32 * 1024 * 1024);
	expect(statSync(join(folder, 'ballast')).blocks * 512).toBeGreaterThanOrEqual(31 * 1024 * 1024);
	rmSync(folder, { recursive: true });
});
