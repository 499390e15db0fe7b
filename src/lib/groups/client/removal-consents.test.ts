import { beforeEach, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember, WORDS, type Woman } from '../../../server/testing-groups.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import { REMOVAL } from '../signature-records.ts';
import * as groups from './groups.ts';
import * as invitations from './invitations.ts';
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

	it('is seen by one who facilitates since, who may ask once more', async () => {
		const [her, about, asked] = [of(maren), of(ifeoma), of(wren)];
		await askWren();
		const body = { handle: of(noor).handle, role: 'facilitator', on: true } as const;
		const { consent } = must(await members.consent(of(noor).woman, of(noor).view, { kind: 'role', body }));
		must(await members.setRole(her.woman, her.view, { ...body, consents: [consent] }));
		const { woman, view } = await now(noor);
		const [seen] = must(await removals.answers(woman, view, about.handle)).asked;
		expect(seen).toMatchObject({ of: asked.handle, said: 'nothing' });
		const again = { handle: about.handle, of: asked.handle, base: seen?.base ?? null };
		expect(await removals.ask(woman, view, again)).toMatchObject({ ok: true });
		expect(await asksOf(await now(asked))).toMatchObject([{ by: of(noor).handle, version: 2 }]);
		// Sealed again, and still not for the one concerned.
		const { records, unreadable } = must(
			await getRecords(about.woman, (await now(about)).view, { types: Object.values(REMOVAL) })
		);
		expect([...records, ...unreadable]).toEqual([]);
	});

	it('is as long as the answer of a woman who would rather not', async () => {
		const [her, about] = [of(maren), of(ifeoma)];
		for (const [one, agree] of [[of(wren), true] as const, [of(noor), false] as const]) {
			must(await removals.ask(her.woman, her.view, { handle: about.handle, of: one.handle }));
			const [ask] = await asksOf(one);
			if (!ask) throw new Error('not asked');
			must(await removals.answer(one.woman, one.view, { ask, agree }));
		}
		const rows = app().ctx.db.selectFrom('record').select('envelope').where('type', '=', REMOVAL.answer);
		const [yes, no] = await rows.where('group_id', '=', her.view.group).execute();
		expect(yes?.envelope.length).toBe(no?.envelope.length);
		const { records } = must(await getRecords(her.woman, her.view, { types: [REMOVAL.answer] }));
		expect(new Set(records.map(({ body }) => JSON.stringify(body).length)).size).toBe(1);
		expect(records).toHaveLength(2);
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

	it('is not asked for about a facilitator who is not suspended, nor shown to her for a version that does not fit', async () => {
		const [her, about, asked] = [of(maren), of(ifeoma), of(wren)];
		await askWren();
		// As if the role had come back by itself, with the question left behind.
		const role = app().database.writer.updateTable('membership_role').set({ suspended_day: null });
		await role.where('handle', '=', about.handle).execute();
		const back = await now({ ...about, woman: await about.woman.again() });
		expect(back.view.me.facilitator).toBe(true);
		const group = her.view.group;
		const at = { circle: memberCircle(asked.handle), type: REMOVAL.ask, id: about.handle } as const;
		const sealed = must(await back.woman.vault.seal(group, [{ ...at, version: 5, prev: '', body: {} }]));
		const { secret, invitation } = await invitations.draft();
		const invite = { day: back.view.today, role: 'member', expires: back.view.today, preview: {} } as const;
		const made = must(await back.woman.vault.invite(group, { ...invite, fragment: secret.fragment }));
		const { change, offer } = made;
		const records = [...change.records, ...sealed.records];
		const sent = { ...change, records, offers: [{ invitation, offer }] };
		const answer = await back.woman.api.post(`/groups/${group}/changes`, sent);
		expect(answer).toMatchObject({ ok: false, status: 422, reason: 'record-not-hers', more: {} });
		expect(JSON.stringify(answer)).not.toContain('envelope');
		const other = { handle: about.handle, of: of(noor).handle };
		expect(await removals.ask(her.woman, her.view, other)).toMatchObject({ ok: false, reason: 'not-here' });
	});

	it('leaves nothing of who was asked and what she said: removed, or no facilitator any more', async () => {
		const [her, about, asked] = [of(maren), of(ifeoma), of(wren)];
		const { group } = her.view;
		const left = () => {
			const rows = app().ctx.db.selectFrom('record').select('type').where('type', 'in', Object.values(REMOVAL));
			return rows.where('group_id', '=', group).execute();
		};
		await askWren();
		const [ask] = await asksOf(asked);
		if (!ask) throw new Error('not asked');
		await removals.answer(asked.woman, asked.view, { ask, agree: true });
		expect(await left()).toHaveLength(2);
		const body = { handle: about.handle, role: 'facilitator', on: false } as const;
		const given = must(await members.consent(asked.woman, asked.view, { kind: 'role', body }));
		must(await members.setRole(her.woman, her.view, { ...body, consents: [given.consent] }));
		expect(await left()).toEqual([]);

		const next = must(await groups.open(her.woman, group)).view;
		const third = await newMember(app(), her.woman, next, { name: 'Third', role: 'facilitator' });
		must(await members.cut(her.woman, group, third.handle));
		const view = must(await groups.open(her.woman, group)).view;
		const again = await now(asked);
		must((await removals.ask(her.woman, view, { handle: third.handle, of: again.handle })) as { ok: true });
		const [second] = await asksOf(again);
		if (!second) throw new Error('not asked');
		await removals.answer(again.woman, again.view, { ask: second, agree: true });
		const [said] = must(await removals.answers(her.woman, view, third.handle)).asked;
		expect(await left()).toHaveLength(2);
		const consents = said?.consent ? [said.consent] : [];
		must(await members.remove(her.woman, view, { handle: third.handle, consents }));
		expect(await left()).toEqual([]);
	});

	it.each([true, false])('wants her words once more, whatever she says (agree: %s)', async (agree) => {
		const [{ woman, view }, about] = [of(wren), of(ifeoma)];
		await askWren();
		const [ask] = await asksOf(of(wren));
		if (!ask) throw new Error('not asked');
		app().clock.now += 16 * 60_000;
		expect(await removals.answer(woman, view, { ask, agree })).toMatchObject({ ok: false, reason: 'prove' });
		expect(await answers()).toEqual([{ of: of(wren).handle, said: 'nothing' }]);
		must(await accounts.proveAgain(woman, { name: woman.name, kind: 'passphrase', secret: WORDS }));
		expect(await removals.answer(woman, view, { ask, agree })).toMatchObject({ ok: true });
		expect(await answers()).toEqual([{ of: of(wren).handle, said: agree ? 'agree' : 'rather-not' }]);
		expect(about.view.me.facilitator).toBe(false);
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
