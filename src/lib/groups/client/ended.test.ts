import { beforeEach, expect, it } from 'vitest';
import { runDue } from '#lib/platform/server/jobs.ts';
import { workers } from '../../../server/app.ts';
import { eachDatabase } from '../../../server/testing.ts';
import {
	must,
	newAsker,
	newFounder,
	newMember,
	newWoman,
	stranger,
	type Woman
} from '../../../server/testing-groups.ts';
import type { Me } from '#lib/platform/client/me.ts';
import * as groups from './groups.ts';
import * as invitations from './invitations.ts';
import * as members from './members.ts';
import type { GroupView } from './view.ts';
import * as waiting from './waiting.ts';

const DAY = 86_400_000;

eachDatabase('a request that ends before she is let in', (app) => {
	let maren: Woman;
	let ifeoma: Woman;
	let wren: Woman;
	let group: GroupView['group'];
	let asker: Awaited<ReturnType<typeof newAsker>>;

	beforeEach(async () => {
		const founder = await newFounder(app());
		maren = founder.woman;
		group = founder.view.group;
		ifeoma = (await newMember(app(), maren, founder.view, { name: 'Ifeoma', role: 'facilitator' })).woman;
		wren = (await newMember(app(), maren, await seen(maren))).woman;
		asker = await newAsker(app(), maren, await seen(maren), { name: 'Noor' });
	});

	const seen = async (woman: Woman) => must(await groups.open(woman, group)).view;
	const meOf = async (woman: Woman) => must(await woman.api.get<Me>('/me')).data;
	const listed = async (woman: Woman) => must(await waiting.list(woman, await seen(woman)));
	const again = async (woman: Woman) => {
		const { secret } = must(await invitations.start(ifeoma, await seen(ifeoma), { role: 'member' }));
		const { offered } = must(await invitations.preview(woman, { fragment: secret.fragment }));
		return invitations.ask(woman, offered, { name: 'Noor', pronouns: '', talkAbout: '', reach: '' });
	};

	it('tells her, and the facilitators who are left how many; a stranger and a member nothing', async () => {
		must(await invitations.start(maren, await seen(maren), { role: 'member' })); // open, and nobody has asked
		const { waiting: waits, ended } = await meOf(asker.woman);
		expect([waits.length, ended]).toEqual([1, []]);
		must(await members.stepDown(maren, await seen(maren)));
		const me = await meOf(asker.woman);
		expect(me).toMatchObject({ waiting: [], ended: [{ group, why: 'ended' }] });
		expect(await listed(ifeoma)).toMatchObject({ waiting: [], doubtful: [], ended: 1 });
		for (const other of [await newWoman(app(), 'stranger', await link()), wren, maren]) {
			expect((await meOf(other)).ended).toEqual([]);
			expect(await other.api.get(`/groups/${group}/waiting`)).toMatchObject({ ok: false, status: 404 });
			const { invitation: id } = me.ended[0]!;
			expect(await other.api.post('/invitations/withdraw', { id })).toMatchObject({ status: 404 });
		}
		const { fragment } = asker;
		expect(await invitations.preview(stranger(app()), { fragment })).toEqual({ ok: false, reason: 'revoked' });
		const rows = await app().ctx.db.selectFrom('invitation').selectAll().where('group_id', '=', group).execute();
		const left = rows.filter(({ state }) => state === 'revoked');
		expect(left).toHaveLength(2);
		for (const row of left) expect(row).toMatchObject({ request: null, asked_handle: null, offer: '' });
	});

	it('stays told until she puts it away, which nobody else learns', async () => {
		must(await members.stepDown(maren, await seen(maren)));
		const [told] = (await meOf(asker.woman)).ended;
		must(await invitations.withdraw(asker.woman, told!.invitation));
		expect((await meOf(asker.woman)).ended).toEqual([]);
		expect(must(await groups.list(asker.woman)).asked).toEqual([]);
		expect((await listed(ifeoma)).ended).toBe(1);
	});

	it('is told no more once she has asked again, and nothing is told for ever', async () => {
		must(await members.stepDown(maren, await seen(maren)));
		must(await again(asker.woman));
		expect(await meOf(asker.woman)).toMatchObject({ waiting: [{ group }], ended: [] });
		const before = app().clock.now;
		app().clock.now = before + 9 * DAY;
		try {
			expect((await listed(await ifeoma.again())).ended).toBe(0);
			const late = await asker.woman.again();
			expect(await meOf(late)).toMatchObject({ waiting: [], ended: [{ group, why: 'expired' }] });
			app().clock.now = before + 40 * DAY;
			const later = await asker.woman.again();
			expect(await meOf(later)).toMatchObject({ waiting: [], ended: [] });
			expect(must(await groups.list(later)).asked).toEqual([]);
			// Nothing has happened in the group meanwhile.
			await runDue(app().ctx, workers);
			const rows = await app().ctx.db.selectFrom('invitation').selectAll().where('group_id', '=', group).execute();
			for (const row of rows) expect(row).toMatchObject({ request: null, asked_by: null });
		} finally {
			app().clock.now = before;
		}
	});

	it('that was good for too short is forgotten when she asks anew, and when she puts it away, with what she wrote', async () => {
		const other = await newAsker(app(), ifeoma, await seen(ifeoma), { name: 'Bee' });
		const before = app().clock.now;
		app().clock.now = before + 8 * DAY;
		try {
			ifeoma = await ifeoma.again();
			const [noor, bee] = [await asker.woman.again(), await other.woman.again()];
			const { ended } = await meOf(bee);
			expect(ended).toMatchObject([{ group, why: 'expired' }]);
			must(await invitations.withdraw(bee, ended[0]!.invitation));
			must(await again(noor));
			for (const woman of [noor, bee]) expect((await meOf(woman)).ended).toEqual([]);
			const verbs = await app().ctx.db.selectFrom('event').select('verb').where('group_id', '=', group).execute();
			expect(verbs.map(({ verb }) => verb)).not.toContain('invitation.withdraw');
			const seenBy = must(await invitations.list(ifeoma, await seen(ifeoma))).invitations;
			expect(seenBy.filter(({ state }) => state === 'revoked')).toEqual([]);
			const rows = await app().ctx.db.selectFrom('invitation').selectAll().where('group_id', '=', group).execute();
			const kept = rows.filter(({ request, asked_by }) => request !== null || asked_by !== null);
			expect(kept).toHaveLength(1); // the new one
			expect(kept[0]!.expires_at).toBeGreaterThan(app().clock.now);
		} finally {
			app().clock.now = before;
		}
	});

	it('stays ended, whatever of hers arrives while it ends', async () => {
		const { offered } = asker;
		const form = { name: 'Noor', pronouns: '', talkAbout: 'Again', reach: '' };
		const id = (await meOf(asker.woman)).waiting[0]!.invitation;
		let ends = false;
		const meanwhile = async (press: () => Promise<unknown>) => {
			while (!ends) await press();
		};
		const ending = members.stepDown(maren, await seen(maren)).finally(() => (ends = true));
		const asking = () => invitations.ask(asker.woman, offered, form);
		await Promise.all([meanwhile(asking), meanwhile(asking), meanwhile(() => invitations.withdraw(asker.woman, id))]);
		must(await ending);
		const rows = await app().ctx.db.selectFrom('invitation').selectAll().where('group_id', '=', group).execute();
		expect(rows.filter(({ state }) => state !== 'used').map(({ state }) => state)).toEqual(['revoked']);
	});

	it('is another thing when a facilitator closes it: she is told so, and nobody has to invite her again', async () => {
		must(await invitations.revoke(ifeoma, await seen(ifeoma), { invitation: asker.invitation }));
		expect(await meOf(asker.woman)).toMatchObject({ waiting: [], ended: [{ group, why: 'closed' }] });
		expect((await listed(ifeoma)).ended).toBe(0);
	});

	async function link() {
		const links = await import('../server/open-links.ts');
		return { link: (await links.make(app().ctx)).token };
	}
});
