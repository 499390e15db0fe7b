import { beforeEach, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import * as jobs from './jobs.ts';

eachDatabase('jobs', (app) => {
	beforeEach(async () => {
		await app().database.writer.deleteFrom('job').execute();
	});

	const plan = (runAt: number, dedupe?: string) =>
		app().ctx.write((trx) =>
			jobs.plan(trx, { kind: 'note', payload: { id: 'x' }, runAt, ...(dedupe ? { dedupe } : {}) })
		);

	it('runs what is due, once, and leaves the rest', async () => {
		const { ctx, clock } = app();
		await plan(clock.now - 1);
		await plan(clock.now + 60_000);
		const seen: string[] = [];
		const workers = { note: async (_: unknown, __: unknown, p: Record<string, string>) => void seen.push(p.id ?? '') };
		expect(await jobs.runDue(ctx, workers)).toBe(1);
		expect(await jobs.runDue(ctx, workers)).toBe(0);
		expect(seen).toEqual(['x']);
	});

	it('is claimed by one of several runners', async () => {
		const { ctx, clock } = app();
		for (let i = 0; i < 6; i += 1) await plan(clock.now - i);
		let ran = 0;
		const workers = { note: async () => void (ran += 1) };
		const done = await Promise.all([1, 2, 3].map(() => jobs.runDue(ctx, workers)));
		expect(done.reduce((a, b) => a + b)).toBe(6);
		expect(ran).toBe(6);
	});

	it('replaces a job with the same key, and can forget it', async () => {
		const { ctx, clock } = app();
		await plan(clock.now - 5, 'same');
		await plan(clock.now + 5_000, 'same');
		expect(await ctx.db.selectFrom('job').select('run_at').execute()).toEqual([{ run_at: clock.now + 5_000 }]);
		await ctx.write((trx) => jobs.forget(trx, 'same'));
		expect(await ctx.db.selectFrom('job').select('id').execute()).toEqual([]);
	});

	it('tries again later when the work failed, and undoes its half', async () => {
		const { ctx, clock } = app();
		await plan(clock.now - 1);
		let fail = true;
		const workers: Record<string, jobs.Worker> = {
			note: async (trx) => {
				await trx
					.insertInto('install')
					.values({ key: 'from-job', value: String(fail) })
					.execute();
				if (fail) throw new Error('not now');
			}
		};
		expect(await jobs.runDue(ctx, workers)).toBe(0);
		expect(await ctx.db.selectFrom('install').selectAll().where('key', '=', 'from-job').execute()).toEqual([]);
		fail = false;
		clock.now += 3_600_000;
		expect(await jobs.runDue(ctx, workers)).toBe(1);
		expect(await ctx.db.selectFrom('job').select('id').execute()).toEqual([]);
	});
});
