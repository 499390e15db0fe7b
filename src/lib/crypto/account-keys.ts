import { bech32 } from '@scure/base';
import { openBox, sealBox, type Unboxed } from './box.ts';
import { agreePublic, signPublic } from './curves.ts';
import { toBase64url, type Bytes } from './encoding.ts';
import { derive } from './primitives.ts';
import type { PublicKeys } from './roster.ts';
import type { Handle, Json, Sealed } from './sealed.ts';
import type { KeyRing } from './unlocker.ts';

/** A woman's own keys in one group. Another handle gives keys that nobody can link to these. */
export interface GroupKeys {
	/** Ed25519 seed. */
	sign: Bytes;
	/** `AGE-SECRET-KEY-1…` */
	age: string;
	public: PublicKeys;
}

const derived = new WeakMap<Bytes, Map<Handle, Promise<GroupKeys>>>();

/** `HKDF(AK, label ‖ handle)`, kept as long as the account key itself. */
export function groupKeys(accountKey: Bytes, handle: Handle): Promise<GroupKeys> {
	let ofAccount = derived.get(accountKey);
	if (!ofAccount) derived.set(accountKey, (ofAccount = new Map<Handle, Promise<GroupKeys>>()));
	let keys = ofAccount.get(handle);
	if (!keys) ofAccount.set(handle, (keys = makeGroupKeys(accountKey, handle)));
	return keys;
}

async function makeGroupKeys(accountKey: Bytes, handle: Handle): Promise<GroupKeys> {
	const [sign, age] = await Promise.all([derive(accountKey, 'sign', handle), derive(accountKey, 'age', handle)]);
	const [signing, recipient] = await Promise.all([signPublic(sign), agreePublic(age)]);
	return {
		sign,
		age: bech32.encodeFromBytes('AGE-SECRET-KEY-', age).toUpperCase(),
		public: { sign: toBase64url(signing), age: bech32.encodeFromBytes('age', recipient) }
	};
}

/** Whether it is an age X25519 recipient, spelled as age spells it. */
export function isRecipient(text: string): boolean {
	try {
		const { prefix, bytes } = bech32.decodeToBytes(text);
		return prefix === 'age' && bytes.length === 32 && text === text.toLowerCase();
	} catch {
		return false;
	}
}

/** What she seals for herself alone: drafts, own settings. Each label and id has a key of its own. */
interface OwnPlace {
	account: string;
	label: string;
	id: string;
}

const ownKey = (accountKey: Bytes, { label, id }: OwnPlace) => derive(accountKey, 'own', label, id);
const bound = ({ account, label, id }: OwnPlace) => ({ account, id, label, what: 'own' });

/** Seals under the newest account key; `null` when too large. */
export async function sealOwn(ring: KeyRing, place: OwnPlace, body: Json): Promise<Sealed | null> {
	const [newest] = ring;
	if (!newest) throw new Error('locked');
	return sealBox(await ownKey(newest, place), bound(place), body);
}

/** Opens with whichever key of the ring it was sealed under. */
export async function openOwn(ring: KeyRing, place: OwnPlace, sealed: Sealed): Promise<Unboxed> {
	let last: Unboxed = { ok: false, reason: 'damaged' };
	for (const accountKey of ring) {
		last = await openBox(await ownKey(accountKey, place), bound(place), sealed);
		if (last.ok) return last;
	}
	return last;
}
