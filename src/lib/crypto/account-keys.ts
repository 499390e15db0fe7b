import { bech32 } from '@scure/base';
import { canonicalBytes, parseJson } from './canonical.ts';
import { agreePublic, signPublic } from './curves.ts';
import { fromBase64url, pad, toBase64url, concat, unpad, type Bytes } from './encoding.ts';
import { aesKey, aesOpen, aesSeal, derive } from './primitives.ts';
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
	if (!ofAccount) derived.set(accountKey, (ofAccount = new Map()));
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
		public: { sign: toBase64url(signing), age: bech32.encodeFromBytes('age', recipient) },
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

const suite = 1;

function ownPlace(account: string, label: string, id: string): Bytes {
	return canonicalBytes({ account, id, label, what: 'own' });
}

/** Seals for herself alone: drafts, own settings. Each label and id has its own key. `null` when too large. */
export async function sealOwn(
	ring: KeyRing,
	account: string,
	{ label, id, body }: { label: string; id: string; body: Json },
): Promise<Sealed | null> {
	const padded = pad(canonicalBytes(body));
	if (!padded) return null;
	const key = await ownKey(ring[0] ?? new Uint8Array(0), label, id);
	const sealed = await aesSeal(key, padded, ownPlace(account, label, id));
	return toBase64url(concat(Uint8Array.of(suite), sealed)) as Sealed;
}

async function ownKey(accountKey: Bytes, label: string, id: string): Promise<CryptoKey> {
	return aesKey(await derive(accountKey, 'own', label, id));
}

/** Opens it with whichever key of the ring it was sealed under. */
export async function openOwn(
	ring: KeyRing,
	account: string,
	{ label, id, sealed }: { label: string; id: string; sealed: Sealed },
): Promise<{ ok: true; body: Json } | { ok: false; reason: 'damaged' | 'unknown-suite' }> {
	const bytes = fromBase64url(sealed);
	if (!bytes) return { ok: false, reason: 'damaged' };
	if (bytes[0] !== suite) return { ok: false, reason: 'unknown-suite' };
	for (const accountKey of ring) {
		const key = await ownKey(accountKey, label, id);
		const padded = await aesOpen(key, bytes.subarray(1), ownPlace(account, label, id));
		const content = padded && unpad(padded);
		const body = content ? parseJson(content) : undefined;
		if (body !== undefined) return { ok: true, body };
	}
	return { ok: false, reason: 'damaged' };
}
