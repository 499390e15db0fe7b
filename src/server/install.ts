import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeContext, type Context } from '#lib/platform/server/context.ts';
import { open, type Database } from '#lib/platform/server/db.ts';
import { keepBallast, roomCheck } from '#lib/platform/server/disk.ts';
import { startJobs } from '#lib/platform/server/jobs.ts';
import { migrate } from '#lib/platform/server/migrate.ts';
import type { Api } from '#lib/platform/server/api.ts';
import { createApp, workers } from './app.ts';
import { recall, remember } from './remember.ts';
import { isSettled } from './first-run.ts';

/** One Rowan with its data: the real one, or the practice one beside it. */
export interface Install {
	readonly dataDir: string;
	readonly ctx: Context;
	readonly practice: boolean;
	/** A name of its own, so that a sign-in to one is nothing to the other. */
	readonly cookieName: '__Host-s' | '__Host-p';
	readonly publicUrl: () => URL;
}

/** An install that answers. */
export interface Running {
	readonly install: Install;
	readonly app: Api;
	close: () => Promise<void>;
}

export interface OpenOptions {
	dataDir: string;
	/** A path to a SQLite file or `postgres://…`. */
	database: string;
	practice: boolean;
	publicUrl: () => URL;
	onCrash: (id: string, error: unknown) => void;
	/** Handed to the app for the operator's routes. */
	house?: House;
	now?: () => number;
}

/** The folder cannot be used; the message is a sentence for the operator. */
export class FolderTrouble extends Error {}

/** One by one: `recursive` never comes back from a place like /proc, where the parent is there and refuses children. */
function makeFolder(path: string): void {
	if (existsSync(path)) return;
	makeFolder(dirname(path));
	mkdirSync(path, { mode: 0o700 });
}

/** Makes the folder if need be, for our eyes only. @throws FolderTrouble */
export function prepareFolder(dataDir: string): void {
	try {
		makeFolder(dataDir);
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
		const probe = join(dataDir, `.probe-${process.pid}`);
		writeFileSync(probe, '');
		rmSync(probe);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
		throw new FolderTrouble(
			`The data folder ${dataDir} cannot be written to (${code}). ` +
				'Give this account the right to write there, or choose another folder with ROWAN_DATA.'
		);
	}
}

/** Opens an install's database, brings it up to this program, and puts its API on top. */
export async function openInstall(options: OpenOptions): Promise<Running> {
	const { dataDir, practice, publicUrl, onCrash, now } = options;
	const database = await open(options.database);
	try {
		await migrate(database.writer);
		const secret = await installSecret(database);
		// PostgreSQL's disk is not ours to look at.
		const room = database.kind === 'sqlite' ? { room: roomCheck(dataDir) } : {};
		const ctx = makeContext({ database, secret, practice, ...room, ...(now ? { now } : {}) });
		const cookieName = practice ? '__Host-p' : '__Host-s';
		const app = createApp({ ctx, cookieName, origin: () => publicUrl().origin, onCrash, house: options.house });
		return {
			install: { dataDir, ctx, practice, cookieName, publicUrl },
			app,
			close: () => database.close()
		};
	} catch (error) {
		await database.close();
		throw error;
	}
}

/** Made once per install. It lies with the data, so that a copy of the one is a copy of the other. */
async function installSecret(database: Database): Promise<Uint8Array> {
	const kept = await recall(database.db, 'secret');
	if (kept) return Buffer.from(kept, 'base64url');
	const secret = randomBytes(32);
	await database.write((trx) => remember(trx, 'secret', secret.toString('base64url')));
	return secret;
}

/** What a practice install's clock is ahead of the real one, ms: below 0 while its past is being made, then 0 for good. */
export interface Clock {
	ahead: number;
}

/** Fills a fresh practice install, through its API and the same sealing as everywhere. */
export type Seed = (running: Running, clock: Clock) => Promise<void>;
export type Started = { ok: true } | { ok: false; reason: 'settled' | 'practising' };

/** What the operator's routes may do with the process: which install answers. */
export interface House {
	current: () => Running;
	startPractice: (seed: Seed) => Promise<Started>;
	/** Throws the practice data away and goes back to the real install. */
	endPractice: () => Promise<void>;
	close: () => Promise<void>;
}

export interface HouseOptions extends Omit<OpenOptions, 'practice' | 'house'> {
	/** Called after a swap: open streams of the install before are to be let go. */
	onSwap?: () => void;
	/** Keeps a file in the data folder that the operator can delete when the disk is full. */
	ballast?: boolean;
}

/** Opens the real install, and beside it the practice one if the last run was stopped in the middle of practising. */
export async function openHouse(options: HouseOptions): Promise<House> {
	prepareFolder(options.dataDir);
	const folder = join(options.dataDir, 'practice');
	const ready = join(folder, 'ready');
	let practice: Running | undefined;
	let turn: Promise<unknown> = Promise.resolve();
	const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
		const result = turn.then(work);
		turn = result.catch(() => undefined);
		return result;
	};
	const openPractice = (clock: Clock = { ahead: 0 }) => {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		const now = () => (options.now ?? Date.now)() + clock.ahead;
		const database = join(folder, 'rowan.sqlite');
		return openInstall({ ...options, dataDir: folder, database, practice: true, house, now });
	};
	const throwAway = () => rmSync(folder, { recursive: true, force: true });

	const startPractice = (seed: Seed) =>
		inTurn(async (): Promise<Started> => {
			if (practice) return { ok: false, reason: 'practising' };
			if (await isSettled(real.install.ctx)) return { ok: false, reason: 'settled' };
			throwAway();
			const clock = { ahead: 0 };
			const fresh = await openPractice(clock);
			try {
				await copyFirstRun(real.install.ctx, fresh.install.ctx);
				await seed(fresh, clock);
				clock.ahead = 0;
			} catch (error) {
				await fresh.close();
				throwAway();
				throw error;
			}
			writeFileSync(ready, ''); // half an example group is none: without this file the next start throws it away
			practice = withJobs(fresh);
			options.onSwap?.();
			return { ok: true };
		});
	const endPractice = () =>
		inTurn(async () => {
			const before = practice;
			practice = undefined;
			options.onSwap?.();
			await before?.close();
			throwAway();
		});
	const house: House = {
		current: () => practice ?? real,
		startPractice,
		endPractice,
		close: async () => {
			await practice?.close();
			await real.close();
		}
	};
	const real = withJobs(await openInstall({ ...options, practice: false, house }));
	if (options.ballast) keepBallast(options.dataDir);
	if (existsSync(ready)) practice = withJobs(await openPractice());
	else throwAway();
	return house;
}

/** From now on what is due is done: reminders, sessions that end by themselves. Not while a past is being made. */
function withJobs(running: Running): Running {
	const stopJobs = startJobs(running.install.ctx, workers);
	const close = async () => {
		await stopJobs();
		await running.close();
	};
	return { ...running, close };
}

/** The operator's link goes on working while she practises. */
async function copyFirstRun(from: Context, to: Context): Promise<void> {
	for (const key of ['first_run_hash', 'first_run_ends']) {
		const value = await recall(from.db, key);
		if (value) await to.write((trx) => remember(trx, key, value));
	}
}
