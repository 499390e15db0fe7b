import { canonicalBytes, parseJson } from './canonical.ts';
import { concat, fromBase64url, pad, toBase64url, unpad, type Bytes } from './encoding.ts';
import { aesKey, aesOpen, aesSeal } from './primitives.ts';
import type { Json, Sealed } from './sealed.ts';

const suite = 1;

/** What `openBox` says of what it was given. */
export type Unboxed = { ok: true; body: Json } | { ok: false; reason: 'damaged' | 'unknown-suite' };

/**
 * What is sealed apart from any circle (drafts, offers, requests, kept cards): `suite ‖ nonce ‖ ciphertext ‖ tag` of the
 * padded canonical body, under a key of its own, bound to `place`. `null` when it is too large.
 */
export async function sealBox(key: Bytes, place: Json, body: Json, nonce?: Bytes): Promise<Sealed | null> {
	const padded = pad(canonicalBytes(body));
	if (!padded) return null;
	const sealed = await aesSeal(await aesKey(key), padded, canonicalBytes(place), nonce);
	return toBase64url(concat(Uint8Array.of(suite), sealed)) as Sealed;
}

/** Opens what `sealBox` made under this key for this place. */
export async function openBox(key: Bytes, place: Json, sealed: Sealed): Promise<Unboxed> {
	const bytes = fromBase64url(sealed);
	if (!bytes || bytes.length === 0) return { ok: false, reason: 'damaged' };
	if (bytes[0] !== suite) return { ok: false, reason: 'unknown-suite' };
	const padded = await aesOpen(await aesKey(key), bytes.subarray(1), canonicalBytes(place));
	const content = padded && unpad(padded);
	const body = content ? parseJson(content) : undefined;
	return body === undefined ? { ok: false, reason: 'damaged' } : { ok: true, body };
}
