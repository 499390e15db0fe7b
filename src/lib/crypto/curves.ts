import { concat, fromBase64url, type Bytes } from './encoding.ts';

type Curve = 'Ed25519' | 'X25519';

/** RFC 8410 private keys are this prefix and the 32-byte seed. */
const pkcs8: Record<Curve, Uint8Array> = {
	Ed25519: Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20),
	X25519: Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20)
};

const known: Partial<Record<Curve, Promise<boolean>>> = {};
let forced = false;

/** For tests: do as on a browser whose WebCrypto lacks both curves. */
export function forceFallback(on: boolean): void {
	forced = on;
}

/** Whether WebCrypto has the curve. Asked once, by importing a key, since older browsers say so in different words. */
async function isNative(curve: Curve): Promise<boolean> {
	if (forced) return false;
	known[curve] ??= importPrivate(curve, new Uint8Array(32).fill(9), true).then(
		(key) => crypto.subtle.exportKey('jwk', key).then((jwk) => typeof jwk.x === 'string'),
		() => false
	);
	return known[curve];
}

// Loaded only where it is needed.
const noble = () => import('./curves-fallback.ts');

function importPrivate(curve: Curve, seed: Bytes, extractable: boolean): Promise<CryptoKey> {
	const usage: KeyUsage[] = curve === 'Ed25519' ? ['sign'] : ['deriveBits'];
	return crypto.subtle.importKey('pkcs8', concat(pkcs8[curve], seed), { name: curve }, extractable, usage);
}

async function publicKey(curve: Curve, seed: Bytes): Promise<Bytes> {
	if (await isNative(curve)) {
		// WebCrypto tells the public half of an imported key only in this form.
		const jwk = await crypto.subtle.exportKey('jwk', await importPrivate(curve, seed, true));
		const bytes = fromBase64url(jwk.x, 32);
		if (bytes) return bytes;
	}
	const { ed25519, x25519 } = await noble();
	return new Uint8Array((curve === 'Ed25519' ? ed25519 : x25519).getPublicKey(seed));
}

/** The Ed25519 public key of a 32-byte seed (RFC 8032). */
export function signPublic(seed: Bytes): Promise<Bytes> {
	return publicKey('Ed25519', seed);
}

/** The X25519 public key of a 32-byte seed (RFC 7748). The agreement itself is age's, which falls back likewise. */
export function agreePublic(seed: Bytes): Promise<Bytes> {
	return publicKey('X25519', seed);
}

/** An Ed25519 signature (RFC 8032, deterministic), 64 bytes. */
export async function sign(seed: Bytes, message: Bytes): Promise<Bytes> {
	if (await isNative('Ed25519')) {
		const key = await importPrivate('Ed25519', seed, false);
		return new Uint8Array(await crypto.subtle.sign('Ed25519', key, message));
	}
	return new Uint8Array((await noble()).ed25519.sign(message, seed));
}

const imported = new Map<string, Promise<CryptoKey>>();

/** A group has a dozen of them, and asks for each a hundred times. */
function importPublic(key: Bytes): Promise<CryptoKey> {
	const name = key.join();
	let known = imported.get(name);
	if (!known) {
		if (imported.size > 500) imported.clear();
		known = crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
		imported.set(name, known);
	}
	return known;
}

/** Whether the signature stands. Never throws, whatever the three are. */
export async function verify(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
	if (key.length !== 32 || signature.length !== 64) return false;
	try {
		if (await isNative('Ed25519')) {
			return await crypto.subtle.verify('Ed25519', await importPublic(key), signature, message);
		}
		return (await noble()).ed25519.verify(signature, message, key, { zip215: false });
	} catch {
		return false;
	}
}
