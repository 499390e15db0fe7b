import { beforeEach, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember, WORDS, type Woman } from '../../../server/testing-groups.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import * as groups from './groups.ts';
import * as invitations from './invitations.ts';
import * as members from './members.ts';
import type { GroupView } from './view.ts';

// Another facilitator's device signs on the word of a note alone. So whoever holds a phone that was left open, a quarter
// of an hour after her words, can end somebody's reading and nothing more.
eachDatabase('the note that a woman is out', (app) => {
	let maren: Woman;
	let view: GroupView;
	let ifeoma: Woman;
	let wren: string;

	beforeEach(async () => {
		({ woman: maren, view } = await newFounder(app()));
		ifeoma = (await newMember(app(), maren, view, { name: 'Ifeoma', role: 'facilitator' })).woman;
		wren = (await newMember(app(), maren, view)).handle;
		for (const one of [maren, ifeoma]) must(await groups.open(one, view.group));
		app().clock.now += 16 * 60_000;
	});
	const prove = async (woman: Woman) =>
		must(await accounts.proveAgain(woman, { name: woman.name, kind: 'passphrase', secret: WORDS }));
	const notes = () => {
		const rows = app().ctx.db.selectFrom('record').select('id').where('type', '=', 'removal');
		return rows.where('group_id', '=', view.group).execute();
	};
	const seenBy = async (woman: Woman) =>
		must(await groups.open(woman, view.group)).view.members.find((m) => m.handle === wren);
	const sealed = async () => {
		const note = { circle: 'facilitators', type: 'removal', id: wren, version: 1, prev: '' } as const;
		const body = { handle: wren, at: app().clock.now };
		const [row] = must(await maren.vault.seal(view.group, [{ ...note, body }])).records;
		if (!row) throw new Error('not sealed');
		return row;
	};

	it('is not written without a fresh proof: access ends, nobody signs, a person is asked', async () => {
		must(await members.cut(maren, view.group, wren));
		expect(await notes()).toEqual([]);
		await prove(ifeoma);
		for (const one of [ifeoma, maren, ifeoma])
			expect(await seenBy(one)).toMatchObject({ state: 'removed', unsigned: true, saidBy: null });
	});

	it('is not even sealed for the server without a fresh proof', async () => {
		const sent: string[] = [];
		const put = (path: string, body?: unknown) => {
			sent.push(path);
			return maren.api.put(path, body);
		};
		const api = { ...maren.api, get: maren.api.get.bind(maren.api), post: maren.api.post.bind(maren.api), put };
		must(await members.cut({ ...maren, api: api as typeof maren.api }, view.group, wren));
		expect(sent).toEqual([]);
	});

	it('is not taken by the server without a fresh proof, by itself or with a change', async () => {
		const { circle, type, id, epoch, envelope, ...row } = await sealed();
		const path = `/groups/${view.group}/records/${type}/${id}`;
		expect(await maren.api.put(path, { circle, base: 0, epoch, envelope })).toMatchObject({
			status: 403,
			reason: 'prove'
		});
		const { secret, invitation } = await invitations.draft();
		const { today } = view;
		const invite = { day: today, role: 'member', expires: today, preview: {}, fragment: secret.fragment } as const;
		const { change, offer } = must(await maren.vault.invite(view.group, invite));
		const records = [...change.records, { circle, type, id, epoch, envelope, ...row }];
		const body = { ...change, records, offers: [{ invitation, offer }] };
		expect(await maren.api.post(`/groups/${view.group}/changes`, body)).toMatchObject({ status: 403, reason: 'prove' });
		expect(await notes()).toEqual([]);
	});

	it('is written after her words, and then the next device signs by itself', async () => {
		expect(await members.remove(maren, view, { handle: wren })).toMatchObject({ ok: false, reason: 'prove' });
		expect(await notes()).toEqual([]);
		await prove(maren);
		// The line breaks after the note: the signature is another device's.
		const post = (path: string, body?: unknown) => {
			if (path.endsWith('/changes')) return Promise.resolve({ ok: false, status: 0, reason: 'no-network', more: {} });
			return maren.api.post(path, body);
		};
		const api = { ...maren.api, get: maren.api.get.bind(maren.api), put: maren.api.put.bind(maren.api), post };
		const broken = { ...maren, api: api as typeof maren.api };
		expect(await members.remove(broken, view, { handle: wren })).toMatchObject({ ok: false });
		expect(await notes()).toEqual([{ id: wren }]);
		await prove(ifeoma);
		expect(await seenBy(ifeoma)).toMatchObject({ state: 'removed', unsigned: false, saidBy: null });
		expect(await notes()).toEqual([]);
	});

	it('is named to a facilitator who has not shown her words of late, and signed once she has', async () => {
		await prove(maren);
		must(await members.cut(maren, view.group, wren));
		expect(await seenBy(ifeoma)).toMatchObject({ unsigned: true, saidBy: view.me.handle });
		await prove(ifeoma);
		expect(await seenBy(ifeoma)).toMatchObject({ unsigned: false, saidBy: null });
	});
});
