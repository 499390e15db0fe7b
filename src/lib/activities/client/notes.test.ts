import { beforeAll, expect, it, vi } from 'vitest';
import * as groups from '#lib/groups/client/groups.ts';
import * as members from '#lib/groups/client/members.ts';
import { putRecord } from '#lib/groups/client/records.ts';
import type { Api } from '#lib/platform/client/api.ts';
import { Outbox } from '#lib/platform/client/outbox.ts';
import { addDays } from '#lib/platform/day.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newMember } from '../../../server/testing-groups.ts';
import { Network } from '../../../server/testing-network.ts';
import { DAY, makeStage, type Someone, type Stage } from '../../../server/testing-sessions.ts';
import { ACTIVITY_NOTE, noteId } from '../activity-note.ts';
import * as notes from './notes.ts';

eachDatabase('notes to the group', (app) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await makeStage(app());
	});
	const read = async (one: Someone) => must(await notes.read(one.woman, one.view, 'knot')).notes;
	const save = (one: Someone, text: string, base: notes.Noted | null = null) =>
		notes.save(one.woman, one.view, { activity: 'knot', text, base });
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
		must(await save(wren, 'We laughed.', kept));
		expect((await read(noor))[0]?.body.text).toBe('We laughed.');
		expect(await save(wren, 'Another one', null)).toMatchObject({
			reason: 'edited',
			theirs: { body: { text: 'We laughed.' } }
		});
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
		const rows = async () => app().ctx.db.selectFrom('record').select('id').where('type', '=', ACTIVITY_NOTE).execute();
		const before = (await rows()).length;
		must(await members.leave(gone.woman, gone.view, { erase: true }));
		expect((await rows()).length).toBe(before - 2);
		expect((await rows()).length).toBeGreaterThan(0);
	});
});
