import type { Challenge, NewUnlocker, Progress, UnlockerKind, UnlockRefusal, WrappedUnlocker } from './account.ts';
import { canonicalBytes } from './canonical.ts';
import { concat, fromBase64url, newId, randomBytes, toBase64url, utf8, type Bytes } from './encoding.ts';
import { normaliseWords } from './passphrase.ts';
import { aesKey, aesOpen, aesSeal, derive, sha256 } from './primitives.ts';
import { parseRecoveryCode } from './recovery-code.ts';
import type { Sealed } from './sealed.ts';
import { cost, isFairCost, type Scrypt } from './stretch.ts';

/** An account's keys, the newest first. The older ones open what was sealed to them, and nothing else. */
export type KeyRing = Bytes[];

/** What her secret has become: one half proves, the other opens. */
export interface Stretched {
	kind: UnlockerKind;
	proof: Bytes;
	wrap: Bytes;
}

const suite = 1;

/** What the server keeps of a proof, in base64url. */
export async function verifierOf(proof: string): Promise<string> {
	return toBase64url(await sha256(utf8(proof)));
}

/** Her words or code to the two halves; refuses a challenge that is cheaper than we ever ask for. */
export async function stretch(
	secret: string,
	challenge: Challenge,
	scrypt: Scrypt,
	progress?: Progress
): Promise<({ ok: true } & Stretched) | { ok: false; reason: UnlockRefusal }> {
	const salt = fromBase64url(challenge.salt, 16);
	if (!salt) return { ok: false, reason: 'damaged' };
	let main: Bytes;
	switch (challenge.kind) {
		case 'passphrase':
			if (!isFairCost(challenge)) return { ok: false, reason: 'weak-kdf' };
			main = await scrypt(utf8(normaliseWords(secret)), salt, challenge, progress);
			break;
		case 'recovery': {
			const code = parseRecoveryCode(secret);
			if (!code.ok) return code;
			// 130 random bits need no stretching.
			main = await derive(code.secret, 'recovery', salt);
			break;
		}
		default:
			return { ok: false, reason: 'unknown-kind' };
	}
	const [proof, wrap] = await Promise.all([derive(main, 'auth'), derive(main, 'wrap')]);
	return { ok: true, kind: challenge.kind, proof, wrap };
}

function place(account: string, unlocker: { id: string; kind: UnlockerKind; version: number }): Bytes {
	const { id, kind, version } = unlocker;
	return canonicalBytes({ account, id, kind, version, what: 'unlocker' });
}

/** Wraps the ring anew under a secret. `secret` was already checked; `id` and `version` say which unlocker it is. */
export async function makeUnlocker(
	input: {
		account: string;
		ring: KeyRing;
		kind: 'passphrase' | 'recovery';
		secret: string;
		id?: string;
		version: number;
	},
	scrypt: Scrypt,
	progress?: Progress
): Promise<NewUnlocker> {
	const { account, ring, kind, secret, id = newId(), version } = input;
	const challenge = {
		kind,
		salt: toBase64url(randomBytes(16)),
		...(kind === 'passphrase' ? cost : { n: 0, r: 0, p: 0 })
	};
	const stretched = await stretch(secret, challenge, scrypt, progress);
	if (!stretched.ok) throw new Error(stretched.reason);
	const bound = place(account, { id, kind, version });
	const wrapped = await aesSeal(await aesKey(stretched.wrap), concat(...ring), bound);
	return {
		id,
		kind,
		version,
		challenge,
		proof: toBase64url(stretched.proof),
		wrapped: toBase64url(concat(Uint8Array.of(suite), wrapped)) as Sealed
	};
}

/** The ring, or `null`: other words, another account's unlocker, another version, or altered. */
export async function openUnlocker(wrap: Bytes, account: string, unlocker: WrappedUnlocker): Promise<KeyRing | null> {
	const bytes = fromBase64url(unlocker.wrapped);
	if (bytes?.[0] !== suite) return null;
	const ring = await aesOpen(await aesKey(wrap), bytes.subarray(1), place(account, unlocker));
	if (!ring || ring.length === 0 || ring.length % 32 !== 0) return null;
	return Array.from({ length: ring.length / 32 }, (_, i) => ring.slice(i * 32, i * 32 + 32));
}
