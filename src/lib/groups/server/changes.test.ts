import { expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { card, must, newAsker, newFounder, newMember, settings, type Woman } from '../../../server/testing-groups.ts';
import type { Change } from '#lib/crypto/change.ts';
import { newId } from '#lib/platform/server/context.ts';
import * as groups from '../client/groups.ts';
import * as members from '../client/members.ts';
import { putRecord } from '../client/records.ts';
import type { GroupView } from '../client/view.ts';
import { ONLY } from '../record-types.ts';
import * as links from './open-links.ts';

// What a device that does not keep to the rules gets to hear, and that nothing of it is left.

eachDatabase('the server and a change', (app) => {
	const tables = ['roster_event', 'wrap', 'wrap_reader', 'record', 'membership', 'invitation'] as const;
	const everything = async () =>
		JSON.stringify(await Promise.all(tables.map((table) => app().ctx.db.selectFrom(table).selectAll().execute())));

	/** A change that would be good: a new invitation's secret and all. */
	async function inviting(woman: Woman, { group }: GroupView): Promise<Change & { offers: unknown }> {
		const input = { day: '2026-11-23', role: 'member', expires: '2026-11-30', preview: {} } as const;
		const { change, invitation, offer } = must(await woman.vault.invite(group, input));
		return { ...change, offers: [{ invitation, offer }] };
	}

	it('takes it once and refuses it a second time', async () => {
		const { woman, view } = await newFounder(app());
		const change = await inviting(woman, view);
		const path = `/groups/${view.group}/changes`;
		expect(await woman.api.post(path, change)).toMatchObject({ ok: true, data: { seq: 4 } });
		expect(await woman.api.post(path, change)).toMatchObject({ status: 409, reason: 'head', more: { seq: 4 } });
	});

	it('refuses whatever does not fit together, and keeps none of it', async () => {
		const { woman, view } = await newFounder(app());
		const wren = await newMember(app(), woman, view);
		must(await groups.open(woman, view.group));
		const good = await inviting(woman, view);
		const [event] = good.events;
		const before = await everything();
		const cases: [string, number, unknown][] = [
			[
				'an event with another signature',
				422,
				{ ...good, events: [{ ...event, sig: event!.sig.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }] }
			],
			['an event altered after signing', 422, { ...good, events: [{ ...event, day: '2026-11-22' }] }],
			['an event twice', 422, { ...good, events: [event, event] }],
			['no offer', 422, { ...good, offers: [] }],
			[
				'a wrap that no event asked for',
				422,
				{ ...good, wraps: [{ circle: 'group', epoch: 9, file: 'A'.repeat(64), readers: [view.me.handle], live: [] }] }
			],
			['a record of a type nobody knows', 422, { ...good, records: [{ ...good.records[0], type: 'anything' }] }],
			[
				'a record in a circle its type does not lie in',
				422,
				{ ...good, records: [{ ...good.records[0], circle: 'group' }] }
			],
			['a record under an epoch that is not', 409, { ...good, records: [{ ...good.records[0], epoch: 7 }] }],
			[
				'a record that cites no event',
				422,
				{ ...good, records: [{ ...good.records[0], envelope: `AQ${'A'.repeat(80)}` }] }
			],
			['a shape that is none', 400, { ...good, events: 'x' }]
		];
		for (const [what, status, body] of cases) {
			expect((await woman.api.post(`/groups/${view.group}/changes`, body)).status, what).toBe(status);
		}
		// Somebody else's event, and one's own in somebody else's name.
		expect(await wren.woman.api.post(`/groups/${view.group}/changes`, good)).toMatchObject({ reason: 'not-yours' });
		expect(await everything()).toBe(before);
		expect(await woman.api.post(`/groups/${view.group}/changes`, good)).toMatchObject({ ok: true });
	});

	it('lets nobody who facilitates leave the others without one, and keeps nothing of it', async () => {
		const { woman, view } = await newFounder(app());
		const { group } = view;
		const ifeoma = await newMember(app(), woman, view, { name: 'Ifeoma', role: 'facilitator' });
		const wren = await newMember(app(), woman, view);
		must(await groups.open(woman, group));
		must(await members.cut(woman, group, ifeoma.handle));
		const before = await everything();
		const day = '2026-11-23';
		const own = { day, handle: view.me.handle, role: 'facilitator', on: false } as const;
		const left = async () => must(await woman.vault.leave(group, { day })).change;
		const put = async () => must(await woman.vault.setRole(group, own)).change;
		const send = async (who: Woman, change: Change, erase = false) =>
			who.api.post(`/groups/${group}/changes`, { ...change, erase });
		expect(await send(woman, await put())).toMatchObject({ status: 409, reason: 'last' });
		expect(await send(woman, await left(), true)).toMatchObject({ status: 409, reason: 'last' });
		expect(await everything()).toBe(before);
		// Whoever does not facilitate goes whenever she likes; and so does the last person.
		for (const one of [wren, ifeoma]) must(await members.leave(one.woman, one.view, { erase: false }));
		must(await groups.open(woman, group));
		expect(await send(woman, await left(), true)).toMatchObject({ ok: true });
	});

	it('refuses new keys for too few or too many, or over a list that is not its own', async () => {
		const { woman, view } = await newFounder(app());
		const wren = await newMember(app(), woman, view);
		const noor = await newMember(app(), woman, view, { name: 'Noor' });
		const now = must(await groups.open(woman, view.group)).view;
		const circles = await woman.vault.dueAfter(view.group, { kind: 'remove', handle: wren.handle });
		const lines = await woman.api.get<{ circles: never[] }>(
			`/groups/${view.group}/live-lines?circles=${circles.join()}`
		);
		const rotations = lines.ok ? lines.data.circles : [];
		const input = { day: now.today, handle: wren.handle, rotations };
		const { change } = must(await woman.vault.remove(view.group, input));
		const [wrap] = change.wraps;
		const path = `/groups/${view.group}/changes`;
		for (const readers of [[view.me.handle], [...wrap!.readers, wren.handle]]) {
			expect(await woman.api.post(path, { ...change, wraps: [{ ...wrap, readers }] })).toMatchObject({
				status: 422,
				reason: 'wraps'
			});
		}
		expect(await woman.api.post(path, { ...change, wraps: [] })).toMatchObject({ reason: 'wraps' });
		// A record saved in between: the list that was signed is no longer the list.
		const base = now.members.find((m) => m.handle === noor.handle)!.profile;
		const profile = {
			circle: 'group',
			type: 'profile',
			id: noor.handle,
			base,
			body: { name: 'Noor', pronouns: '', about: 'Biscuits' }
		} as const;
		must(await putRecord(noor.woman, noor.view, profile));
		expect(await woman.api.post(path, change)).toMatchObject({ status: 409, reason: 'live' });
	});

	it('keeps a record to its circle, its epoch and its writer', async () => {
		const { woman, view } = await newFounder(app());
		const wren = await newMember(app(), woman, view);
		const noor = await newMember(app(), woman, view, { name: 'Noor' });
		const at = (circle: string, type: string, id: string) => ({
			path: `/groups/${view.group}/records/${type}/${id}`,
			circle
		});
		const { envelope } = await app()
			.ctx.db.selectFrom('record')
			.select('envelope')
			.where('id', '=', wren.handle)
			.where('type', '=', 'profile')
			.executeTakeFirstOrThrow();
		const body = { base: 0, epoch: 1, envelope };
		const refused: [string, { path: string; circle: string }][] = [
			['another woman’s name', at('group', 'profile', noor.handle)],
			['another woman’s circle', at(`member:${noor.handle}`, 'talk', noor.handle)],
			['the facilitators’ circle', at('facilitators', 'agreement-draft', newId())],
			['a type in a circle that is not its own', at('facilitators', 'profile', wren.handle)],
			['an agreement without publishing it', at('group', 'agreement', newId())],
			['an invitation without making it', at('facilitators', 'invitation', newId())]
		];
		for (const [what, { path, circle }] of refused) {
			expect((await wren.woman.api.put(path, { circle, ...body })).status, what).toBe(404);
		}
		const own = at('group', 'profile', wren.handle);
		expect(await wren.woman.api.put(own.path, { circle: 'group', ...body, base: 1 })).toMatchObject({
			status: 409,
			reason: 'epoch'
		});
		const epoch = (
			await app()
				.ctx.db.selectFrom('circle')
				.select('epoch')
				.where('group_id', '=', view.group)
				.where('circle', '=', 'group')
				.executeTakeFirstOrThrow()
		).epoch;
		expect(await wren.woman.api.put(own.path, { circle: 'group', base: 0, epoch, envelope })).toMatchObject({
			status: 409,
			reason: 'edited'
		});
		const forged = `B${envelope.slice(1)}`;
		expect(await wren.woman.api.put(own.path, { circle: 'group', base: 1, epoch, envelope: forged })).toMatchObject({
			status: 422
		});
		const lines = await wren.woman.api.get(
			`/groups/${view.group}/live-lines?circles=group,facilitators,member:${noor.handle}`
		);
		expect(JSON.stringify(lines)).not.toMatch(new RegExp(`facilitators|member:${noor.handle}`));
		// A member is given nothing to seal again: what she may open has rules of its own, a place's card above all.
		expect(lines).toMatchObject({ ok: true, data: { circles: [{ circle: 'group', reseal: [] }] } });
		// Another woman's circle is not even counted for her.
		const seen = must(await wren.woman.api.get<{ circles: { circle: string }[] }>(`/groups/${view.group}`)).data;
		expect(seen.circles.map((c) => c.circle).sort()).toEqual(['group', `member:${wren.handle}`]);
	});

	it('neither hands out nor takes, with a member’s new keys, what is not hers to write', async () => {
		const { woman, view } = await newFounder(app());
		const { group } = view;
		const wren = await newMember(app(), woman, view);
		const { vault, api } = wren.woman;
		const [passphrase, recovery] = [
			{ id: newId(), version: 2 },
			{ id: newId(), version: 2 }
		];
		must(await vault.renewAccount({ words: 'kettle orchard pencil window rain', passphrase, recovery }));
		await vault.takeRenewed();
		const circles = await vault.dueAfter(group, { kind: 'rekey' });
		const lines = must(await api.get<{ circles: never[] }>(`/groups/${group}/live-lines?circles=${circles.join()}`));
		const { change } = must(await vault.rekey(group, { day: wren.view.today, rotations: lines.data.circles }));
		const { epoch } = change.wraps.find((wrap) => wrap.circle === 'group')!;
		const card = { circle: 'group', type: 'group-card', id: ONLY, epoch, envelope: 'A'.repeat(80) };
		for (const version of [1, 2, 9]) {
			const answer = await api.post(`/groups/${group}/changes`, { ...change, records: [{ ...card, version }] });
			expect(answer).toEqual({ ok: false, status: 422, reason: 'record-not-hers', more: {} });
		}
		expect(await api.post(`/groups/${group}/changes`, change)).toMatchObject({ ok: true });
		expect(must(await groups.open(wren.woman, group)).view.card).not.toBeNull();
	});

	it('admits nobody under an invitation of another group or another woman', async () => {
		const { woman, view } = await newFounder(app());
		const other = await newFounder(app());
		await newAsker(app(), woman, view);
		const elsewhere = await newAsker(app(), other.woman, other.view);
		const ofHers = app().ctx.db.selectFrom('invitation').selectAll().where('secret_hash', '=', elsewhere.invitation);
		const row = await ofHers.executeTakeFirstOrThrow();
		const offer = { offer: 'A'.repeat(64) };
		for (const { group } of [view, other.view])
			expect((await woman.api.put(`/groups/${group}/invitations/${row.id}/offer`, offer)).status).toBe(404);
		expect(await woman.api.post('/invitations/withdraw', { id: row.id })).toMatchObject({ status: 404 });
		const input = { day: view.today, fragment: elsewhere.fragment, request: row.request as never };
		expect(await woman.vault.admit(view.group, input)).toMatchObject({ ok: false });
	});

	it('opens a group with one of two requests that use the same link at the same moment', async () => {
		const { woman } = await newFounder(app());
		const { token } = await links.make(app().ctx);
		const profile = { name: 'Maren', pronouns: '', about: '' };
		const other = await woman.again();
		const found = (who: Woman) => groups.found(who, { link: token, card, settings, profile });
		const both = await Promise.all([woman, other].map(found));
		expect(both.map((done) => (done.ok ? 'ok' : done.reason)).sort()).toEqual(['link-used', 'ok']);
		app().clock.now += 8 * 86_400_000;
		expect(await links.check(app().ctx, (await links.make(app().ctx)).token)).toBe('open');
		const late = (await links.make(app().ctx)).token;
		app().clock.now += 8 * 86_400_000;
		expect(await links.check(app().ctx, late)).toBe('link-expired');
		expect(await links.check(app().ctx, 'never made')).toBe('link-unknown');
	});
});
