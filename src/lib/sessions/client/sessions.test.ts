import { beforeAll, expect, it } from 'vitest';
import * as groups from '#lib/groups/client/groups.ts';
import { getRecords } from '#lib/groups/client/records.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newMember } from '../../../server/testing-groups.ts';
import { DAY, HOUR, makeStage, type Stage } from '../../../server/testing-sessions.ts';
import * as answers from './answers.ts';
import * as sessions from './sessions.ts';

eachDatabase('a session', (app) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await makeStage(app());
	});

	it('is planned by one facilitator, read by the other, and not there for members', async () => {
		const { maren, ifeoma, wren, venue, planned, read } = stage;
		const { id } = await planned();
		expect(await read(ifeoma, id)).toMatchObject({
			state: 'planned',
			venue,
			differs: [],
			signedBy: maren.handle,
			plan: { body: { note: 'Bring a cup', sideRoom: 'Kitchen' } },
			notes: { body: { text: 'Watch the stairs' } }
		});
		expect(await sessions.get(wren.woman, wren.view, id)).toMatchObject({ ok: false, reason: 'not-here' });
		const seen = must(await getRecords(wren.woman, wren.view, { types: ['plan', 'session-notes', 'override'] }));
		expect(seen.records.concat(seen.unreadable as never)).toEqual([]);
		const { db } = app().ctx;
		const all = JSON.stringify([
			await db.selectFrom('session').selectAll().execute(),
			await db.selectFrom('record').selectAll().execute()
		]);
		expect(all).not.toMatch(/Bring a cup|Kitchen|stairs|Opening round/);
	});

	it('is not told by the lists that every member is handed when keys change', async () => {
		const { maren, noor, planned, input } = stage;
		const { group } = maren.view;
		const { id } = await planned();
		const reasons = [{ check: 'facilitators' as const, reason: 'Short of hands' }];
		const alone = await planned(input({ facilitators: [maren.handle], reasons }));
		const lists = await noor.woman.api.get(`/groups/${group}/live-lines?circles=group,member:${noor.handle}`);
		await newMember(app(), maren.woman, maren.view, { name: 'Dilys' });
		const handed = await noor.woman.api.get(`/groups/${group}?after=-1`);
		for (const answer of [lists, handed]) {
			const text = JSON.stringify(must(answer));
			for (const told of [id, alone.id, 'plan/', 'session-notes', 'override', 'agreement-draft', 'venue-card'])
				expect(text).not.toContain(told);
		}
		const { wraps } = must(handed as { ok: true; data: { wraps: { live: string[] }[] } }).data;
		const lines = wraps.flatMap(({ live }) => live);
		expect(lines.length).toBeGreaterThan(3);
		for (const line of lines) expect(line).toMatch(/^[\w-]{43}$/);
	});

	it('is announced with a place and two facilitators, and then members see it without the notes', async () => {
		const { maren, wren, announced, read } = stage;
		const id = await announced();
		expect(await read(wren, id)).toMatchObject({
			state: 'announced',
			notes: null,
			coming: null,
			plan: { body: { note: 'Bring a cup' } }
		});
		expect(await sessions.announce(maren.woman, maren.view, { id, revision: 2 })).toMatchObject({
			ok: false,
			reason: 'over'
		});
	});

	it('is not announced without a place, whatever anybody writes', async () => {
		const { maren, planned } = stage;
		const made = await planned({ venue: null, reasons: [{ check: 'venue-card', reason: 'Soon' }] });
		expect(await sessions.announce(maren.woman, maren.view, made)).toEqual({ ok: false, reason: 'no-venue' });
	});

	it('is announced with one facilitator only when a reason is written, which the other reads and members do not', async () => {
		const { maren, ifeoma, wren, input, planned, read } = stage;
		const alone = await planned({ facilitators: [maren.handle] });
		expect(await sessions.announce(maren.woman, maren.view, alone)).toEqual({ ok: false, reason: 'one-facilitator' });
		const base = await read(maren, alone.id);
		const reasons = [{ check: 'facilitators' as const, reason: 'Ifeoma is ill' }];
		const again = must(
			await sessions.plan(maren.woman, maren.view, input({ base, id: base.id, facilitators: [maren.handle], reasons }))
		);
		must(await sessions.announce(maren.woman, maren.view, again));
		expect((await read(ifeoma, alone.id)).overridden?.body.reasons).toEqual(reasons);
		expect((await read(ifeoma, alone.id)).override).not.toBeNull();
		expect(await read(wren, alone.id)).toMatchObject({ override: null, overridden: null });
		expect(JSON.stringify(await app().ctx.db.selectFrom('record').selectAll().execute())).not.toContain(
			'Ifeoma is ill'
		);
		// Announced, it stays as strict: without the reason it would be one facilitator alone.
		const now = await read(maren, alone.id);
		expect(
			await sessions.plan(maren.woman, maren.view, input({ base: now, id: now.id, facilitators: [maren.handle] }))
		).toMatchObject({
			ok: false,
			reason: 'one-facilitator'
		});
		expect((await read(maren, alone.id)).revision).toBe(now.revision);
	});

	it('refuses times, places and people that do not do', async () => {
		const { maren, wren, input } = stage;
		const { now } = app().clock;
		const stranger = wren.handle;
		for (const [change, reason] of [
			[{ startsAt: now - HOUR }, 'in-the-past'],
			[{ endsAt: now + DAY }, 'ends-before-start'],
			[{ endsAt: now + 11 * DAY }, 'too-long'],
			[{ startsAt: now + 500 * DAY, endsAt: now + 500 * DAY + HOUR }, 'too-far'],
			[{ venue: stranger }, 'venue'],
			[{ facilitators: [maren.handle, stranger] }, 'facilitators'],
			[{ facilitators: [maren.handle, maren.handle] }, 'facilitators']
		] as const) {
			expect(await sessions.plan(maren.woman, maren.view, input(change as Partial<sessions.PlanInput>))).toMatchObject({
				ok: false,
				reason
			});
		}
		expect(await sessions.plan(wren.woman, wren.view, input())).toMatchObject({ ok: false });
	});

	it('shows both when two facilitators change it at once, and overwrites nothing', async () => {
		const { maren, ifeoma, input, planned, read } = stage;
		const { id } = await planned();
		const [mine, theirs] = [await read(maren, id), await read(ifeoma, id)];
		must(await sessions.plan(ifeoma.woman, ifeoma.view, input({ base: theirs, id, notes: 'Hers' })));
		const late = await sessions.plan(maren.woman, maren.view, input({ base: mine, id, notes: 'Mine' }));
		expect(late).toMatchObject({
			ok: false,
			reason: 'edited',
			theirs: { revision: 2, notes: { body: { text: 'Hers' } } }
		});
		expect((await read(maren, id)).notes?.body.text).toBe('Hers');
		if (late.ok || late.reason !== 'edited' || !late.theirs) return;
		must(await sessions.plan(maren.woman, maren.view, input({ base: late.theirs, id, notes: 'Both' })));
		expect((await read(ifeoma, id)).notes?.body.text).toBe('Both');
		expect(await sessions.announce(maren.woman, maren.view, { id, revision: 1 })).toEqual({
			ok: false,
			reason: 'edited'
		});
	});

	it('loses a facilitator who cannot come, at once and for everybody to see that the plan says otherwise', async () => {
		const { maren, ifeoma, input, announced, read } = stage;
		const id = await announced();
		must(await sessions.stepDown(ifeoma.woman, ifeoma.view, id));
		expect(await read(maren, id)).toMatchObject({
			facilitators: [maren.handle],
			differs: ['facilitators'],
			state: 'announced'
		});
		expect(await sessions.stepDown(ifeoma.woman, ifeoma.view, id)).toMatchObject({ ok: false, reason: 'not-here' });
		const base = await read(maren, id);
		must(await sessions.plan(maren.woman, maren.view, input({ base, id: base.id })));
		expect(await read(ifeoma, id)).toMatchObject({ facilitators: [maren.handle, ifeoma.handle].sort(), differs: [] });
	});

	it('is called off once, is not sealed again for newcomers, and keeps saying so', async () => {
		const { maren, wren, announced, read } = stage;
		const id = await announced();
		const { revision } = await read(maren, id);
		must(await sessions.cancel(maren.woman, maren.view, { id, revision }));
		expect(await sessions.cancel(maren.woman, maren.view, { id, revision })).toMatchObject({
			ok: false,
			reason: 'over'
		});
		expect(await read(wren, id)).toMatchObject({ state: 'cancelled', plan: { body: { note: 'Bring a cup' } } });
		const late = await newMember(app(), maren.woman, maren.view, { name: 'Late' });
		const listed = must(await sessions.list(late.woman, late.view)).sessions;
		expect(listed.find((s) => s.id === id)).toMatchObject({ state: 'cancelled', plan: null });
		wren.view = must(await groups.open(wren.woman, wren.view.group)).view;
		expect(await read(wren, id)).toMatchObject({ plan: { body: { note: 'Bring a cup' } } });
		expect(listed.some((s) => s.state === 'announced' && s.plan !== null)).toBe(true);
		// What is not asked for is not said to be missing its signature either.
		const glanced = must(await sessions.list(wren.woman, wren.view, { signed: false })).sessions;
		expect(glanced.map((s) => s.id)).toContain(id);
		expect(glanced.every((s) => s.plan === null && s.differs.length === 0)).toBe(true);
		maren.view = must(await groups.open(maren.woman, maren.view.group)).view;
	});

	it('is listed with her own answer and nobody else’s, in one request that can go before the group is opened', async () => {
		const { maren, wren, announced } = stage;
		const id = await announced();
		must(await answers.give(wren.woman, wren.view, { session: id, coming: 'perhaps', base: null }));
		must(await answers.give(maren.woman, maren.view, { session: id, coming: 'no', base: null }));
		const other = await wren.woman.again();
		const asked: string[] = [];
		const get: typeof other.api.get = (path) => {
			asked.push(path);
			return other.api.get(path);
		};
		const client = { ...other, api: { ...other.api, get } };
		const sent = sessions.fetchList(client, wren.view.group, { ahead: true });
		const { view } = must(await groups.glance(client, wren.view.group));
		const listed = must(await sessions.list(client, view, { signed: false, sent })).sessions;
		expect(listed.find((one) => one.id === id)?.coming?.body).toBe('perhaps');
		expect(asked.filter((path) => !path.includes('keys='))).toEqual([`/groups/${view.group}/sessions?ahead=1`]);
		const raw = must(await sent).data;
		expect(new Set(raw.answers.map((row) => row.circle))).toEqual(new Set([`member:${view.me.handle}`]));
		expect(raw.sessions.every((one) => one.endsAt > client.now())).toBe(true);
	});

	it('is gone when it is called off before anybody was told, for members as if it had never been', async () => {
		const { maren, ifeoma, wren, planned } = stage;
		const before = must(await sessions.list(wren.woman, wren.view)).sessions.map((s) => s.id);
		const made = await planned({ reasons: [{ check: 'light', reason: 'Never to be read' }] });
		const { db } = app().ctx;
		const row = await db.selectFrom('session').select('override_id').where('id', '=', made.id).executeTakeFirst();
		must(await sessions.cancel(maren.woman, maren.view, made));
		const after = must(await sessions.list(wren.woman, wren.view)).sessions.map((s) => s.id);
		expect(after).toEqual(before);
		for (const { woman, view } of [maren, ifeoma, wren]) {
			expect(await sessions.get(woman, view, made.id)).toMatchObject({ ok: false, reason: 'not-here' });
		}
		const ids = [made.id, row?.override_id ?? ''];
		expect(await db.selectFrom('record').select(['type']).where('id', 'in', ids).execute()).toEqual([]);
		const told = await db.selectFrom('event').select('verb').where('object', '=', made.id).execute();
		expect(told.map((event) => event.verb)).toContain('session.cancelled');
		expect(await sessions.cancel(maren.woman, maren.view, made)).toMatchObject({ ok: false, reason: 'not-here' });
	});

	it('shows on her page when the server says another time or place than was signed', async () => {
		const { wren, announced, read } = stage;
		const id = await announced();
		await app()
			.database.writer.updateTable('session')
			.set({ starts_at: app().clock.now + 9 * DAY, venue_id: null })
			.where('id', '=', id)
			.execute();
		wren.view = must(await groups.open(wren.woman, wren.view.group)).view;
		expect((await read(wren, id)).differs).toEqual(['time', 'venue']);
	});
});
