import { beforeAll, expect, it, vi } from 'vitest';
import * as groups from '#lib/groups/client/groups.ts';
import * as members from '#lib/groups/client/members.ts';
import { fetchRows, memberCircle, putRecord } from '#lib/groups/client/records.ts';
import type { Api } from '#lib/platform/client/api.ts';
import { Outbox } from '#lib/platform/client/outbox.ts';
import { addDays } from '#lib/platform/day.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newMember } from '../../../server/testing-groups.ts';
import { Network } from '../../../server/testing-network.ts';
import { DAY, makeStage, type Someone, type Stage } from '../../../server/testing-sessions.ts';
import { ACTIVITY_NOTE, ACTIVITY_WORD, noteId, type Readers } from '../activity-note.ts';
import * as notes from './notes.ts';

eachDatabase('notes to the group', (app) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await makeStage(app());
	});
	const save = (one: Someone, text: string, more: { base?: notes.Noted | null; to?: Readers } = {}) =>
		notes.save(one.woman, one.view, { activity: 'knot', text, base: null, ...more });
	const read = async (one: Someone) => must(await notes.read(one.woman, one.view, 'knot')).notes;
	/** As a client would that does not keep to the rule: straight at a place of its choice. */
	const writeAt = (one: Someone, id: string, day: string) =>
		putRecord(one.woman, one.view, {
			circle: 'group',
			type: ACTIVITY_NOTE,
			id,
			base: null,
			body: { v: 1, activity: 'knot', day, text: 'Not her words' }
		});

	it('are read by everybody in the group and changed by the woman who wrote them', async () => {
		const { wren, noor, maren } = stage;
		const kept = must(await save(wren, 'We laughed a lot.')).note;
		for (const one of [noor, maren]) {
			expect((await read(one)).map(({ author, body }) => [author, body.text])).toEqual([
				[wren.handle, 'We laughed a lot.']
			]);
		}
		must(await save(wren, 'We laughed.', { base: kept }));
		expect((await read(noor))[0]?.body.text).toBe('We laughed.');
		expect(await save(wren, 'Another one')).toMatchObject({
			reason: 'edited',
			theirs: { body: { text: 'We laughed.' } }
		});
	});

	it('are read by her and those who facilitate alone, if she wants that, and lie beside what she wrote to the group', async () => {
		const { wren, noor, maren, ifeoma } = stage;
		const kept = must(await save(wren, 'I was afraid in the middle.', { to: 'facilitators' })).note;
		const hers = (all: notes.Noted[]) => all.filter(({ author }) => author === wren.handle).map(({ to }) => to);
		for (const one of [wren, maren, ifeoma]) expect(hers(await read(one)).sort()).toEqual(['facilitators', 'group']);
		expect(must(await save(wren, 'I was afraid.', { to: 'facilitators', base: kept })).note.version).toBe(2);
		// Another member is not told that there is one; and what she might be handed opens for her in no place.
		expect(hers(await read(noor))).toEqual(['group']);
		const at = `/groups/${noor.view.group}/records`;
		for (const more of [
			'',
			`&circle=${memberCircle(wren.handle)}`,
			`&ids=${await noteId('knot', wren.view.today, wren.handle)}`
		]) {
			const got = await noor.woman.api.get<object>(`${at}?types=${ACTIVITY_WORD}${more}`);
			expect(got.ok && got.data, more).toEqual({ records: [] });
		}
		const { records } = must(await fetchRows(maren.woman, maren.view.group, { types: [ACTIVITY_WORD] })).data;
		expect(records).toHaveLength(1);
		for (const row of [
			...records,
			...records.map((one) => ({ ...one, circle: 'group' as const, type: ACTIVITY_NOTE }))
		])
			expect((await noor.woman.vault.open(noor.view.group, [row]))[0]).toMatchObject({ ok: false });
	});

	it('are read neither by a woman made a facilitator since, nor by one who has stopped', async () => {
		const { maren } = stage;
		const reads = async (one: Someone, text: string) => (await read(one)).some(({ body }) => body.text === text);
		const now = async (one: Someone) => void (one.view = must(await groups.open(one.woman, one.view.group)).view);
		const wrote = await newMember(app(), maren.woman, maren.view, { name: 'Anwen' });
		const asked = await newMember(app(), maren.woman, maren.view, { name: 'Hana' });
		for (const one of [maren, wrote, asked]) await now(one);
		const before = must(await save(wrote, 'To the two of you.', { to: 'facilitators' })).note;
		const role = { handle: asked.handle, role: 'facilitator', on: true } as const;
		const { consent } = must(await members.consent(asked.woman, asked.view, { kind: 'role', body: role }));
		must(await members.setRole(maren.woman, maren.view, { ...role, consents: [consent] }));
		for (const one of [maren, wrote, asked]) await now(one);
		expect(asked.view.me.facilitator).toBe(true);
		expect([await reads(asked, 'To the two of you.'), await reads(maren, 'To the two of you.')]).toEqual([false, true]);
		must(await save(wrote, 'To the three of you.', { to: 'facilitators', base: before }));
		expect([await reads(asked, 'To the three of you.'), await reads(maren, 'To the three of you.')]).toEqual([
			true,
			true
		]);

		must(await members.stepDown(asked.woman, asked.view));
		for (const one of [maren, wrote, asked]) await now(one);
		const [kept] = (await read(wrote)).filter(({ to }) => to === 'facilitators');
		must(await save(wrote, 'To the two again.', { to: 'facilitators', base: kept ?? null }));
		for (const text of ['To the three of you.', 'To the two again.'])
			expect([await reads(asked, text), await reads(wrote, text)], text).toEqual([false, text.endsWith('again.')]);
		expect(await reads(maren, 'To the two again.')).toBe(true);
	});

	it('have no place in another woman’s circle, for a facilitator neither', async () => {
		const { wren, noor, maren } = stage;
		const into = (one: Someone, of: Someone, id: string) =>
			putRecord(one.woman, one.view, {
				...{ circle: memberCircle(of.handle), type: ACTIVITY_WORD, id, base: null },
				body: { v: 1, activity: 'knot', day: one.view.today, text: 'Not her words' }
			});
		const idOf = ({ handle, view }: Someone) => noteId('knot', view.today, handle);
		for (const id of [await idOf(noor), await idOf(maren)]) expect((await into(maren, noor, id)).ok, id).toBe(false);
		expect((await into(noor, wren, await idOf(noor))).ok).toBe(false);
		expect((await into(noor, noor, await idOf(wren))).ok).toBe(false);
		expect((await into(noor, noor, await idOf(noor))).ok).toBe(true);
	});

	it('wait sealed while there is no network, and leave by themselves, also when the group has a new key by then', async () => {
		const { noor, wren, maren } = stage;
		const [outbox, network] = [new Outbox(), new Network()];
		const path = (of: Outbox) => of.pending('note')?.path;
		outbox.use(network.through(noor.woman.api));
		network.state = 'gone';
		const put: Api['put'] = (to, body) => outbox.send({ method: 'PUT', path: to, body, lane: 'note' });
		const saved = notes.save(noor.woman, noor.view, { activity: 'knot', text: 'From the bus.', base: null, put });
		await vi.waitFor(() => expect(path(outbox)).toContain('/records/activity-note/'));
		expect(JSON.stringify(outbox.pending('note'))).not.toContain('bus');
		await newMember(app(), maren.woman, maren.view, { name: 'Rue' });
		maren.view = must(await groups.open(maren.woman, maren.view.group)).view;
		expect((await read(wren)).map(({ author }) => author)).not.toContain(noor.handle);
		network.state = 'there';
		await vi.waitFor(() => {
			outbox.flush();
			expect(outbox.waiting).toBe(0);
		});
		must(await saved);
		expect((await read(wren)).find(({ author }) => author === noor.handle)?.body.text).toBe('From the bus.');
	});

	it('have no place that another could take, and none of another day', async () => {
		const { wren, noor, ifeoma } = stage;
		const { today } = ifeoma.view;
		const places: [Someone, string, string][] = [
			[wren, await noteId('knot', today, ifeoma.handle), today],
			[ifeoma, await noteId('knot', today, noor.handle), today],
			[wren, 'aaaaaaaaaaaaaaaaaaaaaa', today],
			[wren, await noteId('knot', addDays(today, -7), wren.handle), addDays(today, -7)]
		];
		for (const place of places) expect(await writeAt(...place)).toMatchObject({ ok: false, reason: 'not-here' });
	});

	it('are not shown under a name when they lie in another place than that woman’s', async () => {
		const { noor, wren } = stage;
		const before = await read(wren);
		// Her own place of tomorrow, with the words said to be of today.
		const { today } = noor.view;
		must(await writeAt(noor, await noteId('knot', addDays(today, 1), noor.handle), today));
		expect(await read(wren)).toEqual(before);
	});

	it('are not for a woman who came later, nor for one who left', async () => {
		const { maren, wren } = stage;
		const later = await newMember(app(), maren.woman, maren.view, { name: 'Dilys' });
		for (const one of [maren, wren]) one.view = must(await groups.open(one.woman, one.view.group)).view;
		expect(await read(later)).toEqual([]);
		expect((await read(wren)).length).toBeGreaterThan(0);
		must(await save(later, 'Hello from me.'));
		must(await members.leave(later.woman, later.view, { erase: false }));
		expect(await notes.read(later.woman, later.view, 'knot')).toMatchObject({ ok: false, reason: 'not-here' });
	});

	it('are gone once she has left and erased everything, those of earlier days too', async () => {
		const { maren } = stage;
		const gone = await newMember(app(), maren.woman, maren.view, { name: 'Jo' });
		must(await save(gone, 'First evening.'));
		app().clock.now += 3 * DAY;
		gone.woman = await gone.woman.again();
		gone.view = must(await groups.open(gone.woman, gone.view.group)).view;
		must(await save(gone, 'Second evening.'));
		must(await save(gone, 'Too loud for me.', { to: 'facilitators' }));
		const types = [ACTIVITY_NOTE, ACTIVITY_WORD];
		const rows = async () => app().ctx.db.selectFrom('record').select('id').where('type', 'in', types).execute();
		const before = (await rows()).length;
		must(await members.leave(gone.woman, gone.view, { erase: true }));
		expect((await rows()).length).toBe(before - 3);
		expect((await rows()).length).toBeGreaterThan(0);
	});
});
