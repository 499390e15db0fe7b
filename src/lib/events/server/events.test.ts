import { expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import * as events from './events.ts';

eachDatabase('the event chain', (app) => {
	it('links every event to the one before, and notices a changed one', async () => {
		const { ctx, database } = app();
		for (const verb of ['group.found', 'venue.add', 'session.plan']) {
			await ctx.write((trx) => events.record(trx, ctx, { group: 'g', actor: 'h', verb, payload: { n: 1 } }));
		}
		expect(await events.firstBroken(ctx.db)).toBeUndefined();
		await database.writer.updateTable('event').set({ verb: 'venue.retire' }).where('seq', '=', 2).execute();
		expect(await events.firstBroken(ctx.db)).toBe(2);
		await database.writer.updateTable('event').set({ verb: 'venue.add' }).where('seq', '=', 2).execute();
		expect(await events.firstBroken(ctx.db)).toBeUndefined();
	});

	it('still verifies when a payload has been erased', async () => {
		const { ctx, database } = app();
		await database.writer.updateTable('event').set({ payload: null, salt: null }).where('seq', '=', 1).execute();
		expect(await events.firstBroken(ctx.db)).toBeUndefined();
	});

	it('is undone with the change it belongs to', async () => {
		const { ctx } = app();
		const before = await ctx.db.selectFrom('event').select('seq').execute();
		const failing = ctx.write(async (trx) => {
			await events.record(trx, ctx, { verb: 'venue.add' });
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		expect(await ctx.db.selectFrom('event').select('seq').execute()).toHaveLength(before.length);
	});
});
