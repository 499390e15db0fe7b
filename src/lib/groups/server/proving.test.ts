import { beforeAll, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newAsker, newFounder, newMember, WORDS, type Woman } from '../../../server/testing-groups.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import type { GroupView } from '../client/view.ts';
import * as groups from '../client/groups.ts';
import * as invitations from '../client/invitations.ts';
import * as members from '../client/members.ts';
import * as waiting from '../client/waiting.ts';

const MINUTE = 60_000;

// A phone that was left open, or somebody who has her cookie: sixteen minutes after her words, the sign-in is still good.
eachDatabase('a quarter of an hour after her words', (app) => {
	let maren: Woman;
	let view: GroupView;
	let ifeoma: Woman;
	let wren: { woman: Woman; handle: string };
	let later: GroupView;

	const again = ({ name }: Woman) => ({ name, kind: 'passphrase', secret: WORDS }) as const;
	const events = async () => {
		const rows = await app().ctx.db.selectFrom('roster_event').select('event').execute();
		return rows.length;
	};
	const asked = async () => {
		const listed = must(await waiting.list(maren, later)).waiting;
		const [one] = listed;
		if (!one) throw new Error('nobody waits');
		return one;
	};

	beforeAll(async () => {
		({ woman: maren, view } = await newFounder(app()));
		const second = await newMember(app(), maren, view, { name: 'Ifeoma', role: 'facilitator' });
		ifeoma = second.woman;
		wren = await newMember(app(), maren, view);
		await newAsker(app(), maren, view, { name: 'Noor' });
		later = must(await groups.open(maren, view.group)).view;
		const one = await asked();
		must(await waiting.recordTalk(maren, later, { waiting: one, note: '' }));
		for (const woman of [maren, ifeoma, wren.woman]) must(await groups.open(woman, view.group));
		app().clock.now += 16 * MINUTE;
		later = must(await groups.open(maren, view.group)).view;
	});

	const refused = { ok: false, reason: 'prove' };
	const wants: [string, () => Promise<unknown>][] = [
		['admit', async () => waiting.admit(maren, later, await asked())],
		['invite a facilitator', () => invitations.start(maren, later, { role: 'facilitator' })],
		[
			'appoint',
			async () => {
				const body = { handle: wren.handle, role: 'facilitator', on: true } as const;
				const { consent } = must(await members.consent(wren.woman, later, { kind: 'role', body }));
				return members.setRole(maren, later, { ...body, consents: [consent] });
			}
		],
		['erase the account', () => accounts.erase(maren)]
	];

	describe('wants her words once more', () => {
		it.each(wants)('to %s', async (_, attempt) => {
			const before = await events();
			expect(await attempt()).toMatchObject(refused);
			expect(await events()).toBe(before);
		});

		it('to set the policy', async () => {
			const { group, today } = later;
			const body = { approvers: 2 } as const;
			const { consent } = must(await members.consent(ifeoma, later, { kind: 'policy', body }));
			const { change } = must(await maren.vault.setPolicy(group, { day: today, ...body, consents: [consent] }));
			expect(await maren.api.post(`/groups/${group}/changes`, change)).toMatchObject({ status: 403, reason: 'prove' });
		});

		it('to step down', async () => {
			const { me } = must(await groups.open(ifeoma, view.group)).view;
			const input = { handle: me.handle, role: 'facilitator', on: false } as const;
			expect(await members.setRole(ifeoma, later, input)).toMatchObject(refused);
		});

		it('to remove somebody; her access has ended meanwhile, and no other device asks or signs in the middle', async () => {
			expect(await members.remove(maren, later, { handle: wren.handle })).toMatchObject(refused);
			expect(await groups.open(wren.woman, view.group)).toMatchObject({ reason: 'not-here' });
			for (const who of [ifeoma, maren]) {
				const seen = must(await groups.open(who, view.group)).view;
				expect(seen.members.find((m) => m.handle === wren.handle)).toMatchObject({ state: 'removed', unsigned: true });
			}
		});
	});

	it('wants nothing to invite a member, to leave, or for keys', async () => {
		// What was cut above is signed by whoever has shown her words.
		must(await accounts.proveAgain(ifeoma, again(ifeoma)));
		const seen = must(await groups.open(ifeoma, view.group)).view;
		expect(seen.members.find((m) => m.handle === wren.handle)).toMatchObject({ state: 'removed', unsigned: false });
		expect(seen.circles.filter((c) => c.due)).toEqual([]);
		later = must(await groups.open(maren, view.group)).view;
		must(await invitations.start(maren, later, { role: 'member' }));
		must(await members.leave(ifeoma, seen, { erase: false }));
		// The keys that her leaving made due are made by the other's device, unasked.
		expect(must(await groups.open(maren, view.group)).view.circles.filter((c) => c.due)).toEqual([]);
	});

	it('is told nothing but no for a wrong proof, and slower after some', async () => {
		const wrong = { ...again(maren), secret: 'not these words at all, I am afraid' };
		for (let tries = 0; tries < 4; tries += 1) {
			expect(await accounts.proveAgain(maren, wrong)).toMatchObject({ ok: false, reason: 'not-opened' });
		}
		const guess = { kind: 'passphrase', proof: 'A'.repeat(43) };
		expect(await maren.api.post('/me/prove', guess)).toMatchObject({ status: 429, reason: 'wait' });
		expect(await accounts.erase(maren)).toMatchObject(refused);
		app().clock.now += 8_000;
	});

	it('goes on where she was, in this sign-in and no other of hers', async () => {
		const other = await maren.again();
		must(await groups.open(other, view.group));
		app().clock.now += 16 * MINUTE;
		must(await groups.open(maren, view.group));
		must(await accounts.proveAgain(maren, again(maren)));
		expect(await invitations.start(other, later, { role: 'facilitator' })).toMatchObject(refused);
		later = must(await groups.open(maren, view.group)).view;
		must(await invitations.start(maren, later, { role: 'facilitator' }));
		expect(await accounts.erase(maren)).toMatchObject({ ok: false, reason: 'still-a-member' });
	});
});
