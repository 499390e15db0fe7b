import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { sql } from 'kysely';
import { makeApi, type Api } from '#lib/platform/client/api.ts';
import { makeContext, type Context } from '#lib/platform/server/context.ts';
import { open, type Database } from '#lib/platform/server/db.ts';
import { migrate } from '#lib/platform/server/migrate.ts';
import { createApp } from './app.ts';

// Real databases, the real app, real crypto: what the tests stand on.

export const ORIGIN = 'http://localhost:3000';
/** A winter evening: it is dark in most places we test. */
export const START = Date.UTC(2026, 10, 23, 18, 0);

export interface TestApp {
	ctx: Context;
	database: Database;
	clock: { now: number };
	/** The app as a Request → Response function. */
	fetch(request: Request): Promise<Response>;
	/** Somebody with a browser of her own: an API client with its own cookie. */
	visitor(headers?: Record<string, string>): Api & { cookie(): string };
	close(): Promise<void>;
}

export type Kind = 'sqlite' | 'postgres';
const postgres = process.env.ROWAN_TEST_PG;
export const kinds: readonly Kind[] = postgres ? ['sqlite', 'postgres'] : ['sqlite'];

/** The same body on every database there is: `eachDatabase('venues', (app) => { it(…) })`. */
export function eachDatabase(name: string, body: (app: () => TestApp) => void): void {
	describe.each(kinds)(`${name} on %s`, (kind) => {
		let app: TestApp | undefined;
		beforeAll(async () => {
			app = await startApp(kind);
		});
		afterAll(() => app?.close());
		body(() => {
			if (!app) throw new Error('not started');
			return app;
		});
	});
}

export async function startApp(kind: Kind = 'sqlite'): Promise<TestApp> {
	const { database, remove } = kind === 'sqlite' ? await freshSqlite() : await freshPostgres();
	const clock = { now: START };
	const ctx = makeContext({ database, secret: randomBytes(32), now: () => clock.now });
	const crash = (_: string, error: unknown) => console.error(error);
	const app = createApp({ ctx, cookieName: '__Host-s', origin: () => ORIGIN, onCrash: crash });
	// The wrapper server says where a request comes from; here a test may.
	const fetch = async (request: Request) =>
		app.fetch(request, { address: request.headers.get('x-test-address') ?? '' });
	const close = async () => {
		await database.close();
		await remove();
	};
	return { ctx, database, clock, fetch, visitor: (headers) => visitor(fetch, headers), close };
}

function visitor(fetch: TestApp['fetch'], headers: Record<string, string> = {}) {
	let cookie = '';
	const send = async (path: string, init: RequestInit) => {
		const all = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
		const response = await fetch(new Request(ORIGIN + path, { ...init, headers: all }));
		for (const set of response.headers.getSetCookie()) cookie = /max-age=0/i.test(set) ? '' : (set.split(';')[0] ?? '');
		return response;
	};
	return { ...makeApi(send, headers), cookie: () => cookie };
}

/** A folder of this run, in memory where it can be: whether a write reaches the disk is tested elsewhere, by killing. */
const ROOM = process.env.ROWAN_TEST_ROOM ?? '';
if (!ROOM) throw new Error('A test that starts the app lies where vitest.config.ts looks for requests.');

let migrated: string | undefined;

/** Migrated once, then copied: an empty database costs a millisecond. */
async function freshSqlite() {
	const folder = mkdtempSync(join(ROOM, 'rowan-test-'));
	if (!migrated) {
		const kept = mkdtempSync(join(ROOM, 'rowan-template-'));
		const template = join(kept, 'rowan.sqlite');
		const first = await open(template);
		await migrate(first.writer);
		await first.close();
		migrated = template;
	}
	const path = join(folder, 'rowan.sqlite');
	copyFileSync(migrated, path);
	return { database: await open(path), remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

let template: Promise<string> | undefined;

/** Migrated once by each thread, then copied: making the tables takes ten times as long. */
async function templateOn(server: string): Promise<string> {
	const name = `template_${randomBytes(8).toString('hex')}`;
	const admin = await open(server);
	await sql`create database ${sql.id(name)}`.execute(admin.writer);
	await admin.close();
	const first = await open(onServer(server, name));
	await migrate(first.writer);
	await first.close();
	return name;
}

function onServer(server: string, name: string): string {
	const url = new URL(server);
	url.pathname = `/${name}`;
	return url.href;
}

/** A database of its own on the throwaway server. */
async function freshPostgres() {
	if (!postgres) throw new Error('no PostgreSQL to test on');
	const migratedOne = await (template ??= templateOn(postgres));
	const name = `t${randomBytes(8).toString('hex')}`;
	const admin = await open(postgres);
	await sql`create database ${sql.id(name)} template ${sql.id(migratedOne)}`.execute(admin.writer);
	await admin.close();
	// The whole server is thrown away at the end; dropping one database would have it write everything to the disk first.
	return { database: await open(onServer(postgres, name)), remove: async () => undefined };
}
