import ICAL from 'ical.js';
import { expect, it, vi } from 'vitest';
import type { Answer } from '#lib/platform/client/api.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder } from '../../../server/testing-groups.ts';
import { Network } from '../../../server/testing-network.ts';
import { due } from '../calendar.ts';
import * as calendar from './calendar.ts';

const HOUR = 3_600_000;

/** What an independent parser reads in a file. */
function read(ics: string) {
	const event = new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent');
	const value = (name: string) => String(event?.getFirstPropertyValue(name));
	return { uid: value('uid'), sequence: value('sequence'), title: value('summary'), status: value('status') };
}

eachDatabase('her calendar', (app) => {
	const startsAt = () => app().clock.now + 24 * HOUR;
	const session = (change: object = {}) => ({
		id: 'ssssssssssssssssssssss',
		startsAt: startsAt(),
		endsAt: startsAt() + HOUR,
		state: 'announced',
		...change
	});

	it('finds the same entry again with each file, on whichever device she makes it', async () => {
		const { woman } = await newFounder(app());
		const first = must(await calendar.file(woman, { session: session(), title: ' Choir ' }));
		const entry = read(first.ics);
		expect(entry).toMatchObject({ sequence: '0', title: 'Choir', status: 'CONFIRMED' });
		expect(entry.uid).toMatch(/^[\w-]{22}$/);
		const other = await woman.again();
		const kept = must(await calendar.kept(other)).entries.get(session().id);
		expect(kept).toEqual(first.entry);
		const moved = session({ startsAt: startsAt() + HOUR, endsAt: startsAt() + 2 * HOUR });
		expect(kept && due(kept, moved)).toBe('update');
		const second = must(await calendar.file(other, { session: moved, title: 'Choir' }));
		expect(read(second.ics)).toEqual({ ...entry, sequence: '1' });
		const off = { ...moved, state: 'cancelled' };
		expect(due(second.entry, off)).toBe('cancel');
		const third = must(await calendar.file(woman, { session: off, title: 'Choir' }));
		expect(read(third.ics)).toEqual({ ...entry, sequence: '2', status: 'CANCELLED' });
		expect(due(third.entry, off)).toBe('none');
		const another = must(
			await calendar.file(woman, { session: session({ id: 'tttttttttttttttttttttt' }), title: 'Choir' })
		);
		expect(read(another.ics).uid).not.toBe(entry.uid);
	});

	it('leaves the server neither a title nor which session it was', async () => {
		const { woman } = await newFounder(app());
		must(await calendar.file(woman, { session: session(), title: 'Canary choir' }));
		const rows = await app().ctx.db.selectFrom('draft').selectAll().execute();
		expect(rows.map((row) => row.key)).toContain('calendar');
		expect(JSON.stringify(rows)).not.toMatch(/Canary|ssssssss/);
	});

	it('makes no first file out of what could not be looked up, and loses neither title nor entry', async () => {
		const { woman } = await newFounder(app());
		const first = must(await calendar.file(woman, { session: session(), title: 'Choir' }));
		// Another device: nothing of hers is in its memory yet.
		vi.resetModules();
		const there = await import('./calendar.ts');
		const other = await woman.again();
		const network = new Network();
		const away = { ...other, api: network.through(other.api) };
		network.state = 'gone';
		expect(await there.kept(away)).toEqual({ ok: false, reason: 'unknown' });
		expect(await there.file(away, { session: session(), title: '' })).toEqual({ ok: false, reason: 'unknown' });
		network.state = 'there';
		expect(must(await there.kept(away)).entries.get(session().id)).toEqual(first.entry);
	});

	it('hands no file over when the server only says that it went wrong', async () => {
		const { woman } = await newFounder(app());
		must(await calendar.file(woman, { session: session(), title: 'Choir' }));
		const other = await woman.again();
		const broken: Answer<never> = { ok: false, status: 500, reason: 'went-wrong', more: {} };
		const failing = { ...other, api: { ...other.api, get: async () => broken } };
		expect(await calendar.file(failing, { session: session(), title: 'Choir' })).toMatchObject({ reason: 'unknown' });
	});

	it('hands no file over that the next one could not find again', async () => {
		const { woman } = await newFounder(app());
		const away: Answer<never> = { ok: false, status: 0, reason: 'no-network', more: {} };
		const offline = { ...woman, api: { ...woman.api, put: async () => away } };
		expect(await calendar.file(offline, { session: session(), title: 'Choir' })).toMatchObject({
			ok: false,
			reason: 'no-network'
		});
	});
});
