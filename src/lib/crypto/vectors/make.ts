// Writes the vectors of our own formats next to itself: `node src/lib/crypto/vectors/make.ts`. It was run once, and what
// it wrote is fixed: a change in those files is a change of format, and old groups would no longer open. It overwrites nothing.
import { groupKeys, sealOwn } from '../account-keys.ts';
import { canonical, canonicalBytes } from '../canonical.ts';
import { commitmentTo, liveHash, liveLine } from '../circles.ts';
import { info, pad, toBase64url, utf8 } from '../encoding.ts';
import { contentHash, prove, recordKeys, sealInside, type Content, type Place } from '../envelope.ts';
import { headWords, keyWords, sealRequest } from '../join.ts';
import { keepCard } from '../kept-card.ts';
import { invitationKeys, invitationRecordId, sealOffer } from '../offer.ts';
import { aesKey, aesSeal, derive } from '../primitives.ts';
import { makeRecoveryCode } from '../recovery-code.ts';
import type { CircleName, Json } from '../sealed.ts';
import { toSixWords } from '../six-words.ts';
import { scryptNative } from '../stretch-native.ts';
import { stretch, verifierOf } from '../unlocker.ts';
import { wrapKey } from '../age.ts';
import { fixed, hex, write } from './fixed.ts';
import { makeRoster } from './make-roster.ts';

async function makeEncoding() {
	const json = { b: [1, -2, true, null], a: 'ä€😀"\\\n', '': {} };
	const content = utf8('padded');
	return {
		base64url: ['', '00', 'fb', 'fbff', 'fbfffe'].map((bytes) => {
			return { hex: bytes, text: toBase64url(new Uint8Array(Buffer.from(bytes, 'hex'))) };
		}),
		canonical: { json, text: canonical(json) },
		info: { label: 'rec', parts: ['note', 'abc'], hex: hex(info('rec', 'note', 'abc')) },
		pad: { content: hex(content), padded: hex(pad(content) ?? content) }
	};
}

async function makeWords() {
	const secrets = ['00000000000000000000', '1fffffffffffffffffff', hex(fixed('secret', 10)).replace(/^../, '0b')];
	const digits = Array.from(fixed('recovery', 26), (byte) => byte & 31);
	return {
		sixWords: await Promise.all(
			secrets.map(async (secret) => {
				return { secret, words: await toSixWords(new Uint8Array(Buffer.from(secret, 'hex'))) };
			})
		),
		recovery: { digits, code: makeRecoveryCode(digits) },
		headWords: { head: toBase64url(fixed('head')), words: await headWords(toBase64url(fixed('head'))) },
		keyWords: { sign: 'sign', age: 'age1', words: await keyWords({ sign: 'sign', age: 'age1' }) }
	};
}

async function makeAccount() {
	const account = toBase64url(fixed('account', 16));
	const handle = toBase64url(fixed('handle', 16));
	const ring = [fixed('newest account key'), fixed('older account key')];
	const keys = await groupKeys(fixed('newest account key'), handle);
	const challenge = { kind: 'passphrase', salt: toBase64url(fixed('salt', 16)), n: 131072, r: 8, p: 1 } as const;
	const typed = '  Correct  Horse\tBattery Staple Plenty ';
	const code = makeRecoveryCode(Array.from(fixed('recovery', 26), (byte) => byte & 31));
	const recovery = { ...challenge, kind: 'recovery', n: 0, r: 0, p: 0 } as const;
	const unlockers = [];
	for (const [secret, asked] of [
		[typed, challenge],
		[code, recovery]
	] as const) {
		const stretched = await stretch(secret, asked, scryptNative);
		if (!stretched.ok) throw new Error(stretched.reason);
		const place = { account, id: toBase64url(fixed('unlocker', 16)), kind: asked.kind, version: 3 };
		const bound = canonicalBytes({ ...place, what: 'unlocker' });
		const both = new Uint8Array(Buffer.concat(ring));
		const wrapped = await aesSeal(await aesKey(stretched.wrap), both, bound, fixed('nonce', 12));
		unlockers.push({
			...place,
			secret,
			challenge: asked,
			proof: toBase64url(stretched.proof),
			verifier: await verifierOf(toBase64url(stretched.proof)),
			wrap: hex(stretched.wrap),
			wrapped: toBase64url(Buffer.concat([Uint8Array.of(1), wrapped]))
		});
	}
	const own = { label: 'draft', id: 'session', body: { title: 'A walk' } };
	const sealed = await sealOwn(ring, { account, ...own }, own.body);
	return {
		own: { ...own, sealed },
		account,
		handle,
		ring: ring.map(hex),
		sign: hex(keys.sign),
		age: keys.age,
		public: keys.public,
		unlockers
	};
}

const group = toBase64url(fixed('group'));
const place = (circle: CircleName, type: string): Place => {
	return { group, circle, epoch: 2, type, id: toBase64url(fixed('record', 16)), version: 1 };
};
const inLog = (type: string): Place => ({ ...place('group', type), entry: toBase64url(fixed('entry', 16)) });

async function sealAll(places: readonly Place[], body: Json) {
	const [epochKey, seed] = [fixed('epoch key'), fixed('signing seed')];
	const [author, head] = [toBase64url(fixed('handle', 16)), toBase64url(fixed('head'))];
	const content: Content = { author, head, prev: '', body };
	const records = [];
	for (const at of places) {
		const keys = await recordKeys(epochKey, at.type, at.id);
		const proof = await prove(at, content, keys, seed);
		const envelope = await sealInside(at, { ...content, proof }, keys, fixed('nonce', 12));
		if (!envelope) throw new Error('too large');
		records.push({
			place: at,
			content,
			key: hex(await derive(epochKey, 'rec', at.type, at.id)),
			mac: hex(await derive(epochKey, 'mac', at.type, at.id)),
			hash: await contentHash(at, content),
			proof,
			envelope,
			line: await liveLine(group, { ...at, envelope })
		});
	}
	const lines = records.map(({ line }) => line);
	const live = { lines, hash: await liveHash(lines) };
	return { epochKey: hex(epochKey), commitment: await commitmentTo(epochKey), seed: hex(seed), records, live };
}

const makeRecord = () =>
	sealAll([place('group', 'plan'), place('facilitators', 'note'), inLog('live')], { title: 'A walk', minutes: 90 });
const makePlay = () => sealAll([inLog('play')], { kind: 'undo', of: toBase64url(fixed('entry before', 16)) });

async function makeWrap() {
	const { age, public: keys } = await groupKeys(fixed('newest account key'), toBase64url(fixed('handle', 16)));
	const where = { group: toBase64url(fixed('group')), circle: 'group', epoch: 2, head: toBase64url(fixed('head')) };
	const file = await wrapKey({ ...where, key: fixed('epoch key') }, [keys.age]);
	return { ...where, identity: age, key: toBase64url(fixed('epoch key')), file };
}

async function makeInvitation() {
	const secret = new Uint8Array(Buffer.from(`0b${hex(fixed('secret', 10)).slice(2)}`, 'hex'));
	const { id, invitation, preview, request, inviter, joiner } = await invitationKeys(secret);
	const keys = { preview: hex(preview), request: hex(request), inviter: hex(inviter), joiner: hex(joiner) };
	const terms = {
		invitation,
		group: toBase64url(fixed('group')),
		head: toBase64url(fixed('head')),
		founder: toBase64url(fixed('founder')),
		role: 'facilitator',
		expires: '2026-11-30'
	} as const;
	const all = { id, invitation, preview, request, inviter, joiner };
	const handle = toBase64url(fixed('handle', 16));
	const hers = { handle, keys: await groupKeys(fixed('newest account key'), handle) };
	return {
		fragment: toBase64url(secret),
		id,
		invitation,
		recordId: invitationRecordId(invitation),
		keys,
		terms,
		offer: await sealOffer(all, terms, { welcome: 'Come in' }),
		request: await sealRequest(all, terms, hers, { name: 'Dora' })
	};
}

async function makeKept() {
	const input = { code: '4711', day: '2026-11-23', body: { address: '1 Long Lane' } };
	return { ...input, card: await keepCard(input, scryptNative) };
}

write('encoding', await makeEncoding());
write('words', await makeWords());
write('account', await makeAccount());
write('record', await makeRecord());
write('play', await makePlay());
write('wrap', await makeWrap());
write('invitation', await makeInvitation());
write('kept-card', await makeKept());
write('roster', await makeRoster());
