import { expect, test } from 'vitest';
import { groupKeys, openOwn } from './account-keys.ts';
import type { Challenge, WrappedUnlocker } from './account.ts';
import { commitmentTo, liveHash, liveLine } from './circles.ts';
import { contentHash, open, prove, recordKeys, sealInside, type Content, type Place } from './envelope.ts';
import type { InvitationTerms } from './invitation.ts';
import { openKept } from './kept-card.ts';
import { invitationRecordId, keysOfFragment, openOffer } from './offer.ts';
import { eventHash } from './roster-event.ts';
import { emptyRoster } from './roster-apply.ts';
import type { RosterEvent, RosterState } from './roster.ts';
import { verifyRoster } from './roster-verify.ts';
import type { Json, Sealed } from './sealed.ts';
import { openRequest } from './join.ts';
import { derive } from './primitives.ts';
import { scryptNative } from './stretch-native.ts';
import { openUnlocker, stretch, verifierOf } from './unlocker.ts';
import { toBase64url } from './encoding.ts';
import type { KeptCard } from './vault.ts';
import { fixed, hex, read, unhex } from './vectors/fixed.ts';

// Our own formats as they were fixed: what was sealed once must open for ever.

test('account: keys in a group, both unlockers, her own sealing', { timeout: 30_000 }, async () => {
	const vector = read('account') as {
		account: string;
		handle: string;
		ring: string[];
		sign: string;
		age: string;
		public: object;
		own: { label: string; id: string; body: Json; sealed: Sealed };
		unlockers: (WrappedUnlocker &
			Record<'secret' | 'proof' | 'verifier' | 'wrap', string> & { challenge: Challenge })[];
	};
	const { account, handle, own } = vector;
	const ring = vector.ring.map(unhex);
	const keys = await groupKeys(ring[0]!, handle);
	expect({ sign: hex(keys.sign), age: keys.age, public: keys.public }).toEqual({
		sign: vector.sign,
		age: vector.age,
		public: vector.public
	});
	expect(await openOwn(ring, { account, ...own }, own.sealed)).toEqual({ ok: true, body: own.body });
	for (const { secret, challenge, proof, verifier, wrap, ...unlocker } of vector.unlockers) {
		const stretched = await stretch(secret, challenge, scryptNative);
		if (!stretched.ok) throw new Error(stretched.reason);
		expect([toBase64url(stretched.proof), hex(stretched.wrap)]).toEqual([proof, wrap]);
		expect(await verifierOf(proof)).toBe(verifier);
		expect(await openUnlocker(stretched.wrap, account, unlocker)).toEqual(ring);
		expect(await openUnlocker(stretched.wrap, account, { ...unlocker, version: 2 })).toBeNull();
	}
});

test.each(['record', 'play'] as const)('%s: keys, proof, envelope, hash and list', async (name) => {
	const vector = read(name) as {
		epochKey: string;
		commitment: string;
		seed: string;
		records: ({ place: Place; content: Content; envelope: Sealed } & Record<
			'key' | 'mac' | 'hash' | 'proof' | 'line',
			string
		>)[];
		live: { lines: string[]; hash: string };
	};
	const epochKey = unhex(vector.epochKey);
	expect(await commitmentTo(epochKey)).toBe(vector.commitment);
	expect(await liveHash([...vector.live.lines].reverse())).toBe(vector.live.hash);
	for (const { place, content, key, mac, hash, proof, envelope, line } of vector.records) {
		const keys = await recordKeys(epochKey, place.type, place.id);
		expect(hex(await derive(epochKey, 'mac', place.type, place.id))).toBe(mac);
		expect(hex(await derive(epochKey, 'rec', place.type, place.id))).toBe(key);
		expect(await contentHash(place, content)).toBe(hash);
		expect(await prove(place, content, keys, unhex(vector.seed))).toBe(proof);
		expect(await sealInside(place, { ...content, proof }, keys, fixed('nonce', 12))).toBe(envelope);
		expect(await liveLine(place.group, { ...place, envelope })).toBe(line);
		// Nobody is in this roster, so the last step says that the author is not.
		const roster = { state: emptyRoster(), seqOf: () => 0 };
		expect(await open(place, envelope, keys, roster)).toEqual({ ok: false, reason: 'wrong-author' });
	}
});

test('invitation: keys, offer and request', async () => {
	const vector = read('invitation') as {
		fragment: string;
		id: string;
		invitation: string;
		recordId: string;
		keys: Record<'preview' | 'request' | 'inviter' | 'joiner', string>;
		terms: InvitationTerms;
		offer: Sealed;
		request: Sealed;
	};
	const { fragment, id, invitation, terms } = vector;
	const keys = await keysOfFragment(fragment);
	if (!keys) throw new Error('no fragment');
	const { preview, request, inviter, joiner } = keys;
	expect([keys.id, keys.invitation, invitationRecordId(keys.invitation)]).toEqual([id, invitation, vector.recordId]);
	expect([preview, request, inviter, joiner].map(hex)).toEqual(Object.values(vector.keys));
	expect(await openOffer(keys, vector.offer, '2026-11-30')).toEqual({ ok: true, terms, body: { welcome: 'Come in' } });
	expect(await openOffer(keys, vector.offer, '2026-12-01')).toEqual({ ok: false, reason: 'expired' });
	const founder = { member: { from: 0, to: null }, keys: [{ sign: terms.founder, age: '', from: 0 }] };
	const { group, head, role, expires } = terms;
	const open = { [invitation]: { role, expires, by: '', seq: 0 } };
	const state = {
		...emptyRoster(),
		group,
		heads: [head],
		members: { founder },
		invitations: open
	} as unknown as RosterState;
	const opened = await openRequest(keys, vector.request, state, '2026-11-23');
	expect(opened).toMatchObject({ ok: true, terms, body: { name: 'Dora' } });
});

test('roster: a log with every kind of event', async () => {
	const vector = read('roster') as { women: Record<string, string>; heads: string[]; events: RosterEvent[] };
	expect(await Promise.all(vector.events.map(eventHash))).toEqual(vector.heads);
	const verdict = await verifyRoster(vector.events);
	if (!verdict.ok) throw new Error(`${verdict.at} ${verdict.reason}`);
	const { ada, bea, cleo, dora } = vector.women;
	const members = Object.values(verdict.state.members).map(({ handle, state, roles }) => [handle, state, roles]);
	expect(members).toEqual([
		[ada, 'active', ['facilitator']],
		[bea, 'active', ['facilitator']],
		[cleo, 'left', []],
		[dora, 'removed', []]
	]);
	expect(new Set(vector.events.map(({ kind }) => kind)).size).toBe(10);
	expect(verdict.state.head).toBe(vector.heads.at(-1));
});

test('a kept card opens on its day', { timeout: 30_000 }, async () => {
	const { code, day, body, card } = read('kept-card') as { code: string; day: string; body: Json; card: KeptCard };
	expect(await openKept({ code, today: day, card }, scryptNative)).toEqual({ ok: true, body });
});
