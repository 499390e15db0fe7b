import { beforeEach, expect, it } from 'vitest';
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
			expect(await meOf(await asker.woman.again())).toMatchObject({ waiting: [], ended: [] });
			const later = await ifeoma.again();
			must(await invitations.start(later, must(await groups.open(later, group)).view, { role: 'member' }));
			const rows = await app().ctx.db.selectFrom('invitation').selectAll().where('group_id', '=', group).execute();
			for (const row of rows) expect(row).toMatchObject({ request: null, asked_by: null });
		} finally {
			app().clock.now = before;
		}
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
