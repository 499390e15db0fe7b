import { expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { card, must, newFounder, newMember, newWoman, settings, stranger } from '../../../server/testing-groups.ts';
import { newId } from '#lib/crypto/encoding.ts';
import * as links from '../server/open-links.ts';
import * as groups from './groups.ts';
import * as members from './members.ts';
import { getRecords, memberCircle, putRecord } from './records.ts';

/** What her browser has. */
const here = newId();
const profile = { name: 'Maren', pronouns: '', about: '' };

eachDatabase('a group from its first day', (app) => {
	it('is founded once with a link, and reads the same on her other device', async () => {
		const { token: link } = await links.make(app().ctx);
		expect(await groups.checkLink(stranger(app()), { here, token: link })).toMatchObject({ ok: true, token: link });
		const founder = await newWoman(app(), 'Founder', { link });
		const { view } = must(await groups.found(founder, { link, card, settings, profile }));
		expect(view).toMatchObject({
			me: { name: 'Maren', facilitator: true, state: 'member' },
			card: { body: { coverName: 'Tuesday Circle' } }
		});
		expect(view.publicCard).toMatchObject({ listed: false, coverName: '', area: 'East side' });
		expect(view.circles.map((c) => [c.circle, c.epoch, c.due])).toEqual([
			['group', 1, false],
			['facilitators', 1, false],
			[`member:${view.me.handle}`, 1, false]
		]);
		expect(await groups.checkLink(stranger(app()), { here, token: link })).toEqual({ ok: false, reason: 'link-used' });
		const twice = await groups.found(founder, { link, card, settings, profile });
		expect(twice).toMatchObject({ ok: false, reason: 'link-used' });
		const other = must(await groups.open(await founder.again(), view.group)).view;
		expect(other.me.name).toBe('Maren');
		expect(must(await groups.list(founder)).groups).toMatchObject([{ group: view.group, facilitator: true }]);
	});

	it('can be begun again in the same tab: what stands for the link opens as it does, until it is used or half a day is over', async () => {
		const { token } = await links.make(app().ctx);
		const somebody = stranger(app());
		const { held } = must(await groups.checkLink(somebody, { here, token }));
		expect(held).not.toContain(token);
		expect(Buffer.from(held, 'base64url').toString('latin1')).not.toContain(token);
		const again = must(await groups.checkLink(somebody, { here, held }));
		expect(again).toEqual({ ...again, token, held }); // shown again it is good no longer
		expect(await groups.checkLink(somebody, { here: newId(), held })).toEqual({ ok: false, reason: 'link-unknown' });
		for (const made of ['', 'abc', held.slice(0, -4), `A${held.slice(1)}`, token])
			expect(await groups.checkLink(somebody, { here, held: made })).toEqual({ ok: false, reason: 'link-unknown' });
		app().clock.now += 12 * 3_600_000;
		expect(await groups.checkLink(somebody, { here, held })).toEqual({ ok: false, reason: 'link-unknown' });
		// The link itself is good as before; used, it is good in no form.
		const later = must(await groups.checkLink(somebody, { here, token }));
		const founder = await newWoman(app(), 'Later founder', { link: token });
		must(await groups.found(founder, { link: token, card, settings, profile }));
		expect(await groups.checkLink(somebody, { here, held: later.held })).toEqual({ ok: false, reason: 'link-used' });
	});

	it('has not even its cover name on the server when it does not list itself', async () => {
		const { woman, view } = await newFounder(app());
		const rows = await app().ctx.db.selectFrom('peer_group').selectAll().where('id', '=', view.group).execute();
		const records = await app().ctx.db.selectFrom('record').selectAll().execute();
		expect(JSON.stringify([rows, records])).not.toContain('Tuesday Circle');
		const seen = await stranger(app()).api.get(`/groups/${view.group}/public`);
		expect(seen).toMatchObject({ ok: true, data: { card: { area: 'East side', coverName: '' } } });
		expect(JSON.stringify(seen)).not.toMatch(/Maren|Tuesday Circle|No steps|Tea first/);
		const listed = must(await groups.putCard(woman, view, { ...card, listed: true }));
		expect(listed.view.publicCard.coverName).toBe('Tuesday Circle');
		expect(await stranger(app()).api.get(`/groups/${view.group}/public`)).toMatchObject({
			data: { card: { coverName: 'Tuesday Circle' } }
		});
	});

	it('refuses a card with fields that are empty, too long or hide something', async () => {
		const { woman, view } = await newFounder(app());
		for (const bad of [
			{ coverName: '' },
			{ area: 'x'.repeat(81) },
			{ forWhom: 'a\u202Eb' },
			{ coverName: 'a\u0000b' }
		]) {
			expect(await groups.putCard(woman, view, { ...card, ...bad })).toEqual({ ok: false, reason: 'fields' });
		}
	});

	it('shows both cards when two facilitators wrote at once, and overwrites nothing', async () => {
		const { woman, view } = await newFounder(app());
		const other = await woman.again();
		const theirs = must(await groups.open(other, view.group)).view;
		must(await groups.putCard(woman, view, { ...card, expect: 'Tea and a round of names.' }));
		const late = await groups.putCard(other, theirs, { ...card, area: 'West side', expect: 'Coffee.' });
		expect(late).toMatchObject({
			ok: false,
			reason: 'edited',
			theirs: { publicCard: { area: 'East side' }, card: { body: { expect: 'Tea and a round of names.' } } }
		});
		expect(must(await groups.open(woman, view.group)).view.publicCard.area).toBe('East side');
	});

	it('keeps a record that another device changed first, and gives both', async () => {
		const { woman, view } = await newFounder(app());
		const other = await woman.again();
		const at = { circle: memberCircle(view.me.handle), type: 'talk', id: view.me.handle };
		must(await groups.open(other, view.group));
		const first = must(await putRecord(woman, view, { ...at, base: null, body: { note: 'one' } }));
		const edited = await putRecord(other, view, { ...at, base: null, body: { note: 'two' } });
		expect(edited).toMatchObject({ ok: false, reason: 'edited', theirs: { version: 1, body: { note: 'one' } } });
		const second = must(await putRecord(other, view, { ...at, base: first.record, body: { note: 'two' } }));
		expect(second.record.version).toBe(2);
		// The answer to a first try was lost: the second finds her own words and is content.
		expect(await putRecord(other, view, { ...at, base: first.record, body: { note: 'two' } })).toMatchObject({
			ok: true
		});
		const { records } = must(await getRecords(woman, view, { types: ['talk'] }));
		expect(records).toMatchObject([{ body: { note: 'two' }, version: 2, author: view.me.handle }]);
	});

	it('lets a woman rename herself and nobody else', async () => {
		const { woman, view } = await newFounder(app());
		const wren = await newMember(app(), woman, view);
		const named = must(
			await members.putProfile(wren.woman, wren.view, { name: 'Wren', pronouns: 'they', about: 'Quiet.' })
		);
		expect(named.view.me).toMatchObject({ pronouns: 'they', about: 'Quiet.' });
		const foreign = {
			circle: 'group',
			type: 'profile',
			id: wren.handle,
			base: named.view.me.profile,
			body: { ...profile }
		} as const;
		expect(await putRecord(woman, view, foreign)).toMatchObject({ ok: false, reason: 'not-here' });
	});
});
