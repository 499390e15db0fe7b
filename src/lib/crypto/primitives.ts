import { concat, info, inContext, randomBytes, toBase64url, type Bytes } from './encoding.ts';

/** SHA-256. */
export async function sha256(bytes: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** SHA-256 of a context and content, in base64url: how we name events, versions and lists. */
export async function hashIn(label: string, content: Uint8Array): Promise<string> {
	return toBase64url(await sha256(inContext(label, content)));
}

/** A key for HMAC-SHA-256 that cannot be read out again. */
export function macKey(key: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** HMAC-SHA-256 (RFC 2104). */
export async function mac(key: CryptoKey, message: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.sign('HMAC', key, message));
}

/** Whether the MAC stands; in a time that does not depend on where it differs. */
export function isMac(key: CryptoKey, given: Bytes, message: Bytes): Promise<boolean> {
	return crypto.subtle.verify('HMAC', key, given, message);
}

/** HKDF-SHA-256 (RFC 5869); without a salt, since every key we put in is uniformly random already. */
export async function hkdf(key: Bytes, context: Bytes, length = 32, salt: Bytes = new Uint8Array(0)): Promise<Bytes> {
	const imported = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
	const bits = await crypto.subtle.deriveBits(
		{ name: 'HKDF', hash: 'SHA-256', salt, info: context },
		imported,
		length * 8
	);
	return new Uint8Array(bits);
}

/** A key derived for one purpose: HKDF with a length-prefixed `info`. */
export function derive(key: Bytes, label: string, ...parts: (string | Uint8Array)[]): Promise<Bytes> {
	return hkdf(key, info(label, ...parts));
}

/** 32 bytes as an AES-256-GCM key that cannot be read out again. */
export function aesKey(key: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** AES-256-GCM: `nonce (12) ‖ ciphertext ‖ tag (16)`. The nonce is random unless a vector gives one. */
export async function aesSeal(key: CryptoKey, data: Bytes, bound: Bytes, nonce = randomBytes(12)): Promise<Bytes> {
	const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bound }, key, data);
	return concat(nonce, new Uint8Array(sealed));
}

/** The plaintext, or `null` when a single bit of key, place or bytes is not the same. */
export async function aesOpen(key: CryptoKey, sealed: Bytes, bound: Bytes): Promise<Bytes | null> {
	if (sealed.length < 28) return null;
	try {
		const iv = sealed.subarray(0, 12);
		const opened = await crypto.subtle.decrypt(
			{ name: 'AES-GCM', iv, additionalData: bound },
			key,
			sealed.subarray(12)
		);
		return new Uint8Array(opened);
	} catch {
		return null;
	}
}
