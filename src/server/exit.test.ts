import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as signIns from '#lib/people/server/sign-ins.ts';
import { leave, leaveLate, without } from './exit.ts';
import { openInstall, type Running } from './install.ts';

const NEUTRAL = 'https://weather.example/';
let running: Running;
let dataDir: string;

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'rowan-exit-'));
	const publicUrl = () => new URL('http://localhost:3000');
	const database = join(dataDir, 'rowan.sqlite');
	running = await openInstall({ dataDir, database, practice: false, publicUrl, onCrash: () => undefined });
});
afterAll(async () => {
	await running.close();
	rmSync(dataDir, { recursive: true, force: true });
});

async function signIn(exitTo: string | null): Promise<string> {
	const { ctx } = running.install;
	const account = `a${Math.random()}`;
	return ctx.write(async (trx) => {
		await sql`insert into account (id, name, name_fold, exit_to, created_day)
			values (${account}, ${account}, ${account}, ${exitTo}, '2026-11-23')`.execute(trx);
		return signIns.start(trx, ctx, account);
	});
}

const go = (cookies: string | undefined, forget = true) =>
	leave({ ctx: running.install.ctx, cookieName: '__Host-s', cookies, neutralSite: NEUTRAL, forget });

it('ends her session, has everything forgotten, and goes where she chose', async () => {
	const token = await signIn('https://cakes.example/');
	const { status, headers } = await go(`look=dark; __Host-s=${token}`);
	expect(status).toBe(303);
	expect(Object.fromEntries(headers)).toMatchObject({
		location: 'https://cakes.example/',
		'clear-site-data': '"cache", "cookies", "storage"',
		'cache-control': 'no-store'
	});
	expect(headers.getSetCookie()).toEqual([
		expect.stringMatching(/^__Host-s=; Max-Age=0;/),
		expect.stringMatching(/^__Host-gone=; Max-Age=0;/),
		expect.stringMatching(/^__Host-h=; Max-Age=0;/)
	]);
	expect(await signIns.find(running.install.ctx, token)).toBeUndefined();
});

it('goes to the neutral site for everybody else', async () => {
	const signedIn = `__Host-s=${await signIn(null)}`;
	const oddChoice = `__Host-s=${await signIn('javascript:alert(1)')}`;
	for (const cookies of [signedIn, oddChoice, '__Host-s=nonsense', '__Host-p=other', '=;;=', undefined]) {
		expect((await go(cookies)).headers.get('location')).toBe(NEUTRAL);
	}
});

it('lets her go when the data cannot be reached', async () => {
	const ctx = { ...running.install.ctx, writeAnyway: () => Promise.reject(new Error('no disk')) };
	const cookies = `__Host-s=${await signIn(null)}`;
	const answer = await leave({ ctx, cookieName: '__Host-s', cookies, neutralSite: NEUTRAL, forget: true });
	expect([answer.status, answer.headers.has('clear-site-data')]).toEqual([303, true]);
});

it('only sends away, and forgets nothing, when she did not ask herself', async () => {
	const token = await signIn(null);
	const answer = await go(`__Host-s=${token}`, false);
	expect([answer.status, answer.headers.get('clear-site-data')]).toEqual([303, null]);
	expect(await signIns.find(running.install.ctx, token)).toBeDefined();
});

describe('where no network was when she left', () => {
	const late = (cookies: string | undefined, forget = true) =>
		leaveLate({ ctx: running.install.ctx, cookieName: '__Host-s', cookies, forget });

	it('ends her session with whatever comes through next, and has every cookie forgotten', async () => {
		const token = await signIn(null);
		expect(await late(`look=dark; __Host-s=${token}`)).toBeUndefined();
		expect(await late(`__Host-gone=1; __Host-s=${token}`, false)).toBeUndefined();
		// What another host of the same domain can set.
		expect(await late(`gone=1; __Host-s=${token}`)).toBeUndefined();
		expect(await signIns.find(running.install.ctx, token)).toBeDefined();
		const forgotten = await late(`__Host-gone=1; look=dark; __Host-s=${token}`);
		expect(forgotten).toEqual([
			expect.stringMatching(/^__Host-s=; Max-Age=0;/),
			expect.stringMatching(/^__Host-gone=; Max-Age=0; Path=\/; Secure;/),
			expect.stringMatching(/^__Host-h=; Max-Age=0; Path=\/; Secure;/)
		]);
		expect(await signIns.find(running.install.ctx, token)).toBeUndefined();
		expect(await late('__Host-gone=1')).toEqual(forgotten);
	});

	it('has nothing forgotten that has not ended', async () => {
		const ctx = { ...running.install.ctx, writeAnyway: () => Promise.reject(new Error('no disk')) };
		const cookies = `__Host-gone=1; __Host-s=${await signIn(null)}`;
		expect(await leaveLate({ ctx, cookieName: '__Host-s', cookies, forget: true })).toEqual([]);
	});

	it('lets through the other cookies only', () => {
		expect(without('__Host-gone=1; __Host-s=x; look=dark', '__Host-s')).toBe('__Host-gone=1; look=dark');
		expect(without(undefined, '__Host-s')).toBe('');
	});
});
