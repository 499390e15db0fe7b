import { beforeAll, expect, it } from 'vitest';
import { putRecord } from '#lib/groups/client/records.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must } from '../../../server/testing-groups.ts';
import { makeStage, type Someone, type Stage } from '../../../server/testing-sessions.ts';
import { DEBRIEF, debriefId } from '../debrief.ts';
import * as debriefs from './debriefs.ts';

eachDatabase('the debrief', (app) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await makeStage(app());
	});
	const read = async (one: Someone, session: string) => must(await debriefs.read(one.woman, one.view, session)).voices;
	/** As a client would that does not keep to the rule: straight at the record of another. */
	const writeOver = async (
		one: Someone,
		session: string,
		of: Someone,
		base: { version: number; hash: string } | null
	) =>
		putRecord(one.woman, one.view, {
			circle: 'facilitators',
			type: DEBRIEF,
			id: await debriefId(session, of.handle),
			base,
			body: { v: 1, session, how: 'Not her words', next: '' }
		});

	it('is changed by the facilitator who wrote it and by no other', async () => {
		const { maren, ifeoma, announced } = stage;
		const session = await announced();
		const form = { how: 'Warm and slow.', next: '' };
		const kept = must(await debriefs.save(maren.woman, maren.view, { session, form, base: null })).voice;
		expect((await read(ifeoma, session))[maren.handle]?.body.how).toBe('Warm and slow.');
		expect(await writeOver(ifeoma, session, maren, kept)).toMatchObject({ ok: false, reason: 'not-here' });
		expect((await read(maren, session))[maren.handle]?.body.how).toBe('Warm and slow.');
		const changed = { session, form: { how: 'Slow.', next: '' }, base: kept };
		expect((await debriefs.save(maren.woman, maren.view, changed)).ok).toBe(true);
	});

	it('has no place that another could take first', async () => {
		const { maren, ifeoma, wren, announced } = stage;
		const session = await announced();
		for (const one of [ifeoma, wren]) {
			expect(await writeOver(one, session, maren, null)).toMatchObject({ ok: false, reason: 'not-here' });
		}
		const form = { how: 'First here.', next: '' };
		expect((await debriefs.save(maren.woman, maren.view, { session, form, base: null })).ok).toBe(true);
	});

	it('finds its own words when the answer to the first try was lost', async () => {
		const { maren, planned } = stage;
		const { id: session } = await planned();
		const form = { how: 'Long evening.', next: '' };
		const first = must(await debriefs.save(maren.woman, maren.view, { session, form, base: null })).voice;
		expect(await debriefs.save(maren.woman, maren.view, { session, form, base: null })).toEqual({
			ok: true,
			voice: first
		});
	});
});
