import { beforeAll, expect, it } from 'vitest';
import { newId } from '#lib/crypto/encoding.ts';
import { noAccess } from '#lib/groups/access.ts';
import * as agreements from '#lib/groups/client/agreements.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as invitations from '#lib/groups/client/invitations.ts';
import * as waiting from '#lib/groups/client/waiting.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import * as reminders from '#lib/notifications/client/reminders.ts';
import type { Client } from '#lib/platform/client/client.ts';
import * as debriefs from '#lib/sessions/client/debriefs.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import * as venues from '#lib/venues/client/venues.ts';
import { eachDatabase } from './testing.ts';
import { must, newAsker, newFounder } from './testing-groups.ts';
import { Network } from './testing-network.ts';
import { HOUR, makeStage, type Stage } from './testing-sessions.ts';

// See [Note: The second try] in groups/client/records.ts.

const outline = { name: 'The Thursday room', area: '', sideRoom: '', access: noAccess };
const card = { address: '12 Canary Street', door: '', reception: '', steps: [], place: null };
const nothing = { outline: null, card: null };

eachDatabase('when the answer to the first try is lost', (app) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await makeStage(app());
	});

	/** What the second try answers, when the first was carried and its answer was not. */
	async function twice<T extends { ok: boolean }>(one: Client, make: (client: Client) => Promise<T>) {
		const network = new Network();
		const away = { ...one, api: network.through(one.api) };
		network.state = 'loses-written';
		expect(await make(away)).toMatchObject({ ok: false, reason: 'no-network' });
		network.state = 'there';
		return must(await make(away));
	}
	const count = async (table: 'session' | 'venue' | 'reminder' | 'agreement' | 'invitation' | 'membership') =>
		(await app().ctx.db.selectFrom(table).selectAll().execute()).length;
	const records = async (type: string, version = 1) => {
		const query = app().ctx.db.selectFrom('record').selectAll().where('type', '=', type);
		return (await query.where('version', '=', version).execute()).length;
	};

	it('a session is planned once, and changed once', async () => {
		const { maren, input, read } = stage;
		const before = await count('session');
		const reasons = [{ check: 'light' as const, reason: 'We walk together' }];
		const first = input({ reasons });
		const { id } = await twice(maren.woman, (client) => sessions.plan(client, maren.view, first));
		expect(await count('session')).toBe(before + 1);
		const base = await read(maren, id);
		expect(base).toMatchObject({ revision: 1, overridden: { body: { reasons } } });
		const change = input({ id, base, notes: 'Bring the lamp', reasons });
		const second = await twice(maren.woman, (client) => sessions.plan(client, maren.view, change));
		expect(second.revision).toBe(2);
		expect(await read(maren, id)).toMatchObject({ revision: 2, notes: { body: { text: 'Bring the lamp' } } });
	});

	it('a session of which she has changed the words meanwhile shows both, and is still one', async () => {
		const { maren, input } = stage;
		const before = await count('session');
		const first = input();
		must(await sessions.plan(maren.woman, maren.view, first));
		const again = await sessions.plan(maren.woman, maren.view, { ...first, notes: 'Other words' });
		expect(again).toMatchObject({ ok: false, reason: 'edited', theirs: { id: first.id, revision: 1 } });
		expect(await count('session')).toBe(before + 1);
	});

	it('a session that the other facilitator has announced since is saved all the same', async () => {
		const { maren, ifeoma, input } = stage;
		const first = input();
		const { id, revision } = must(await sessions.plan(maren.woman, maren.view, first));
		must(await sessions.announce(ifeoma.woman, ifeoma.view, { id, revision }));
		expect(await sessions.plan(maren.woman, maren.view, first)).toEqual({ ok: true, id, revision: 2 });
	});

	it('a place is kept once, with its picture', async () => {
		const { maren } = stage;
		const before = await count('venue');
		const place = { id: newId(), outline, card, base: nothing, picture: 'AQIDBA' };
		await twice(maren.woman, (client) => venues.save(client, maren.view, place));
		expect(await count('venue')).toBe(before + 1);
		expect([await records('venue-picture'), await records('venue-picture', 2)]).toEqual([1, 0]);
	});

	it('a lighting check is noted once, in the words of the last try', async () => {
		const { maren, venue } = stage;
		const walk = { id: newId(), venue, by: maren.handle, day: '2026-11-20', seen: 'Two lamps out' };
		await twice(maren.woman, (client) => venues.addLighting(client, maren.view, walk));
		must(await venues.addLighting(maren.woman, maren.view, { ...walk, seen: 'Three lamps out' }));
		const { lightings } = must(await venues.lightings(maren.woman, maren.view, venue));
		expect(lightings.map((one) => one.seen)).toEqual(['Three lamps out']);
	});

	it('a debrief is written once', async () => {
		const { maren, announced } = stage;
		const session = await announced();
		const form = { how: 'Slow and warm.', next: '' };
		await twice(maren.woman, (client) => debriefs.save(client, maren.view, { session, form, base: null }));
		expect([await records('debrief'), await records('debrief', 2)]).toEqual([1, 0]);
	});

	it('a reminder is set once', async () => {
		const { wren, announced, read } = stage;
		const session = await announced();
		const { startsAt } = await read(wren, session);
		const asked = { session, runAt: startsAt - 2 * HOUR, words: 'Choir at six' };
		await twice(wren.woman, (client) => reminders.ask(client, wren.view, asked));
		expect(await count('reminder')).toBe(1);
	});

	it('an agreement is published once, also when the page has heard of it meanwhile', async () => {
		const { woman, view } = await newFounder(app());
		const topics = [{ title: 'Respect', text: 'We listen.' }];
		const text = { version: 1, topics, reviewDay: '2027-03-01', changed: '', kind: 'major' as const };
		const before = await count('agreement');
		let seen: GroupView = view;
		const done = await twice(woman, async (client) => {
			const published = await agreements.publish(client, seen, text);
			seen = must(await groups.open(woman, view.group)).view;
			return published;
		});
		expect(done.view.agreement.standing).toMatchObject({ newest: 1, inForce: 1 });
		expect(await count('agreement')).toBe(before + 1);
	});

	it('an invitation is made once, and is the one that she is shown', async () => {
		const { woman, view } = await newFounder(app());
		const before = await count('invitation');
		const drafted = await invitations.draft();
		const made = await twice(woman, (client) => invitations.start(client, view, { role: 'member', drafted }));
		expect(made.secret).toEqual(drafted.secret);
		expect(await count('invitation')).toBe(before + 1);
		const { offered } = must(await invitations.preview(woman, { fragment: made.secret.fragment }));
		expect(offered.preview.coverName).toBe('Tuesday Circle');
	});

	it('a talk is noted once and she is admitted once', async () => {
		const { woman, view } = await newFounder(app());
		const { invitation } = await newAsker(app(), woman, view);
		const listed = must(await waiting.list(woman, view));
		const one = listed.waiting.find((w) => w.invitation === invitation);
		if (!one) throw new Error('nobody waits');
		const noted = { waiting: one, note: 'Sits near the door.' };
		const { talk } = await twice(woman, (client) => waiting.recordTalk(client, view, noted));
		expect([await records('waiting-talk'), await records('waiting-talk', 2)]).toEqual([1, 0]);
		const before = await count('membership');
		const { handle } = await twice(woman, (client) => waiting.admit(client, view, { ...one, talk }));
		expect(handle).toBe(one.handle);
		expect(await count('membership')).toBe(before + 1);
	});
});
