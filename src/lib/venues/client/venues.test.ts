import { beforeAll, expect, it } from 'vitest';
import { newId } from '#lib/crypto/encoding.ts';
import { noAccess } from '#lib/groups/access.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as members from '#lib/groups/client/members.ts';
import { getRecords } from '#lib/groups/client/records.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember, type Woman } from '../../../server/testing-groups.ts';
import type { VenueForm } from '../venue.ts';
import * as venues from './venues.ts';
import { openVenue } from './whole.ts';

const HOUR = 3_600_000;
const form: VenueForm = {
	outline: {
		name: 'The Thursday room',
		area: 'Near the park',
		sideRoom: 'Small kitchen',
		access: { ...noAccess, stepFree: 'yes' }
	},
	card: {
		address: '12 Canary Street',
		door: 'Blue, by the bins',
		reception: 'Upstairs room',
		steps: ['Left at the bank'],
		place: { lat: 53_800_800, lng: -1_549_100 }
	}
};
const empty = { outline: null, card: null };

eachDatabase('places', (app) => {
	let maren: Woman;
	let view: GroupView;
	let wren: { woman: Woman; view: GroupView; handle: string };
	let venue: string;

	beforeAll(async () => {
		({ woman: maren, view } = await newFounder(app()));
		wren = await newMember(app(), maren, view);
		view = must(await groups.open(maren, view.group)).view;
		venue = must(await venues.save(maren, view, { ...form, id: newId(), base: empty, picture: 'AQIDBA' })).id;
	});

	/** A session there, straight into the table: who may read the card is the question here. */
	async function meet(startsIn: number, { state = 'announced' as const, yes = [] as string[] } = {}): Promise<string> {
		const { writer } = app().database;
		const id = newId();
		const starts_at = app().clock.now + startsIn;
		const row = {
			id,
			group_id: view.group,
			venue_id: venue,
			starts_at,
			ends_at: starts_at + 2 * HOUR,
			state,
			revision: 1
		};
		await writer
			.insertInto('session')
			.values({ ...row, override_id: null, started_at: null, closed_at: null })
			.execute();
		for (const handle of yes) await writer.insertInto('may_open').values({ session_id: id, handle }).execute();
		return id;
	}
	const forget = (id: string) => app().database.writer.deleteFrom('session').where('id', '=', id).execute();

	it('keeps nothing of a place on the server but that it exists', async () => {
		const { db } = app().ctx;
		const rows = await db.selectFrom('venue').selectAll().where('group_id', '=', view.group).execute();
		expect(rows).toEqual([{ id: venue, group_id: view.group, retired_day: null }]);
		const all = JSON.stringify([
			await db.selectFrom('record').selectAll().execute(),
			await db.selectFrom('event').selectAll().execute()
		]);
		expect(all).not.toMatch(/Canary|Thursday|kitchen|bins|AQIDBA|53800800/);
	});

	it('is read whole by facilitators, and in outline by every member', async () => {
		const whole = must(await openVenue(maren, view, venue));
		expect(whole).toMatchObject({ card: { ...form.card, picture: true }, jpeg: 'AQIDBA', venue: { open: true } });
		const hers = must(await openVenue(wren.woman, wren.view, venue));
		expect(hers).toMatchObject({ card: null, jpeg: null, venue: { open: false, outline: { body: form.outline } } });
	});

	it.each([
		['not coming', 24 * HOUR, false, false],
		['coming, a moment too early', 48 * HOUR + 1, true, false],
		['coming, 48 hours before', 48 * HOUR, true, true],
		['coming, on the way home', -7 * HOUR, true, true],
		['coming, the next morning', -8 * HOUR, true, false]
	])('gives a member the card and picture: %s', async (_, startsIn, yes, open) => {
		const session = await meet(startsIn, { yes: yes ? [wren.handle] : [] });
		const found = must(await getRecords(wren.woman, wren.view, { types: ['venue-card', 'venue-picture'] }));
		expect(found.records.map((r) => r.type).sort()).toEqual(open ? ['venue-card', 'venue-picture'] : []);
		expect(must(await venues.list(wren.woman, wren.view)).venues).toMatchObject([{ id: venue, open }]);
		await forget(session);
	});

	it('notes who opened the card, once a day, and shows it to the facilitators only', async () => {
		await app().database.writer.deleteFrom('venue_opening').execute();
		const session = await meet(HOUR, { yes: [wren.handle] });
		for (let i = 0; i < 2; i += 1) must(await venues.card(wren.woman, wren.view, venue));
		must(await venues.list(maren, view));
		const day = app().ctx.today();
		expect(must(await venues.openings(maren, view, venue)).openings).toEqual([{ handle: wren.handle, day }]);
		await app().database.writer.deleteFrom('venue_opening').execute();
		must(await venues.picture(wren.woman, wren.view, venue));
		expect(must(await venues.openings(maren, view, venue)).openings).toEqual([{ handle: wren.handle, day }]);
		expect(await venues.openings(wren.woman, wren.view, venue)).toMatchObject({ ok: false, reason: 'not-here' });
		await forget(session);
	});

	it('opens for members always where the group chose so, and never while they are on a break', async () => {
		const settings = { ...view.settings, venueOpens: 'always' as const };
		view = must(await groups.putSettings(maren, view, settings)).view;
		must(await venues.card(wren.woman, wren.view, venue));
		const away = must(await members.pause(wren.woman, wren.view, true)).view;
		expect(await venues.card(wren.woman, away, venue)).toEqual({ ok: false, reason: 'not-open' });
		wren.view = must(await members.pause(wren.woman, away, false)).view;
		view = must(await groups.putSettings(maren, view, { ...settings, venueOpens: '48h' })).view;
	});

	it('is not written by members, and not there for another group', async () => {
		expect(await venues.save(wren.woman, wren.view, { ...form, id: newId(), base: empty })).toMatchObject({
			ok: false,
			reason: 'not-here'
		});
		const other = await newFounder(app());
		const theirs = await venues.save(other.woman, other.view, { ...form, id: venue, base: empty });
		expect(theirs).toMatchObject({ ok: false, reason: 'not-here' });
		const foreign = await other.woman.api.get(`/groups/${view.group}/records?types=venue-card`);
		expect(foreign).toMatchObject({ ok: false, status: 404 });
		expect(must(await venues.list(other.woman, other.view)).venues).toEqual([]);
	});

	it('shows both when two facilitators wrote at once, and saves neither half', async () => {
		const before = must(await openVenue(maren, view, venue));
		const base = { outline: before.venue.outline, card: before.kept };
		const first = { ...form, outline: { ...form.outline, name: 'Hers' }, card: { ...form.card, door: 'Red' } };
		must(await venues.save(maren, view, { ...first, id: venue, base }));
		const late = await venues.save(maren, view, { ...form, id: venue, base, picture: null });
		expect(late).toMatchObject({
			ok: false,
			reason: 'edited',
			theirs: { outline: { body: { name: 'Hers' } }, card: { body: { door: 'Red' } } }
		});
		expect(must(await openVenue(maren, view, venue))).toMatchObject({
			card: { door: 'Red', picture: true },
			jpeg: 'AQIDBA'
		});
		if (late.ok || late.reason !== 'edited') return;
		must(await venues.save(maren, view, { ...form, id: venue, base: late.theirs, picture: null }));
		expect(must(await openVenue(maren, view, venue))).toMatchObject({
			card: { door: 'Blue, by the bins', picture: false },
			jpeg: null
		});
	});

	it('takes a picture of 700 kB, and a new one in its place', async () => {
		for (const letter of ['A', 'B']) {
			const stands = must(await openVenue(maren, view, venue));
			const jpeg = letter.repeat(933_000);
			const base = { outline: stands.venue.outline, card: stands.kept };
			must(await venues.save(maren, view, { ...form, id: venue, base, picture: jpeg }));
			expect(must(await openVenue(maren, view, venue)).jpeg === jpeg).toBe(true);
		}
	});

	it('keeps lighting checks, newest first, to the facilitators', async () => {
		const check = { venue, by: view.me.handle, seen: 'Two lamps out by the bridge' };
		must(await venues.addLighting(maren, view, { ...check, id: newId(), day: '2026-11-02' }));
		must(await venues.addLighting(maren, view, { ...check, id: newId(), day: '2026-11-20' }));
		const days = must(await venues.lightings(maren, view, venue)).lightings.map((one) => one.day);
		expect(days).toEqual(['2026-11-20', '2026-11-02']);
		expect(must(await venues.lightings(wren.woman, wren.view)).lightings).toEqual([]);
		expect(await venues.addLighting(wren.woman, wren.view, { ...check, id: newId(), day: '2026-11-20' })).toMatchObject(
			{
				ok: false
			}
		);
	});

	it('is retired and taken up again', async () => {
		must(await venues.retire(maren, view, { venue, on: true }));
		expect(must(await venues.list(maren, view)).venues).toMatchObject([{ retired: true }]);
		must(await venues.retire(maren, view, { venue, on: false }));
		expect(must(await venues.list(maren, view)).venues).toMatchObject([{ retired: false }]);
	});

	it('closes for a woman who is removed, although she said yes, and is sealed anew without her', async () => {
		const ex = await newMember(app(), maren, view, { name: 'Ex' });
		const session = await meet(HOUR, { yes: [ex.handle] });
		const had = must(await venues.card(ex.woman, ex.view, venue));
		const now = must(await groups.open(maren, view.group)).view;
		must(await members.remove(maren, now, { handle: ex.handle }));
		expect(await venues.card(ex.woman, ex.view, venue)).toMatchObject({ ok: false, reason: 'not-here' });
		const row = await app()
			.ctx.db.selectFrom('record')
			.select(['epoch', 'version'])
			.where('type', '=', 'venue-card')
			.where('id', '=', venue)
			.executeTakeFirstOrThrow();
		const epoch = await app()
			.ctx.db.selectFrom('circle')
			.select('epoch')
			.where('group_id', '=', view.group)
			.where('circle', '=', 'group')
			.executeTakeFirstOrThrow();
		expect(row).toEqual({ epoch: epoch.epoch, version: had.card.version });
		view = must(await groups.open(maren, view.group)).view;
		must(await venues.card(maren, view, venue));
		await forget(session);
	});
});
