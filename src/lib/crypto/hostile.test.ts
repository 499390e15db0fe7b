import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { groupKeys } from './account-keys.ts';
import { wrapKey } from './age.ts';
import type { RecordRow, Wrap } from './change.ts';
import { liveLine } from './circles.ts';
import { randomBytes, toBase64url } from './encoding.ts';
import { recordKeys, seal } from './envelope.ts';
import { makeEvent } from './roster-event.ts';
import type { RosterEvent } from './roster.ts';
import type { Sealed } from './sealed.ts';
import { day, expires, forms, good, Host, quick, Woman } from './testing.ts';
import { openVault } from './open-vault.ts';
import type { GroupAnswer } from './vault.ts';

// A host that lies. Each of its lies is refused, says why, and breaks nothing.

let host: Host;
let ada: Woman;
let bea: Woman;
let plan: RecordRow, note: RecordRow;
let sent = forms[1][1];

beforeEach(async () => {
	host = new Host();
	[ada, bea] = (await Promise.all(['Ada', 'Bea'].map((name) => new Woman(name).start()))) as [Woman, Woman];
	await ada.found(host);
	await ada.bring(host, bea);
	plan = await ada.write(host, 'group', 'plan', 'seven o’clock');
	note = await ada.write(host, 'group', 'note', 'bring tea');
});

const read = async (row: unknown) => {
	const [opened] = await bea.vault.open(host.group, [row as RecordRow]);
	return opened!.ok ? opened!.body : opened!.reason;
};
const show = (events: RosterEvent[], wraps: Wrap[] = host.wraps, woman = bea): Promise<GroupAnswer> =>
	woman.vault.openGroup({ group: host.group, handle: woman.handle, events: sent(events), wraps });
const refusal = (answer: { ok: true } | { ok: false; reason: string }) => (answer.ok ? 'opened' : answer.reason);

describe('records', () => {
	test('swapped, replayed elsewhere, relabelled, or under an epoch that is not there', async () => {
		expect(await read(plan)).toBe('seven o’clock');
		expect(await read({ ...plan, envelope: note.envelope })).toBe('damaged');
		expect(await read({ ...plan, id: note.id })).toBe('damaged');
		expect(await read({ ...plan, type: 'note' })).toBe('damaged');
		expect(await read({ ...plan, version: 2 })).toBe('damaged');
		expect(await read({ ...plan, circle: `member:${bea.handle}` })).toBe('unknown-epoch');
		for (const epoch of [3, 99]) expect(await read({ ...plan, epoch })).toBe('unknown-epoch');
		expect(await read({ ...plan, epoch: 1 })).toBe('unknown-epoch');
	});

	test('rows that make no sense', async () => {
		const rows = [
			null,
			5,
			{},
			[],
			{ ...plan, circle: 'everyone' },
			{ ...plan, circle: 'member:x' },
			{ ...plan, epoch: 0 }
		];
		const more = [
			{ ...plan, version: 1.5 },
			{ ...plan, id: '' },
			{ ...plan, id: 'a/b' },
			{ ...plan, envelope: 5 },
			{ ...plan, type: 'x'.repeat(200) }
		];
		for (const row of [...rows, ...more]) expect(await read(row)).toBe('wrong-place');
		expect(await read({ ...plan, envelope: '' })).toBe('damaged');
		expect(await read({ ...plan, envelope: `C${plan.envelope.slice(1)}` })).toBe('unknown-suite');
		expect(await read({ ...plan, type: 'toString' })).toBe('damaged');
		expect((await bea.vault.openLive(host.group, [null, plan] as never)).map((one) => one.ok)).toEqual([false, false]);
	});

	test('a member’s key does not make her a facilitator, nor another woman', async () => {
		const forged = await bea.vault.seal(host.group, [
			{ circle: 'group', type: 'plan', id: plan.id, version: 2, prev: '', body: 'eight' }
		]);
		const { records } = good(forged);
		const [opened] = await ada.vault.open(host.group, records);
		expect(opened).toEqual({ ok: false, reason: 'wrong-author' });
	});

	test('slipped into an epoch after it closed, with a key that someone kept', async () => {
		const cleo = await new Woman('Cleo').start();
		await ada.bring(host, cleo);
		await bea.see(host);
		const kept = (await bea.write(host, 'group', 'note', 'kept')).epoch;
		const late = good(
			await cleo.vault.seal(host.group, [
				{ circle: 'group', type: 'note', id: 'late', version: 1, prev: '', body: 'late' }
			])
		);
		const due = await host.rotations(['group'], () => false);
		await host.take(good(await ada.vault.remove(host.group, { day, handle: cleo.handle, rotations: due })).change);
		await Promise.all([ada.see(host), bea.see(host)]);
		expect(late.records[0]!.epoch).toBe(kept);
		expect(await read(late.records[0])).toBe('closed-epoch');
		expect(await read(host.of('group').find(({ type }) => type === 'note'))).not.toBe('closed-epoch');
		// Nor does it help to add it to the list that was signed.
		const line = await liveLine(host.group, late.records[0]!);
		const padded = host.wraps.map((wrap) => ({ ...wrap, live: [...wrap.live, line].sort() }));
		good(await show(host.events, padded));
		expect(await read(late.records[0])).toBe('closed-epoch');
		expect(await read(plan)).toBe('closed-epoch');
	});
});

describe.each(forms)('rosters, sent %s', (_, form) => {
	beforeAll(() => void (sent = form));
	test('a log cut short after more was seen', async () => {
		expect(refusal(await show(host.events.slice(0, -1)))).toBe('rolled-back');
		expect(refusal(await show(host.events.slice(0, 4)))).toBe('rolled-back');
		expect(refusal(await show([]))).toBe('opened');
		expect(refusal(await show(host.events.slice(6)))).toBe('opened');
	});

	test('a log that went another way', async () => {
		const other = new Host();
		await other.take({ head: '', events: host.events.slice(0, 4), wraps: [], records: [] });
		const { state } = other;
		const keys = await groupKeys(randomBytes(32), ada.handle);
		const place = { group: state.group, prev: state.head, seq: 4, day, by: ada.handle };
		const forged = await makeEvent({ ...place, kind: 'leave', body: {} }, keys.sign);
		expect(await show([...other.events, forged, ...host.events.slice(5)])).toEqual({
			ok: false,
			reason: 'forked',
			at: 4
		});
		expect(await read(plan)).toBe('seven o’clock');
	});

	test('two true logs that part: whichever was seen first stays, even over a lock', async () => {
		const before = [...host.events];
		const one = good(await ada.vault.invite(host.group, { day, role: 'member', expires, preview: 1 })).change.events;
		const two = good(await ada.vault.invite(host.group, { day, role: 'member', expires, preview: 2 })).change.events;
		expect(refusal(await show([...before, ...one]))).toBe('opened');
		expect(await show([...before, ...two])).toEqual({ ok: false, reason: 'forked', at: before.length });
		await bea.vault.lock();
		good(await bea.vault.createAccount({ words: 'other words in the same browser' }));
		expect(refusal(await show([...before, ...two]))).toBe('forked');
		expect(refusal(await show(before))).toBe('rolled-back');
	});

	test('another group’s log, one with a gap, one that she is not in, and none at all', async () => {
		const elsewhere = new Host();
		const cleo = await new Woman('Cleo').start();
		await cleo.found(elsewhere);
		const fresh = await new Woman('Dora').start();
		fresh.handle = ada.handle;
		expect(refusal(await show(elsewhere.events, [], fresh))).toBe('wrong-group');
		expect(refusal(await show(host.events.slice(3), [], fresh))).toBe('gap');
		fresh.handle = cleo.handle;
		expect(refusal(await show(host.events, [], fresh))).toBe('not-a-member');
		for (const junk of [[null], [{}], [{ seq: 'x' }], 'log', [{ seq: -1 }]]) {
			expect((await show(junk as RosterEvent[], [], fresh)).ok).toBe(false);
		}
	});
});

describe('wraps', () => {
	test('made up by whoever knows her public key', async () => {
		const { age } = host.state.members[bea.handle]!;
		const place = { group: host.group, circle: 'group', epoch: 2, head: host.state.head };
		const file = await wrapKey({ ...place, key: randomBytes(32) }, [age]);
		const made = host.wraps.map((wrap) => (wrap.circle === 'group' && wrap.epoch === 2 ? { ...wrap, file } : wrap));
		const view = await relogged(made);
		expect(view.ok && view.refused).toEqual([{ circle: 'group', epoch: 2, reason: 'not-committed' }]);
		expect(await read(plan)).toBe('unknown-epoch');
		// The true one is still believed when it comes.
		good(await show([]));
		expect(await read(plan)).toBe('seven o’clock');
	});

	test('damaged, swapped between circles, of no epoch, or no wrap at all', async () => {
		const [first, second] = host.wraps.filter(({ readers }) => readers.includes(bea.handle)) as [Wrap, Wrap];
		const bad: unknown[] = [
			{ ...first, file: `${first.file.slice(0, -4)}AAAA` as Sealed },
			{ ...second, file: first.file },
			{ ...first, epoch: 7 },
			{ ...first, circle: '__proto__' },
			null,
			{ circle: 'group' }
		];
		const view = await relogged(bad as Wrap[]);
		const reasons = view.ok && view.refused.map(({ reason }) => reason).sort();
		expect(reasons).toEqual(['damaged', 'unknown-epoch', 'unknown-epoch']);
		expect(await read(plan)).toBe('unknown-epoch');
	});

	/** The same woman in a new Vault, so that no key is left over. */
	async function relogged(wraps: Wrap[]): Promise<GroupAnswer> {
		const words = 'Bea and her own long words again';
		const id = toBase64url(randomBytes(16));
		const { unlocker } = good(await bea.vault.changeWords({ words, id, version: 2 }));
		const { challenge, ...wrapped } = unlocker;
		const account = bea.account;
		bea.vault = openVault({ scrypt: quick });
		good(await bea.vault.startUnlock({ secret: words, challenge }));
		good(await bea.vault.finishUnlock({ account, unlocker: wrapped }));
		return show(host.events, wraps);
	}
});

test('a record with a true key and a made-up author, from inside the circle', async () => {
	const epochKey = randomBytes(32);
	const pair = await recordKeys(epochKey, 'note', 'x');
	const place = { group: host.group, circle: 'group', epoch: 2, type: 'note', id: 'x', version: 1 } as const;
	const envelope = await seal(place, { author: ada.handle, head: host.state.head, prev: '', body: 1 }, pair, null);
	expect(await read({ ...place, envelope })).toBe('damaged');
});

describe('invitations', () => {
	test('an offer or a request that someone without the secret made, or for another invitation', async () => {
		const invite = async () => {
			const made = good(await ada.vault.invite(host.group, { day, role: 'member', expires, preview: 'hi' }));
			await host.take(made.change);
			await ada.see(host);
			return made;
		};
		const [one, two] = [await invite(), await invite()];
		const cleo = await new Woman('Cleo').start();
		const ask = (fragment: string, offer: Sealed, on = day) =>
			cleo.vault.requestToJoin({ fragment, offer, day: on, body: {} });
		expect(refusal(await ask(one.secret.fragment, two.offer))).toBe('damaged');
		expect(refusal(await ask('nonsense', one.offer))).toBe('damaged');
		expect(refusal(await ask(one.secret.fragment, one.offer, '2026-12-01'))).toBe('expired');
		const { request } = good(await ask(one.secret.fragment, one.offer));
		const read = ({ fragment }: { fragment: string }, on = day) =>
			ada.vault.openRequest(host.group, { fragment, request, day: on });
		expect(refusal(await read(two.secret))).toBe('damaged');
		expect(refusal(await read(one.secret, '2026-12-01'))).toBe('expired');
		await host.take(good(await ada.vault.revokeInvite(host.group, { day, invitation: one.invitation })).change);
		await ada.see(host);
		const { fragment } = one.secret;
		expect(refusal(await ada.vault.admit(host.group, { day, fragment, request }))).toBe('no-invitation');
	});
});
