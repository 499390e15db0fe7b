import type { Context } from './context.ts';
import { newId } from './context.ts';
import type { Trx } from './db.ts';

/**
 * Does one job in its own transaction. What it cannot do now it throws; the job comes round again.
 * If it answers a function, that is called once all of it is committed: to tell whoever looks that there is something new.
 */
export type Worker = (trx: Trx, ctx: Context, payload: Record<string, string>) => Promise<unknown>;

const LOCK_MS = 60_000;
const MOST_ATTEMPTS = 8;
const backOff = (attempts: number) => Math.min(2 ** attempts * 5_000, 3_600_000);

export interface Planned {
	kind: string;
	/** Ids only, never content. */
	payload: Record<string, string>;
	runAt: number;
	/** A second job with the same key replaces the first. */
	dedupe?: string;
}

/** Plans a job in the caller's transaction: it exists exactly when the change that wants it does. */
export async function plan(trx: Trx, { kind, payload, runAt, dedupe }: Planned): Promise<void> {
	if (dedupe) await trx.deleteFrom('job').where('dedupe', '=', dedupe).execute();
	await trx
		.insertInto('job')
		.values({ id: newId(), kind, payload: JSON.stringify(payload), run_at: runAt, dedupe: dedupe ?? null, attempts: 0 })
		.execute();
}

export async function forget(trx: Trx, dedupe: string): Promise<void> {
	await trx.deleteFrom('job').where('dedupe', '=', dedupe).execute();
}

/** Runs whatever is due, one by one. Answers how many were done. Safe to call from several processes. */
export async function runDue(ctx: Context, workers: Record<string, Worker>): Promise<number> {
	let done = 0;
	for (;;) {
		const job = await claim(ctx);
		if (!job) return done;
		const worker = workers[job.kind];
		try {
			if (!worker) throw new Error(`no worker for ${job.kind}`);
			const tell = await ctx.write(async (trx) => {
				const then = await worker(trx, ctx, JSON.parse(job.payload) as Record<string, string>);
				await trx.deleteFrom('job').where('id', '=', job.id).execute();
				return then;
			});
			if (typeof tell === 'function') (tell as () => void)();
			done += 1;
		} catch (error) {
			await putBack(ctx, job, error);
		}
	}
}

async function claim(ctx: Context) {
	const now = ctx.now();
	return ctx.write(async (trx) => {
		let due = trx
			.selectFrom('job')
			.selectAll()
			.where('run_at', '<=', now)
			.where('attempts', '<', MOST_ATTEMPTS)
			.where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now)]))
			.orderBy('run_at')
			.limit(1);
		if (ctx.kind === 'postgres') due = due.forUpdate().skipLocked();
		const job = await due.executeTakeFirst();
		if (!job) return undefined;
		const attempts = job.attempts + 1;
		await trx
			.updateTable('job')
			.set({ locked_until: now + LOCK_MS, attempts })
			.where('id', '=', job.id)
			.execute();
		return { ...job, attempts };
	});
}

async function putBack(ctx: Context, job: { id: string; attempts: number }, error: unknown): Promise<void> {
	const what = error instanceof Error ? error.name : 'unknown'; // a message could hold content
	const next = { locked_until: null, run_at: ctx.now() + backOff(job.attempts), last_error: what };
	await ctx.write((trx) =>
		trx
			.updateTable('job')
			.set(next)
			.where('id', '=', job.id)
			.execute()
			.then(() => undefined)
	);
}

/** Looks every `everyMs` for due jobs until stopped. */
export function startJobs(ctx: Context, workers: Record<string, Worker>, everyMs = 15_000): () => Promise<void> {
	let running: Promise<unknown> = Promise.resolve();
	const timer = setInterval(() => {
		running = running.then(() => runDue(ctx, workers)).catch(() => undefined);
	}, everyMs);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await running;
	};
}
