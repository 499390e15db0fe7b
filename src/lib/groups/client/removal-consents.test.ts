import { beforeEach, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember, type Woman } from '../../../server/testing-groups.ts';
import { REMOVAL } from '../removal-consent.ts';
import * as groups from './groups.ts';
import * as members from './members.ts';
import * as removals from './removal-consents.ts';
import { getRecords, putRecord } from './records.ts';
import { memberCircle, type GroupView } from './view.ts';

interface Someone {
	woman: Woman;
	view: GroupView;
	handle: string;
}

eachDatabase('a second signature', (app) => {
	let [maren, ifeoma, wren, noor]: Someone[] = [];
	const now = async (one: Someone | undefined): Promise<Someone> => {
		if (!one) throw new Error('nobody');
		return { ...one, view: must(await groups.open(one.woman, one.view.group)).view };
	};

	beforeEach(async () => {
		const { woman, view } = await newFounder(app());
		ifeoma = await newMember(app(), woman, view, { name: 'Ifeoma', role: 'facilitator' });
		wren = await newMember(app(), woman, view, { name: 'Wren' });
		noor = await newMember(app(), woman, view, { name: 'Noor' });
		must(await members.cut(woman, view.group, ifeoma.handle));
		maren = await now({ woman, view, handle: view.me.handle });
		[ifeoma, wren, noor] = [await now(ifeoma), await now(wren), await now(noor)];
	});
	const of = (one: Someone | undefined) => {
		if (!one) throw new Error('nobody');
		return one;
	};
	const askWren = async () => {
		const [her, about, asked] = [of(maren), of(ifeoma), of(wren)];
		must((await removals.ask(her.woman, her.view, { handle: about.handle, of: asked.handle })) as { ok: true });
	};
	const asksOf = async (one: Someone) => must(await removals.asked(one.woman, one.view)).asks;
	const answers = async () =>
		must(await removals.answers(of(maren).woman, of(maren).view, of(ifeoma).handle)).asked.map(({ of, said }) => ({
			of,
			said
		}));

	it('is asked for and given in the group, and with it she is removed', async () => {
		const [her, about, asked] = [of(maren), of(ifeoma), of(wren)];
		await askWren();
		expect(await answers()).toEqual([{ of: asked.handle, said: 'nothing' }]);
		const [ask] = await asksOf(asked);
		if (!ask) throw new Error('not asked');
		expect(ask).toMatchObject({ handle: about.handle, by: her.handle });
		expect(await removals.answer(asked.woman, asked.view, { ask, agree: true })).toMatchObject({ ok: true });
		expect(await asksOf(asked)).toEqual([]);
		const [said] = must(await removals.answers(her.woman, her.view, about.handle)).asked;
		expect(said?.said).toBe('agree');
		const consents = said?.consent ? [said.consent] : [];
		const after = must(await members.remove(her.woman, her.view, { handle: about.handle, consents })).view;
		expect(after.members.find((m) => m.handle === about.handle)?.state).toBe('removed');
	});

	it('is not given by a woman who would rather not; asked once more, she may say something else', async () => {
		const [her, about, asked] = [of(maren), of(ifeoma), of(wren)];
		await askWren();
		const [first] = await asksOf(asked);
		if (!first) throw new Error('not asked');
		await removals.answer(asked.woman, asked.view, { ask: first, agree: false });
		expect(await answers()).toEqual([{ of: asked.handle, said: 'rather-not' }]);
		expect(await asksOf(asked)).toEqual([]);
		const [{ base } = { base: null }] = must(await removals.answers(her.woman, her.view, about.handle)).asked;
		await removals.ask(her.woman, her.view, { handle: about.handle, of: asked.handle, base });
		expect(await answers()).toEqual([{ of: asked.handle, said: 'nothing' }]);
		const [second] = await asksOf(asked);
		if (!second) throw new Error('not asked again');
		await removals.answer(asked.woman, asked.view, { ask: second, agree: true });
		expect(await answers()).toEqual([{ of: asked.handle, said: 'agree' }]);
	});

	it('reaches neither the facilitator concerned, also when she has her part back, nor another member', async () => {
		const [her, about, other] = [of(maren), of(ifeoma), of(noor)];
		await askWren();
		const types = Object.values(REMOVAL);
		for (const one of [about, other]) {
			const seen = must(await getRecords(one.woman, one.view, { types }));
			expect([...seen.records, ...seen.unreadable]).toEqual([]);
			expect(await asksOf(one)).toEqual([]);
			const forged = { type: REMOVAL.answer, id: about.handle, circle: memberCircle(of(wren).handle), base: null };
			const body = { v: 1, handle: about.handle, ask: 1, consent: null };
			expect(await putRecord(one.woman, one.view, { ...forged, body })).toMatchObject({ ok: false });
		}
		must(await members.restore(her.woman, her.view, about.handle));
		const back = await now(about);
		expect(back.view.me.facilitator).toBe(true);
		expect(must(await getRecords(back.woman, back.view, { types })).records).toEqual([]);
		expect(await asksOf(of(wren))).toEqual([]);
		const rows = app().ctx.db.selectFrom('record').select('id').where('type', 'in', types);
		expect(await rows.where('group_id', '=', her.view.group).execute()).toEqual([]);
	});

	it('is not put into her mouth by a facilitator', async () => {
		const [her, about, asked] = [of(maren), of(ifeoma), of(wren)];
		await askWren();
		const forged = { type: REMOVAL.answer, id: about.handle, circle: memberCircle(asked.handle), base: null };
		const body = { v: 1, handle: about.handle, ask: 1, consent: null };
		expect(await putRecord(her.woman, her.view, { ...forged, body })).toMatchObject({ ok: false, reason: 'not-here' });
		expect(await answers()).toEqual([{ of: asked.handle, said: 'nothing' }]);
	});
});
