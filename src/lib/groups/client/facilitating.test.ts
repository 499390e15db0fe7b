import { beforeEach, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember, WORDS, type Woman } from '../../../server/testing-groups.ts';
import { newId } from '#lib/crypto/encoding.ts';
import { sha256 } from '#lib/platform/server/context.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import { FACILITATE } from '../signature-records.ts';
import * as facilitating from './facilitating.ts';
import * as groups from './groups.ts';
import * as invitations from './invitations.ts';
import * as members from './members.ts';
import { getRecords, putRecord } from './records.ts';
import { memberCircle, personOf, type GroupView } from './view.ts';

interface Someone {
	woman: Woman;
	view: GroupView;
	handle: string;
}
const TYPES = Object.values(FACILITATE);

eachDatabase('a member who is asked to facilitate', (app) => {
	let maren: Someone;
	let ifeoma: Someone;
	let wren: Someone;
	let noor: Someone;
	const now = async (one: Someone): Promise<Someone> => ({
		...one,
		view: must(await groups.open(one.woman, one.view.group)).view
	});

	beforeEach(async () => {
		const { woman, view } = await newFounder(app());
		ifeoma = await newMember(app(), woman, view, { name: 'Ifeoma', role: 'facilitator' });
		wren = await newMember(app(), woman, view, { name: 'Wren' });
		noor = await newMember(app(), woman, view, { name: 'Noor' });
		maren = await now({ woman, view, handle: view.me.handle });
		[ifeoma, wren, noor] = [await now(ifeoma), await now(wren), await now(noor)];
	});

	const ask = async () => must(await facilitating.ask(maren.woman, maren.view, wren.handle));
	const asked = async (one: Someone) => must(await facilitating.list(one.woman, one.view)).asked;
	const said = async (one: Someone) => (await asked(one)).map(({ of, said }) => [of, said]);
	const say = async (yes: boolean) => {
		const [question] = await asked(wren);
		if (!question) throw new Error('not asked');
		return facilitating.answer(wren.woman, wren.view, { asked: question, yes });
	};
	const appoint = () => facilitating.appoint(maren.woman, maren.view, wren.handle);
	const rows = () => {
		const all = app().ctx.db.selectFrom('record').select('type').where('type', 'in', TYPES);
		return all.where('group_id', '=', maren.view.group).execute();
	};
	/** Something that only facilitators read, and whether she reads it. */
	const note = { circle: 'facilitators', type: 'waiting-talk', id: newId() } as const;
	const readsNote = async (one: Someone) => {
		const wanted = { types: [note.type], ids: [note.id] };
		return must(await getRecords(one.woman, (await now(one)).view, wanted)).records.length > 0;
	};

	it('reads what facilitators read after she has said yes and one of them has acted on it, and not before', async () => {
		must(await putRecord(maren.woman, maren.view, { ...note, base: null, body: { note: 'The side door.' } }));
		const other = (await now(noor)).view;
		await ask();
		expect(await said(wren)).toEqual([[wren.handle, 'nothing']]);
		expect(await readsNote(wren)).toBe(false);
		must(await say(true));
		expect(await said(wren)).toEqual([[wren.handle, 'yes']]);
		expect(await said(ifeoma)).toEqual([[wren.handle, 'yes']]);
		expect(personOf((await now(wren)).view, wren.handle)?.facilitator).toBe(false);
		expect(await readsNote(wren)).toBe(false);
		expect(await wren.woman.api.get(`/groups/${other.group}/waiting`)).toMatchObject({ ok: false, status: 404 });

		const { view } = must(await appoint());
		expect(personOf(view, wren.handle)?.facilitator).toBe(true);
		expect(await readsNote(wren)).toBe(true);
		expect((await now(wren)).view.me).toMatchObject({ facilitator: true, handle: wren.handle });
		expect(await wren.woman.api.get(`/groups/${other.group}/waiting`)).toMatchObject({ ok: true });
		expect(await readsNote(noor)).toBe(false);
		// Nothing is left of the question, and she does what facilitators do.
		expect(await rows()).toEqual([]);
		wren = await now(wren);
		must(await invitations.start(wren.woman, wren.view, { role: 'member' }));
	});

	it('is made none without her yes: not yet said, no, changed again, or taken back by whoever asked', async () => {
		await ask();
		expect(await appoint()).toEqual({ ok: false, reason: 'gone' });
		must(await say(false));
		expect(await said(maren)).toEqual([[wren.handle, 'no']]);
		expect(await appoint()).toEqual({ ok: false, reason: 'gone' });
		must(await say(true));
		must(await say(false));
		expect(await appoint()).toEqual({ ok: false, reason: 'gone' });
		must(await say(true));
		must(await facilitating.unask(ifeoma.woman, ifeoma.view, wren.handle));
		expect(await rows()).toEqual([]);
		expect(await appoint()).toEqual({ ok: false, reason: 'gone' });
		const forged = { handle: wren.handle, role: 'facilitator', on: true } as const;
		expect(await members.setRole(maren.woman, maren.view, forged)).toMatchObject({ ok: false, reason: 'consent' });
		const own = must(await members.consent(maren.woman, maren.view, { kind: 'role', body: forged }));
		const answer = await members.setRole(maren.woman, maren.view, { ...forged, consents: [own.consent] });
		expect(answer).toMatchObject({ ok: false, reason: 'consent' });
	});

	it('answers one question and no other: a late yes to one that was taken back is not taken', async () => {
		await ask();
		const [first] = await asked(wren);
		if (!first) throw new Error('not asked');
		must(await facilitating.unask(maren.woman, maren.view, wren.handle));
		const late = () => facilitating.answer(wren.woman, wren.view, { asked: first, yes: true });
		expect(await late()).toMatchObject({ ok: false, reason: 'not-here' });
		await ask();
		expect(await late()).toMatchObject({ ok: false, reason: 'not-here' });
		expect(await said(maren)).toEqual([[wren.handle, 'nothing']]);
		expect(await said(wren)).toEqual([[wren.handle, 'nothing']]);
		must(await say(true));
		expect(await said(maren)).toEqual([[wren.handle, 'yes']]);
	});

	it('is asked once, also when two facilitators think of it, and both may act on her yes', async () => {
		await ask();
		must(await facilitating.ask(ifeoma.woman, ifeoma.view, wren.handle));
		expect((await asked(wren)).map(({ by }) => by)).toEqual([maren.handle]);
		must(await say(true));
		const both = [appoint(), facilitating.appoint(ifeoma.woman, ifeoma.view, wren.handle)];
		for (const done of await Promise.all(both)) if (!done.ok) expect(done.reason).toBe('gone');
		expect((await now(wren)).view.me.facilitator).toBe(true);
	});

	it('is seen and acted on by one who facilitates since, and taken back by her', async () => {
		await ask();
		must(await say(true));
		const body = { handle: noor.handle, role: 'facilitator', on: true } as const;
		const { consent } = must(await members.consent(noor.woman, noor.view, { kind: 'role', body }));
		must(await members.setRole(maren.woman, maren.view, { ...body, consents: [consent] }));
		noor = await now(noor);
		expect(await said(noor)).toEqual([[wren.handle, 'yes']]);
		// Nor does it hide from whom it was put to.
		expect(await said(await now(wren))).toEqual([[wren.handle, 'yes']]);
		must(await facilitating.unask(noor.woman, noor.view, wren.handle));
		expect(await rows()).toEqual([]);
		must(await facilitating.ask(noor.woman, noor.view, wren.handle));
		wren = await now(wren);
		must(await say(true));
		const { view } = must(await facilitating.appoint(noor.woman, noor.view, wren.handle));
		expect(personOf(view, wren.handle)?.facilitator).toBe(true);
	});

	it('is no question any more when who asked has stopped; another facilitator asks anew', async () => {
		await ask();
		must(await say(true));
		const [old] = await asked(wren);
		must(await members.stepDown(maren.woman, maren.view));
		[maren, ifeoma, wren] = [await now(maren), await now(ifeoma), await now(wren)];
		for (const one of [ifeoma, wren]) expect(await asked(one)).toEqual([]);
		const acted = await facilitating.appoint(ifeoma.woman, ifeoma.view, wren.handle);
		expect(acted).toEqual({ ok: false, reason: 'gone' });
		must(await facilitating.ask(ifeoma.woman, ifeoma.view, wren.handle));
		const [question] = await asked(wren);
		expect(question).toMatchObject({ by: ifeoma.handle, said: 'nothing' });
		expect(question?.question).not.toBe(old?.question);
		must(await say(true));
		must(await facilitating.appoint(ifeoma.woman, ifeoma.view, wren.handle));
	});

	it('is no question when she puts it to herself, though the server let her', async () => {
		const { group } = wren.view;
		const at = { circle: memberCircle(wren.handle), type: FACILITATE.ask, id: newId(), body: { v: 1 } };
		const sealed = must(await wren.woman.vault.seal(group, [{ ...at, version: 1, prev: '' }]));
		const rest = sealed.records.map((row) => ({ ...row, group_id: group, hash: sha256(row.envelope), live: 1 }));
		await app().database.writer.insertInto('record').values(rest).execute();
		expect(must(await getRecords(maren.woman, maren.view, { types: TYPES })).records).toHaveLength(1);
		for (const one of [maren, wren]) expect(await asked(one)).toEqual([]);
		expect(await appoint()).toEqual({ ok: false, reason: 'gone' });
		await ask();
		expect((await asked(wren)).map(({ by }) => by)).toEqual([maren.handle]);
	});

	it('is nothing to another member, nor to a facilitator who is suspended', async () => {
		must(await members.cut(maren.woman, maren.view.group, ifeoma.handle));
		[maren, ifeoma] = [await now(maren), await now(ifeoma)];
		await ask();
		must(await say(true));
		for (const one of [noor, ifeoma]) {
			const seen = must(await getRecords(one.woman, one.view, { types: TYPES }));
			expect([...seen.records, ...seen.unreadable]).toEqual([]);
			expect(await asked(one)).toEqual([]);
			const put = await facilitating.ask(one.woman, one.view, noor.handle);
			expect(put).toMatchObject({ ok: false });
			expect(await facilitating.unask(one.woman, one.view, wren.handle)).toMatchObject({ ok: false });
			expect(await facilitating.appoint(one.woman, one.view, wren.handle)).toMatchObject({ ok: false });
		}
		expect(await said(maren)).toEqual([[wren.handle, 'yes']]);
	});

	it('is not answered for, and a facilitator is not asked to be what she is', async () => {
		await ask();
		const [question] = await asked(maren);
		const at = { circle: memberCircle(wren.handle), type: FACILITATE.answer, id: question?.question ?? '' };
		const body = { v: 1, consent: null };
		for (const { woman, view } of [maren, noor])
			expect(await putRecord(woman, view, { ...at, base: null, body })).toMatchObject({ ok: false });
		expect(await said(maren)).toEqual([[wren.handle, 'nothing']]);
		const put = await facilitating.ask(maren.woman, maren.view, ifeoma.handle);
		expect(put).toMatchObject({ ok: false, reason: 'not-here' });
	});

	it.each([true, false])('says it with her words, whatever she says (yes: %s)', async (yes) => {
		await ask();
		app().clock.now += 16 * 60_000;
		expect(await say(yes)).toMatchObject({ ok: false, reason: 'prove' });
		expect(await said(wren)).toEqual([[wren.handle, 'nothing']]);
		must(await accounts.proveAgain(wren.woman, { name: wren.woman.name, kind: 'passphrase', secret: WORDS }));
		must(await say(yes));
		// So does whoever acts on it.
		if (!yes) return;
		expect(await appoint()).toMatchObject({ ok: false, reason: 'prove' });
		expect((await now(wren)).view.me.facilitator).toBe(false);
	});

	it('is as long whether she says yes or no, at first and changed', async () => {
		const sizes = async () => {
			const rows = app().ctx.db.selectFrom('record').select('envelope').where('type', '=', FACILITATE.answer);
			const [row] = await rows.where('group_id', '=', maren.view.group).execute();
			const [one] = await asked(maren);
			const got = must(await getRecords(wren.woman, wren.view, { types: [FACILITATE.answer] })).records;
			return { said: one?.said, envelope: row?.envelope.length, body: JSON.stringify(got[0]?.body).length };
		};
		const answers = [];
		for (const yes of [true, false]) {
			await ask();
			for (const says of [yes, !yes]) {
				must(await say(says));
				answers.push(await sizes());
			}
			must(await facilitating.unask(maren.woman, maren.view, wren.handle));
		}
		expect(answers.map(({ said }) => said)).toEqual(['yes', 'no', 'no', 'yes']);
		expect(new Set(answers.map(({ envelope }) => envelope)).size).toBe(1);
		expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
	});

	it('leaves no word of it in the log of events: asked, yes, no, taken back', async () => {
		const log = async () =>
			(await app().ctx.db.selectFrom('event').selectAll().where('group_id', '=', maren.view.group).execute()).length;
		const before = await log();
		await ask();
		must(await say(true));
		must(await say(false));
		must(await facilitating.unask(maren.woman, maren.view, wren.handle));
		expect(await log()).toBe(before);
		// That she has the part is for everybody to see.
		await ask();
		must(await say(true));
		must(await appoint());
		expect(await log()).toBeGreaterThan(before);
	});

	it('leaves nothing of it when she goes', async () => {
		await ask();
		must(await say(true));
		expect(await rows()).toHaveLength(2);
		must(await members.leave(wren.woman, wren.view, { erase: false }));
		expect(await rows()).toEqual([]);
		expect(await said(await now(maren))).toEqual([]);
	});

	it('stops again by herself and stays; the last one does not', async () => {
		must(await putRecord(maren.woman, maren.view, { ...note, base: null, body: { note: 'The side door.' } }));
		const before = maren.view;
		const { view } = must(await members.stepDown(ifeoma.woman, ifeoma.view));
		expect(view.me).toMatchObject({ facilitator: false, state: 'member' });
		maren = await now(maren);
		expect(personOf(maren.view, ifeoma.handle)).toMatchObject({ facilitator: false, state: 'member' });
		expect(await readsNote(ifeoma)).toBe(false);
		expect(await members.stepDown(maren.woman, maren.view)).toEqual({ ok: false, reason: 'last' });
		// Also when her page is from before.
		expect(await members.leave(maren.woman, before, { erase: false })).toEqual({ ok: false, reason: 'last' });
		expect(await members.stepDown(maren.woman, before)).toEqual({ ok: false, reason: 'last' });
		// And may be asked once more.
		must(await facilitating.ask(maren.woman, maren.view, ifeoma.handle));
		expect(await said(await now(ifeoma))).toEqual([[ifeoma.handle, 'nothing']]);
	});

	it.each(['stops', 'leaves'])(
		'does not end at the same moment for both who have it: one %s, the other waits',
		async (how) => {
			const end = ({ woman, view }: Someone) =>
				how === 'stops' ? members.stepDown(woman, view) : members.leave(woman, view, { erase: true });
			const done = await Promise.all([end(maren), end(ifeoma)]);
			expect(done.filter((one) => one.ok)).toHaveLength(1);
			expect(done.filter((one) => !one.ok)).toEqual([{ ok: false, reason: 'last' }]);
			expect((await now(noor)).view.members.filter((one) => one.facilitator)).toHaveLength(1);
		}
	);
});
