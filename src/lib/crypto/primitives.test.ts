import { identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { groupKeys } from './account-keys.ts';
import { unwrapKey, wrapKey } from './age.ts';
import { agreePublic, forceFallback, sign, signPublic, verify } from './curves.ts';
import { newId, randomBytes, toBase64url } from './encoding.ts';
import { aesKey, aesOpen, aesSeal, hkdf, isMac, mac, macKey, sha256 } from './primitives.ts';
import { scryptNative } from './stretch-native.ts';
import { scryptInSlices } from './stretch.ts';
import { hex, read, unhex } from './vectors/fixed.ts';

type Vectors = Record<string, string>[];
const published = read('published') as Record<'hkdf' | 'hmac' | 'sha256' | 'ed25519' | 'x25519' | 'scrypt', Vectors>;

test('HKDF, HMAC and SHA-256 give the published values', async () => {
	for (const { ikm, salt, info, okm } of published.hkdf) {
		expect(hex(await hkdf(unhex(ikm!), unhex(info!), okm!.length / 2, unhex(salt!)))).toBe(okm);
	}
	for (const { key, data, mac: expected } of published.hmac) {
		const imported = await macKey(unhex(key!));
		expect(hex(await mac(imported, unhex(data!)))).toBe(expected);
		expect(await isMac(imported, unhex(expected!), unhex(data!))).toBe(true);
		expect(await isMac(imported, unhex(data!), unhex(data!))).toBe(false);
	}
	for (const { data, hash } of published.sha256) expect(hex(await sha256(unhex(data!)))).toBe(hash);
});

test('both ways to stretch give the published value', { timeout: 30_000 }, async () => {
	const shown: number[] = [];
	for (const { secret, salt, key } of published.scrypt) {
		const cost = { n: 16384, r: 8, p: 1 };
		expect(hex(await scryptNative(unhex(secret!), unhex(salt!), cost))).toBe(key);
		expect(hex(await scryptInSlices(unhex(secret!), unhex(salt!), cost, (done) => shown.push(done)))).toBe(key);
	}
	expect(shown.at(-1)).toBe(1);
	expect(shown).toEqual([...shown].sort((a, b) => a - b));
});

test('AES-GCM opens what it sealed and nothing else', async () => {
	const key = await aesKey(randomBytes(32));
	const other = await aesKey(randomBytes(32));
	const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => new Uint8Array(array));
	await fc.assert(
		fc.asyncProperty(bytes, bytes, fc.nat(), async (data, bound, place) => {
			const sealed = await aesSeal(key, data, bound);
			expect(await aesOpen(key, sealed, bound)).toEqual(data);
			expect(await aesOpen(other, sealed, bound)).toBeNull();
			expect(await aesOpen(key, sealed, new Uint8Array([...bound, 0]))).toBeNull();
			sealed[place % sealed.length]! ^= 1 << (place % 8);
			expect(await aesOpen(key, sealed, bound)).toBeNull();
			expect(await aesOpen(key, sealed.subarray(0, place % 28), bound)).toBeNull();
		}),
		{ numRuns: 50 }
	);
});

/** A browser without the curves says so by refusing to import their keys; age asks WebCrypto by itself. */
function withoutCurves(): void {
	const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...args: unknown[]) => Promise<CryptoKey>;
	vi.spyOn(crypto.subtle, 'importKey').mockImplementation((...args: unknown[]) => {
		const named = args[2] as string | { name: string };
		const name = typeof named === 'string' ? named : named.name;
		if (name.endsWith('25519')) return Promise.reject(new DOMException('no such curve', 'NotSupportedError'));
		return importKey(...args);
	});
}

describe.each([false, true])('curves, fallback %s', (fallback) => {
	beforeEach(() => {
		forceFallback(fallback);
		if (fallback) withoutCurves();
	});
	afterEach(() => {
		forceFallback(false);
		vi.restoreAllMocks();
	});

	test('Ed25519 and X25519 give the published values', async () => {
		for (const { seed, public: key, message, signature } of published.ed25519) {
			expect(hex(await signPublic(unhex(seed!)))).toBe(key);
			expect(hex(await sign(unhex(seed!), unhex(message!)))).toBe(signature);
			expect(await verify(unhex(key!), unhex(signature!), unhex(message!))).toBe(true);
			expect(await verify(unhex(key!), unhex(signature!), unhex(`${message!}00`))).toBe(false);
		}
		for (const { seed, public: key } of published.x25519) expect(hex(await agreePublic(unhex(seed!)))).toBe(key);
	});

	test('verify never throws', async () => {
		for (const length of [0, 31, 32, 33]) {
			expect(await verify(randomBytes(length), randomBytes(64), randomBytes(3))).toBe(false);
			expect(await verify(new Uint8Array(length).fill(255), randomBytes(64), randomBytes(3))).toBe(false);
			expect(await verify(randomBytes(32), randomBytes(length), randomBytes(3))).toBe(false);
		}
	});

	test('an epoch key comes through age to every reader and to nobody else', async () => {
		const [ada, bea, eve] = await Promise.all([1, 2, 3].map(() => groupKeys(randomBytes(32), newId())));
		expect(await identityToRecipient(ada!.age)).toBe(ada!.public.age);
		const wrapped = { group: 'g', circle: 'group', epoch: 1, head: 'h', key: randomBytes(32) };
		const file = await wrapKey(wrapped, [ada!.public.age, bea!.public.age]);
		expect(await unwrapKey(file, [ada!.age])).toEqual(wrapped);
		expect(await unwrapKey(file, [eve!.age, bea!.age])).toEqual(wrapped);
		expect(await unwrapKey(file, [eve!.age])).toBeNull();
		expect(await unwrapKey(toBase64url(randomBytes(300)) as typeof file, [ada!.age])).toBeNull();
		expect(await unwrapKey('???' as typeof file, [ada!.age])).toBeNull();
	});
});

test('the vector of a wrap opens', async () => {
	const { identity, file, key, ...place } = read('wrap') as Record<string, string> & { file: never };
	const opened = await unwrapKey(file, [identity!]);
	expect({ ...opened, key: toBase64url(opened!.key) }).toEqual({ ...place, key });
});
