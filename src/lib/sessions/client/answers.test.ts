import { beforeAll, expect, it } from 'vitest';
import * as groups from '#lib/groups/client/groups.ts';
import * as members from '#lib/groups/client/members.ts';
import { getRecords } from '#lib/groups/client/records.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder } from '../../../server/testing-groups.ts';
import { HOUR, makeStage, type Someone, type Stage } from '../../../server/testing-sessions.ts';
import * as answers from './answers.ts';

eachDatabase('“coming?”', (app) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await makeStage(app());
	});

	it('is answered at any time, and nobody but herself and the facilitators is told', async () => {
		const { maren, wren, noor, announced, read } = stage;
		const id = await announced();
		const say = async (one: Someone, coming: 'yes' | 'perhaps' | 'no') => {
			const base = (await read(one, id)).coming;
			return must(await answers.give(one.woman, one.view, { session: id, coming, base }));
		};
		await say(wren, 'yes');
		await say(noor, 'perhaps');
		expect((await read(maren, id)).answers).toEqual({ [wren.handle]: 'yes', [noor.handle]: 'perhaps' });
		expect(await read(noor, id)).toMatchObject({ answers: { [noor.handle]: 'perhaps' }, mayOpen: false });
		expect(await read(wren, id)).toMatchObject({ coming: { body: 'yes' }, mayOpen: true });
		await say(wren, 'no');
		expect((await read(maren, id)).answers[wren.handle]).toBe('no');
		expect(await app().ctx.db.selectFrom('may_open').selectAll().where('session_id', '=', id).execute()).toEqual([]);
		const hidden = must(await getRecords(noor.woman, noor.view, { types: ['answer'] }));
		expect(hidden.records.every((r) => r.circle === `member:${noor.handle}`)).toBe(true);
		const listed = await noor.woman.api.get(`/groups/${noor.view.group}/sessions`);
		expect(JSON.stringify(listed)).not.toContain(wren.handle);
		const events = await app().ctx.db.selectFrom('event').select('verb').execute();
		expect(events.filter((e) => e.verb.startsWith('answer'))).toEqual([]);
	});

	it('takes the later of two answers from her two devices', async () => {
		const { maren, wren, announced, read } = stage;
		const id = await announced();
		const other = await wren.woman.again();
		const there = must(await groups.open(other, wren.view.group)).view;
		must(await answers.give(wren.woman, wren.view, { session: id, coming: 'yes', base: null }));
		must(await answers.give(other, there, { session: id, coming: 'no', base: null }));
		expect((await read(maren, id)).answers).toEqual({ [wren.handle]: 'no' });
	});

	it('is not answered before it is announced, once it is over, on a break, or from outside', async () => {
		const { wren, planned, announced } = stage;
		const { id } = await planned();
		const yes = { session: id, coming: 'yes' as const, base: null };
		expect(await answers.give(wren.woman, wren.view, yes)).toMatchObject({ ok: false, reason: 'not-here' });
		const past = await announced({ startsAt: app().clock.now + HOUR, endsAt: app().clock.now + 2 * HOUR });
		const before = app().clock.now;
		app().clock.now += 20 * 60_000;
		const away = must(await members.pause(wren.woman, wren.view, true)).view;
		expect(await answers.give(wren.woman, away, { ...yes, session: past })).toMatchObject({
			ok: false,
			reason: 'on-a-break'
		});
		wren.view = must(await members.pause(wren.woman, away, false)).view;
		await app()
			.database.writer.updateTable('session')
			.set({ ends_at: app().clock.now, starts_at: before })
			.where('id', '=', past)
			.execute();
		expect(await answers.give(wren.woman, wren.view, { ...yes, session: past })).toMatchObject({
			ok: false,
			reason: 'over'
		});
		const other = await newFounder(app());
		expect(await answers.give(other.woman, other.view, { ...yes, session: past })).toMatchObject({
			ok: false,
			reason: 'not-here'
		});
		app().clock.now = before;
	});
});
