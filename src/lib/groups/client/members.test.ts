import { describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newAsker, newFounder, newMember, stranger, WORDS } from '../../../server/testing-groups.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import type { RecordRow } from '#lib/crypto/change.ts';
import type { RosterEvent } from '#lib/crypto/roster.ts';
import { newId } from '#lib/platform/server/context.ts';
import * as agreements from './agreements.ts';
import * as groups from './groups.ts';
import * as invitations from './invitations.ts';
import * as members from './members.ts';
import { getRecords, memberCircle, putRecord } from './records.ts';
import * as waiting from './waiting.ts';

eachDatabase('coming into a group and going', (app) => {
	const starting = async () => {
		const { woman: maren, view } = await newFounder(app());
		const ifeoma = await newMember(app(), maren, view, { name: 'Ifeoma', role: 'facilitator' });
		return { maren, view: must(await groups.open(maren, view.group)).view, ifeoma };
	};

	it('admits a second facilitator, who reads what facilitators read', async () => {
		const { maren, ifeoma, view } = await starting();
		expect(ifeoma.view.me).toMatchObject({ name: 'Ifeoma', facilitator: true });
		expect(ifeoma.view.members.map((m) => m.name).sort()).toEqual(['Ifeoma', 'Maren']);
		const { draft } = must(
			await agreements.saveDraft(maren, view, { draft: { topics: [], reviewDay: '' }, base: null })
		);
		const read = must(await agreements.draft(ifeoma.woman, ifeoma.view));
		expect(read.draft).toEqual(draft);
		expect(ifeoma.view.circles.every((circle) => !circle.due)).toBe(true);
	});

	it('gives a newcomer what she is meant to see and nothing from before', async () => {
		const { maren, view } = await starting();
		const text = {
			topics: [{ title: 'Respect', text: 'We listen.' }],
			reviewDay: '2027-03-01',
			changed: '',
			kind: 'major' as const
		};
		const first = must(await agreements.publish(maren, view, text));
		const second = must(await agreements.publish(maren, first.view, { ...text, kind: 'minor', changed: 'A comma.' }));
		const wren = await newMember(app(), maren, second.view);
		expect(wren.view.agreement).toMatchObject({
			newest: { body: { version: 2, changed: 'A comma.' } },
			standing: { inForce: 2, asked: false },
			mine: [{ version: 2 }]
		});
		const group = wren.view.circles.find((c) => c.circle === 'group');
		expect(group?.readable).toEqual([group?.epoch]);
		const { records } = must(
			await getRecords(wren.woman, wren.view, { types: ['agreement', 'profile', 'talk', 'invitation'] })
		);
		expect(records.map((r) => r.type).sort()).toEqual(['agreement', 'profile', 'profile', 'profile', 'talk']);
		// What the server never hands out she could not open either: version 1 lies under a key from before her time.
		const old = await app()
			.ctx.db.selectFrom('record')
			.selectAll()
			.where('type', '=', 'agreement')
			.where('group_id', '=', view.group)
			.orderBy('epoch')
			.execute();
		const rows = old.filter((row) => row.epoch < (group?.epoch ?? 0)) as unknown as RecordRow[];
		expect(rows).toHaveLength(1);
		expect(await wren.woman.vault.open(view.group, rows)).toEqual([{ ok: false, reason: 'unknown-epoch' }]);
	});

	it('lets both facilitators admit at the same moment: one is first, the other tries again by herself', async () => {
		const { maren, ifeoma, view } = await starting();
		const one = await newAsker(app(), maren, view, { name: 'One' });
		const two = await newAsker(app(), ifeoma.woman, ifeoma.view, { name: 'Two' });
		const listed = must(await waiting.list(maren, view)).waiting;
		const talked = await Promise.all(
			listed.map(async (w) => ({ ...w, ...must(await waiting.recordTalk(maren, view, { waiting: w, note: '' })) }))
		);
		const of = (invitation: string) => talked.find((w) => w.invitation === invitation)!;
		const [a, b] = await Promise.all([
			waiting.admit(maren, view, of(one.invitation)),
			waiting.admit(ifeoma.woman, ifeoma.view, of(two.invitation))
		]);
		must(a);
		must(b);
		for (const who of [maren, ifeoma.woman, one.woman, two.woman]) {
			const seen = must(await groups.open(who, view.group)).view;
			expect(seen.members.map((m) => m.name).sort()).toEqual(['Ifeoma', 'Maren', 'One', 'Two']);
			expect(seen.circles.filter((c) => c.due)).toEqual([]);
		}
	});

	it('lets both remove the same woman at the same moment, and both are content', async () => {
		const { maren, ifeoma, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const both = await Promise.all([
			members.remove(maren, view, { handle: wren.handle }),
			members.remove(ifeoma.woman, ifeoma.view, { handle: wren.handle })
		]);
		for (const done of both)
			expect(must(done).view.members.find((m) => m.handle === wren.handle)?.state).toBe('removed');
		const events = await app()
			.ctx.db.selectFrom('roster_event')
			.select('event')
			.where('group_id', '=', view.group)
			.execute();
		expect(events.filter((row) => row.event.includes('"remove"'))).toHaveLength(1);
	});

	it('gives a removed woman nothing any more, and new keys to those who stay', async () => {
		const { maren, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const removed = must(await members.remove(maren, view, { handle: wren.handle })).view;
		expect(await groups.open(wren.woman, view.group)).toMatchObject({ ok: false, reason: 'not-here' });
		expect(await getRecords(wren.woman, wren.view, { types: ['profile'] })).toMatchObject({ reason: 'not-here' });
		expect(must(await groups.list(wren.woman)).groups).toEqual([]);
		const before = wren.view.circles.find((c) => c.circle === 'group')?.epoch ?? 0;
		expect(removed.circles.find((c) => c.circle === 'group')).toMatchObject({ epoch: before + 1, due: false });
		// Even with everything that the server holds she cannot open what came after her.
		const card = {
			circle: 'group',
			type: 'profile',
			id: removed.me.handle,
			base: removed.me.profile,
			body: { name: 'M', pronouns: '', about: '' }
		} as const;
		must(await putRecord(maren, removed, card));
		const rows = await app()
			.ctx.db.selectFrom('record')
			.selectAll()
			.where('group_id', '=', view.group)
			.where('epoch', '=', before + 1)
			.execute();
		expect(rows.length).toBeGreaterThan(0);
		for (const opened of await wren.woman.vault.open(view.group, rows as unknown as RecordRow[]))
			expect(opened.ok).toBe(false);
	});

	it('cuts access without keys; the next facilitator who looks in signs it and makes new ones', async () => {
		const { maren, ifeoma, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const noor = await newMember(app(), maren, view, { name: 'Noor' });
		expect(must(await members.cut(maren, view.group, wren.handle)).suspended).toBe(false);
		expect(await groups.open(wren.woman, view.group)).toMatchObject({ reason: 'not-here' });
		// Nobody writes under a key that she still has.
		const mine = {
			circle: 'group',
			type: 'profile',
			id: noor.handle,
			base: noor.view.me.profile,
			body: { name: 'N', pronouns: '', about: '' }
		} as const;
		expect(await putRecord(noor.woman, noor.view, mine)).toMatchObject({ ok: false, reason: 'epoch-due' });
		expect(
			must(await groups.open(noor.woman, view.group)).view.members.find((m) => m.handle === wren.handle)?.state
		).toBe('removed');
		const after = must(await groups.open(ifeoma.woman, view.group)).view;
		expect(after.roster.members.find((m) => m.handle === wren.handle)?.state).toBe('removed');
		expect(must(await putRecord(noor.woman, noor.view, mine)).record.version).toBe(2);
		expect(await members.cut(maren, view.group, view.me.handle)).toEqual({ ok: false, reason: 'yourself' });
	});

	it('takes away a role that she has, and does nothing to whoever has stopped facilitating meanwhile', async () => {
		const { maren, ifeoma, view } = await starting();
		must(await members.stepDown(ifeoma.woman, ifeoma.view));
		expect(await members.suspend(maren, view.group, ifeoma.handle)).toEqual({ ok: false, reason: 'gone' });
		const { me } = must(await groups.open(ifeoma.woman, view.group)).view;
		expect(me).toMatchObject({ state: 'member', facilitator: false });
	});

	it('signs nothing because the server says somebody is out; a facilitator is asked', async () => {
		const { maren, ifeoma, view } = await starting();
		const { group } = view;
		const wren = await newMember(app(), maren, view);
		const noor = await newMember(app(), maren, view, { name: 'Noor' });
		const out = async (handle: string) => {
			const gone = app().database.writer.updateTable('membership').set({ state: 'removed' });
			await gone.where('group_id', '=', group).where('handle', '=', handle).execute();
		};
		const removals = async () => {
			const kinds = app().ctx.db.selectFrom('roster_event').select('event').where('group_id', '=', group);
			return (await kinds.execute()).filter((row) => row.event.includes('"kind":"remove"')).length;
		};
		await out(wren.handle);
		// A genuine note about another woman, put in this one's place.
		must(await members.cut(maren, group, noor.handle));
		const circle = app().database.writer.updateTable('record').set({ id: wren.handle });
		await circle.where('type', '=', 'removal').where('id', '=', noor.handle).execute();
		const lied = app().database.writer.updateTable('membership').set({ state: 'member' });
		await lied.where('group_id', '=', group).where('handle', '=', noor.handle).execute();
		for (const who of [maren, ifeoma.woman, maren, ifeoma.woman]) {
			const seen = must(await groups.open(who, group)).view;
			expect(seen.members.find((m) => m.handle === wren.handle)).toMatchObject({ state: 'removed', unsigned: true });
			expect(seen.roster.members.find((m) => m.handle === wren.handle)?.state).toBe('active');
		}
		expect(await removals()).toBe(0);
		// She signs it herself, by pressing a button.
		const signed = must(await members.remove(ifeoma.woman, ifeoma.view, { handle: wren.handle })).view;
		expect(signed.members.find((m) => m.handle === wren.handle)).toMatchObject({ state: 'removed', unsigned: false });
		expect(await removals()).toBe(1);
	});

	it('says nothing for others when access was cut from a locked device', async () => {
		const { maren, ifeoma, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const locked = { ...maren, vault: (await maren.again()).vault };
		await locked.vault.lock();
		expect(must(await members.cut(locked, view.group, wren.handle)).suspended).toBe(false);
		expect(await groups.open(wren.woman, view.group)).toMatchObject({ reason: 'not-here' });
		const seen = must(await groups.open(ifeoma.woman, view.group)).view;
		expect(seen.members.find((m) => m.handle === wren.handle)?.unsigned).toBe(true);
		must(await members.remove(maren, view, { handle: wren.handle }));
		const after = must(await groups.open(ifeoma.woman, view.group)).view;
		expect(after.members.find((m) => m.handle === wren.handle)).toMatchObject({ state: 'removed', unsigned: false });
		const left = app().ctx.db.selectFrom('record').select('id').where('type', '=', 'removal');
		expect(await left.where('group_id', '=', view.group).execute()).toEqual([]);
	});

	it('signs no list of what is live that leaves out or sets back what she has seen', async () => {
		const { maren, view } = await starting();
		const { group } = view;
		const wren = await newMember(app(), maren, view);
		const noor = await newMember(app(), maren, view, { name: 'Noor' });
		const { writer } = app().database;
		const old = await app()
			.ctx.db.selectFrom('record')
			.selectAll()
			.where('id', '=', noor.handle)
			.where('type', '=', 'profile')
			.executeTakeFirstOrThrow();
		const newer = { name: 'Noor', pronouns: '', about: 'Has moved' };
		must(await members.putProfile(noor.woman, noor.view, newer));
		must(await groups.open(maren, group));
		const events = () => app().ctx.db.selectFrom('roster_event').select('seq').where('group_id', '=', group).execute();
		const before = (await events()).length;
		const { envelope, hash, version } = old;
		const row = writer.updateTable('record').where('id', '=', noor.handle).where('type', '=', 'profile');
		const now = await app()
			.ctx.db.selectFrom('record')
			.select(['envelope', 'hash', 'version'])
			.where('id', '=', noor.handle)
			.where('type', '=', 'profile')
			.executeTakeFirstOrThrow();
		await row.set({ envelope, hash, version }).execute();
		const refused = await members.remove(maren, view, { handle: wren.handle });
		expect(refused).toMatchObject({ ok: false, reason: 'distrusted' });
		// Nor does her device do it by itself, and it says so.
		expect(must(await groups.open(maren, group)).view.doubted).toBe(true);
		await row.set(now).execute();
		const card = writer.updateTable('record').where('group_id', '=', group).where('type', '=', 'group-card');
		await card.set({ type: 'group-cart' }).execute();
		expect(await members.remove(maren, view, { handle: wren.handle })).toMatchObject({ reason: 'distrusted' });
		const back = writer.updateTable('record').where('group_id', '=', group).where('type', '=', 'group-cart');
		await back.set({ type: 'group-card' }).execute();
		expect((await events()).length).toBe(before);
		expect(must(await members.remove(maren, view, { handle: wren.handle })).view.doubted).toBe(false);
		expect((await events()).length).toBeGreaterThan(before);
		// A newer version than the one she has seen is no obstacle.
		const again = must(await groups.open(noor.woman, group)).view;
		must(await members.putProfile(noor.woman, again, { ...newer, about: 'Has moved again' }));
		const dilys = await newMember(app(), maren, view, { name: 'Dilys' });
		expect(dilys.view.members.find((m) => m.handle === noor.handle)?.about).toBe('Has moved again');
	});

	it('removes a facilitator only with a second signature; alone she can be suspended and restored', async () => {
		const { maren, ifeoma, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const { secret } = must(await invitations.start(ifeoma.woman, ifeoma.view, { role: 'member' }));
		expect(await members.remove(maren, view, { handle: ifeoma.handle })).toMatchObject({
			ok: false,
			reason: 'consent'
		});
		expect(await invitations.start(ifeoma.woman, ifeoma.view, { role: 'member' })).toMatchObject({ ok: false });
		expect(must(await groups.open(ifeoma.woman, view.group)).view.me.facilitator).toBe(false);
		must(await members.restore(maren, view, ifeoma.handle));
		expect(must(await groups.open(ifeoma.woman, view.group)).view.me.facilitator).toBe(true);
		const seen = must(await groups.open(wren.woman, view.group)).view;
		const { consent } = must(
			await members.consent(wren.woman, seen, { kind: 'remove', body: { handle: ifeoma.handle } })
		);
		const after = must(await members.remove(maren, view, { handle: ifeoma.handle, consents: [consent] })).view;
		expect(after.members.find((m) => m.handle === ifeoma.handle)).toMatchObject({
			state: 'removed',
			facilitator: false
		});
		expect(after.circles.filter((c) => c.due)).toEqual([]);
		// She knew every open invitation.
		expect(await invitations.preview(wren.woman, { fragment: secret.fragment })).toEqual({
			ok: false,
			reason: 'revoked'
		});
	});

	it('lets a woman leave at once and erase what is hers', async () => {
		const { maren, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const circle = memberCircle(wren.handle);
		expect(await app().ctx.db.selectFrom('record').select('id').where('circle', '=', circle).execute()).toHaveLength(1);
		expect(await members.leave(wren.woman, wren.view, { erase: true })).toEqual({ ok: true });
		expect(await groups.open(wren.woman, view.group)).toMatchObject({ reason: 'not-here' });
		const { db } = app().ctx;
		expect(await db.selectFrom('record').select('id').where('circle', '=', circle).execute()).toEqual([]);
		expect(await db.selectFrom('record').select('id').where('id', '=', wren.handle).execute()).toEqual([]);
		expect(await db.selectFrom('wrap_reader').select('handle').where('handle', '=', wren.handle).execute()).toEqual([]);
		expect(await db.selectFrom('membership').select('account_id').where('handle', '=', wren.handle).execute()).toEqual([
			{ account_id: null }
		]);
		const after = must(await groups.open(maren, view.group)).view;
		expect(after.members.find((m) => m.handle === wren.handle)).toMatchObject({ state: 'left', name: '' });
		expect(after.circles.filter((c) => c.due)).toEqual([]);
	});

	it('does not let the only facilitator leave the others without one', async () => {
		const { woman: maren, view } = await newFounder(app());
		const wren = await newMember(app(), maren, view);
		const now = must(await groups.open(maren, view.group)).view;
		expect(await members.leave(maren, now, { erase: false })).toEqual({ ok: false, reason: 'last' });
		must(await members.leave(wren.woman, wren.view, { erase: false }));
		expect(await members.leave(maren, must(await groups.open(maren, view.group)).view, { erase: false })).toEqual({
			ok: true
		});
	});

	it('takes back a woman who left, with the account she has, as a facilitator', async () => {
		const { woman: maren, view } = await newFounder(app());
		const { woman: wren, view: hers } = await newMember(app(), maren, view);
		must(await members.leave(wren, hers, { erase: false }));
		const without = must(await groups.open(maren, view.group)).view;
		const { secret, invitation } = must(await invitations.start(maren, without, { role: 'facilitator' }));
		const { offered } = must(await invitations.preview(wren, { fragment: secret.fragment }));
		must(await invitations.ask(wren, offered, { name: 'Wren', pronouns: '', talkAbout: '', reach: '' }));
		const one = must(await waiting.list(maren, without)).waiting.find((w) => w.invitation === invitation);
		if (!one) throw new Error('not waiting');
		const { talk } = must(await waiting.recordTalk(maren, without, { waiting: one, note: '' }));
		must(await waiting.admit(maren, without, { ...one, talk }));
		const back = must(await groups.open(wren, view.group)).view;
		expect(back.me).toMatchObject({ name: 'Wren', facilitator: true, state: 'member' });
		must(await members.leave(maren, must(await groups.open(maren, view.group)).view, { erase: false }));
	});

	it('tells a break to her and the facilitators only', async () => {
		const { maren, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const noor = await newMember(app(), maren, view, { name: 'Noor' });
		expect(must(await members.pause(wren.woman, wren.view, true)).view.me.state).toBe('break');
		const stateFor = async (who: typeof maren) =>
			must(await groups.open(who, view.group)).view.members.find((m) => m.handle === wren.handle)?.state;
		expect([await stateFor(maren), await stateFor(noor.woman)]).toEqual(['break', 'member']);
		expect(must(await members.pause(wren.woman, wren.view, false)).view.me.state).toBe('member');
	});

	it('makes a member a facilitator with her consent, and lets her step down', async () => {
		const { maren, view } = await starting();
		const wren = await newMember(app(), maren, view);
		const body = { handle: wren.handle, role: 'facilitator', on: true } as const;
		expect(await members.setRole(maren, view, body)).toMatchObject({ ok: false, reason: 'consent' });
		const { consent } = must(await members.consent(wren.woman, wren.view, { kind: 'role', body }));
		must(await members.setRole(maren, view, { ...body, consents: [consent] }));
		const up = must(await groups.open(wren.woman, view.group)).view;
		expect(up.me.facilitator).toBe(true);
		const down = must(await members.setRole(wren.woman, up, { ...body, on: false })).view;
		expect(down.me.facilitator).toBe(false);
		const after = must(await groups.open(maren, view.group)).view;
		expect(after.circles.filter((c) => c.due)).toEqual([]);
	});

	describe('someone knows her words', () => {
		const NEW_WORDS = 'kettle orchard pencil window rain';
		const rekeys = async (group: string, handle: string) => {
			const rows = await app()
				.ctx.db.selectFrom('roster_event')
				.select('event')
				.where('group_id', '=', group)
				.orderBy('seq')
				.execute();
			const events = rows.map((row) => JSON.parse(row.event) as RosterEvent);
			return events.filter((event) => event.kind === 'rekey' && event.by === handle).length;
		};

		it('gives her new keys in the group, once', async () => {
			const { maren, view } = await starting();
			const wren = await newMember(app(), maren, view);
			const words = await wren.woman.vault.words({ group: view.group, of: wren.handle });
			const again = { name: wren.woman.name, kind: 'passphrase' as const, secret: WORDS };
			must(await accounts.renewKeys(wren.woman, { again, words: NEW_WORDS }));
			must(await members.rekey(wren.woman, view.group));
			must(await members.rekey(wren.woman, view.group));
			expect(await rekeys(view.group, wren.handle)).toBe(1);
			expect(await wren.woman.vault.words({ group: view.group, of: wren.handle })).not.toEqual(words);
			const seen = must(await groups.open(wren.woman, view.group)).view;
			expect(seen.me.name).toBe('Wren');
			expect(seen.circles.filter((c) => c.due)).toEqual([]);
			const hers = must(await groups.open(maren, view.group)).view;
			expect(hers.members.map((m) => m.name)).toContain('Wren');
			const told = hers.members.map((m) => [m.name, m.renewed]).sort();
			expect(told).toEqual([
				['Ifeoma', ''],
				['Maren', ''],
				['Wren', hers.today]
			]);
		});

		it.each(['member', 'facilitator'] as const)('gives a %s them when the page was closed before', async (role) => {
			const { maren, view } = await starting();
			const wren = await newMember(app(), maren, view, { role });
			const again = { name: wren.woman.name, kind: 'passphrase' as const, secret: WORDS };
			must(await accounts.renewKeys(wren.woman, { again, words: NEW_WORDS }));
			expect(await rekeys(view.group, wren.handle)).toBe(0);
			// The tab is gone. Later, on whatever device, she unlocks with her new words and looks into the group.
			const later = stranger(app());
			must(await accounts.signIn(later, { ...again, secret: NEW_WORDS }));
			const seen = must(await groups.open(later, view.group)).view;
			expect(seen.roster.me.oldKeys).toBe(false);
			expect(await rekeys(view.group, wren.handle)).toBe(1);
			expect(seen.circles.filter((c) => c.due)).toEqual([]);
			expect(seen.members.map((m) => m.name).sort()).toEqual(['Ifeoma', 'Maren', 'Wren']);
			must(await members.rekey(later, view.group));
			expect(await rekeys(view.group, wren.handle)).toBe(1);
		});

		it('changes nothing with keys that the server has not stored', async () => {
			const { maren, view } = await starting();
			const wren = await newMember(app(), maren, view);
			const [passphrase, recovery] = [
				{ id: newId(), version: 2 },
				{ id: newId(), version: 2 }
			];
			must(await wren.woman.vault.renewAccount({ words: NEW_WORDS, passphrase, recovery }));
			expect(must(await groups.open(wren.woman, view.group)).view.roster.me.oldKeys).toBe(false);
			expect(await rekeys(view.group, wren.handle)).toBe(0);
			const device = await wren.woman.again();
			expect(must(await groups.open(device, view.group)).view.me.name).toBe('Wren');
		});
	});
});
