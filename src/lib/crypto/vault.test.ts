import { beforeEach, expect, test } from 'vitest';
import { invitationRecordId } from './offer.ts';
import { openVault } from './open-vault.ts';
import { day, expires, good, Host, quick, Woman } from './testing.ts';

let host: Host;
let ada: Woman;
let bea: Woman;
let cleo: Woman;

beforeEach(async () => {
	host = new Host();
	[ada, bea, cleo] = (await Promise.all(['Ada', 'Bea', 'Cleo'].map((name) => new Woman(name).start()))) as [
		Woman,
		Woman,
		Woman
	];
	await ada.found(host);
});

const bodies = (opened: { ok: boolean }[]) =>
	opened.map((one) => ('body' in one ? one.body : (one as { reason?: string }).reason));

test('founding gives a facilitator, three circles with keys, and its first records', async () => {
	const card = {
		circle: 'group',
		type: 'group-card',
		id: 'card',
		version: 1,
		prev: '',
		body: { name: 'Rowan' }
	} as const;
	const founded = good(await bea.vault.found({ day, records: [card] }));
	expect(founded.change.head).toBe('');
	expect(founded.change.events.map(({ kind }) => kind)).toEqual(['create', 'rotate', 'rotate', 'rotate']);
	expect(founded.change.wraps.map(({ circle, epoch, readers }) => [circle, epoch, readers])).toEqual(
		['group', 'facilitators', `member:${founded.handle}`].map((circle) => [circle, 1, [founded.handle]])
	);
	const { group, handle, change } = founded;
	const view = good(await bea.vault.openGroup({ group, handle, events: change.events, wraps: change.wraps }));
	expect(view.circles.map(({ due, readable }) => [due, readable])).toEqual([
		[false, [1]],
		[false, [1]],
		[false, [1]]
	]);
	expect(bodies(await bea.vault.open(group, change.records))).toEqual([{ name: 'Rowan' }]);
});

test('an invitation by words, a request, an admission: she reads what was sealed again for her, and nothing else', async () => {
	const early = await ada.write(host, 'group', 'note', 'before her time');
	await ada.write(host, 'group', 'agreement', 'we listen');
	await ada.bring(host, bea, 'member', (row) => row.type === 'agreement');
	const now = host.of('group');
	expect(bodies(await ada.vault.open(host.group, now))).toEqual(['before her time', 'we listen']);
	expect(bodies(await bea.vault.open(host.group, now))).toEqual(['unknown-epoch', 'we listen']);
	expect(bodies(await bea.vault.open(host.group, [early]))).toEqual(['unknown-epoch']);
	const mine = await bea.write(host, `member:${bea.handle}`, 'coming', 'yes');
	expect(bodies(await ada.vault.open(host.group, [mine]))).toEqual(['yes']);
	await ada.bring(host, cleo);
	await bea.see(host);
	expect(bodies(await cleo.vault.open(host.group, [mine]))).toEqual(['unknown-epoch']);
	expect(await ada.vault.words({ group: host.group, of: 'head' })).toEqual(
		await cleo.vault.words({ group: host.group, of: 'head' })
	);
	const ofBea = { group: host.group, of: bea.handle };
	expect(await cleo.vault.words(ofBea)).toEqual(await bea.vault.words(ofBea));
});

test('a facilitator by invitation has the circle of facilitators from the start, and the secrets in it', async () => {
	const invited = good(await ada.vault.invite(host.group, { day, role: 'member', expires, preview: 'hello' }));
	await host.take(invited.change);
	await ada.see(host);
	await ada.bring(host, bea, 'facilitator');
	const secret = host.of('facilitators').find(({ id }) => id === invitationRecordId(invited.invitation))!;
	expect(await bea.vault.open(host.group, [secret])).toMatchObject([
		{ ok: true, body: { fragment: invited.secret.fragment } }
	]);
	const offer = good(await bea.vault.renewOffer(host.group, { fragment: invited.secret.fragment, preview: 'anew' }));
	const nobody = openVault({ scrypt: quick });
	expect(await nobody.readOffer({ ...offer, fragment: invited.secret.fragment, day })).toMatchObject({
		ok: true,
		body: 'anew'
	});
});

test('with a policy of two, the second says yes beforehand', async () => {
	await ada.bring(host, bea, 'facilitator');
	const policy = { kind: 'policy', body: { approvers: 2 } } as const;
	const { consent } = good(await bea.vault.consent(host.group, policy));
	await host.take(good(await ada.vault.setPolicy(host.group, { day, approvers: 2, consents: [consent] })).change);
	await Promise.all([ada.see(host), bea.see(host)]);
	const alone = { day, role: 'member', expires, preview: '' } as const;
	expect(await ada.vault.invite(host.group, alone)).toEqual({ ok: false, reason: 'consent' });
	const { draftInvitation } = await import('./offer.ts');
	const draft = await draftInvitation();
	const body = { invitation: draft.invitation, role: 'member', expires };
	const second = good(await bea.vault.consent(host.group, { kind: 'invite', body })).consent;
	const both = { ...alone, fragment: draft.secret.fragment, consent: second };
	expect(good(await ada.vault.invite(host.group, both)).secret.words).toEqual(draft.secret.words);
});

test('removing: one change, new keys, live items sealed again, and she is out', async () => {
	await ada.bring(host, bea);
	await ada.bring(host, cleo);
	const before = await ada.write(host, 'group', 'venue-card', '1 Long Lane');
	const due = await ada.vault.dueAfter(host.group, { kind: 'remove', handle: cleo.handle });
	expect(due).toEqual(['group']);
	const rotations = await host.rotations(due);
	const removed = good(await ada.vault.remove(host.group, { day, handle: cleo.handle, rotations }));
	expect(removed.change.events.map(({ kind }) => kind)).toEqual(['remove', 'rotate']);
	await host.take(removed.change);
	await Promise.all([ada.see(host), bea.see(host)]);
	expect((await cleo.see(host)).me.state).toBe('removed');
	const after = await ada.write(host, 'group', 'venue-card', '2 Short Street');
	const [again] = host.of('group').filter(({ id }) => id === before.id);
	expect(bodies(await bea.vault.open(host.group, [again!, after]))).toEqual(['1 Long Lane', '2 Short Street']);
	expect(bodies(await cleo.vault.open(host.group, [again!, after]))).toEqual(['unknown-epoch', 'unknown-epoch']);
	const item = { circle: 'group', type: 'note', id: 'x', version: 1, prev: '', body: '' } as const;
	expect(await cleo.vault.seal(host.group, [item])).toEqual({ ok: false, reason: 'no-key' });
});

test('leaving: the circle waits, nobody writes, a facilitator finishes it', async () => {
	await ada.bring(host, bea);
	await ada.bring(host, cleo);
	await bea.see(host);
	await host.take(good(await cleo.vault.leave(host.group, { day })).change);
	const view = await ada.see(host);
	expect(view.circles.filter(({ due }) => due)).toMatchObject([{ circle: 'group', mine: true }]);
	await bea.see(host);
	const item = { circle: 'group', type: 'note', id: 'x', version: 1, prev: '', body: 'wait' } as const;
	expect(await bea.vault.seal(host.group, [item])).toEqual({ ok: false, reason: 'epoch-due' });
	// A running session does not wait.
	const entry = { circle: 'group', session: 's', entry: 'e', body: 'now' } as const;
	expect((await bea.vault.sealLive(host.group, [entry])).ok).toBe(true);
	const rotations = await host.rotations(['group']);
	expect(await bea.vault.finishRotation(host.group, { day, rotations })).toEqual({ ok: false, reason: 'not-allowed' });
	await host.take(good(await ada.vault.finishRotation(host.group, { day, rotations })).change);
	await bea.see(host);
	expect((await bea.vault.seal(host.group, [item])).ok).toBe(true);
});

test('appointing and demoting, with the signatures they need', async () => {
	await ada.bring(host, bea);
	await ada.bring(host, cleo);
	await Promise.all([bea.see(host), cleo.see(host)]);
	const appoint = { handle: bea.handle, role: 'facilitator', on: true } as const;
	const { consent } = good(await bea.vault.consent(host.group, { kind: 'role', body: { ...appoint } }));
	expect(await ada.vault.setRole(host.group, { day, ...appoint })).toEqual({ ok: false, reason: 'consent' });
	const due = await ada.vault.dueAfter(host.group, { kind: 'role', handle: bea.handle });
	const change = good(
		await ada.vault.setRole(host.group, { day, ...appoint, consents: [consent], rotations: await host.rotations(due) })
	).change;
	await host.take(change);
	await Promise.all([ada, bea, cleo].map((woman) => woman.see(host)));
	const talk = await ada.write(host, 'facilitators', 'debrief', 'it went well');
	expect(bodies(await bea.vault.open(host.group, [talk]))).toEqual(['it went well']);
	const remove = { kind: 'remove', body: { handle: ada.handle } } as const;
	const yes = good(await cleo.vault.consent(host.group, remove)).consent;
	expect(await bea.vault.remove(host.group, { day, handle: ada.handle })).toEqual({ ok: false, reason: 'consent' });
	const gone = await host.rotations(await bea.vault.dueAfter(host.group, { kind: 'remove', handle: ada.handle }));
	await host.take(
		good(await bea.vault.remove(host.group, { day, handle: ada.handle, consents: [yes], rotations: gone })).change
	);
	const view = await bea.see(host);
	expect(view.circles.some(({ due }) => due)).toBe(false);
});

test('someone knows her words: new keys in the group, and the old epochs stay readable to her', async () => {
	await ada.bring(host, bea);
	await bea.see(host);
	const before = await bea.write(host, 'group', 'note', 'before');
	const stolen = bea.vault;
	const input = {
		words: 'quite other words of her own',
		passphrase: { id: 'p', version: 2 },
		recovery: { id: 'r', version: 2 }
	};
	good(await bea.vault.renewAccount(input));
	await bea.vault.takeRenewed();
	const due = await bea.vault.dueAfter(host.group, { kind: 'rekey' });
	const rotations = await host.rotations(due, () => false);
	await host.take(good(await bea.vault.rekey(host.group, { day, rotations })).change);
	await Promise.all([ada.see(host), bea.see(host)]);
	const after = await ada.write(host, 'group', 'note', 'after');
	expect(bodies(await stolen.open(host.group, [before, after]))).toEqual(['before', 'after']);
	expect((await bea.see(host)).circles.some(({ due }) => due)).toBe(false);
	expect((await bea.write(host, 'group', 'proposal', 'signed anew')).epoch).toBe(after.epoch);
	expect(bodies(await ada.vault.open(host.group, host.of('group')))).toEqual(['before', 'after', 'signed anew']);
});

test('a new version cites the one before; an older one is noticed', async () => {
	const first = await ada.write(host, 'group', 'agreement', 'one');
	const [opened] = await ada.vault.open(host.group, [first]);
	const hash = opened?.ok ? opened.hash : '';
	const next = { circle: 'group', type: 'agreement', id: first.id, version: 2, prev: hash, body: 'two' } as const;
	const { records } = good(await ada.vault.seal(host.group, [next]));
	expect(bodies(await ada.vault.open(host.group, records))).toEqual(['two']);
	expect(bodies(await ada.vault.open(host.group, [first, ...records]))).toEqual(['rolled-back', 'two']);
});

test('a live log: entries by circle, and while covered nothing but them', async () => {
	await ada.bring(host, bea);
	const hers = `member:${bea.handle}` as const;
	const input = { circle: hers, session: 'thursday', entry: 'e1', body: { kind: 'signal' } };
	const { entries } = good(await bea.vault.sealLive(host.group, [input]));
	const note = await ada.write(host, 'group', 'note', 'private');
	await ada.vault.keepOnly([{ group: host.group, session: 'thursday', circles: ['group', hers] }]);
	expect(bodies(await ada.vault.openLive(host.group, entries))).toEqual([{ kind: 'signal' }]);
	expect(
		bodies(
			await ada.vault.openLive(
				host.group,
				entries.map((row) => ({ ...row, entry: 'e2' }))
			)
		)
	).toEqual(['damaged']);
	expect(
		bodies(
			await ada.vault.openLive(
				host.group,
				entries.map((row) => ({ ...row, session: 'friday' }))
			)
		)
	).toEqual(['unknown-epoch']);
	expect((await ada.vault.sealLive(host.group, [{ ...input, entry: 'e3' }])).ok).toBe(true);
	expect(await ada.vault.sealLive(host.group, [{ ...input, circle: 'facilitators' }])).toEqual({
		ok: false,
		reason: 'no-key'
	});
	await expect(ada.vault.open(host.group, [note])).rejects.toThrow('covered');
	await expect(ada.vault.found({ day })).rejects.toThrow('covered');
});

test('after a cover her words bring everything back', async () => {
	const woman = new Woman('Dora');
	const account = good(await woman.vault.createAccount({ words: 'dora and her own long words' }));
	host = new Host();
	await woman.found(host);
	const note = await woman.write(host, 'group', 'note', 'private');
	await woman.vault.keepOnly([]);
	const { challenge, ...unlocker } = account.unlockers[0];
	good(await woman.vault.startUnlock({ secret: 'dora and her own long words', challenge }));
	good(await woman.vault.finishUnlock({ account: account.account, unlocker }));
	expect(bodies(await woman.vault.open(host.group, [note]))).toEqual(['private']);
	expect((await woman.write(host, 'group', 'note', 'and more')).version).toBe(1);
});
