import { openOwn, sealOwn } from './account-keys.ts';
import type { NewUnlocker, Progress } from './account.ts';
import { newId, toBase64url } from './encoding.ts';
import { refuseWords } from './passphrase.ts';
import { newRecoveryCode } from './recovery-code.ts';
import { makeUnlocker, openUnlocker, stretch, type KeyRing } from './unlocker.ts';
import { forgetRing, newAccountKey, ringOf, takeRing, type VaultContext } from './vault-context.ts';
import type { Vault } from './vault.ts';

type AccountPart = Pick<
	Vault,
	| 'createAccount'
	| 'startUnlock'
	| 'finishUnlock'
	| 'changeWords'
	| 'newRecoveryCode'
	| 'renewAccount'
	| 'takeRenewed'
	| 'sealOwn'
	| 'openOwn'
	| 'lock'
>;

/** No ring grows longer: a woman whose words were known sixteen times has other troubles than her oldest epochs. */
const maxRing = 16;

/** The account's half of the Vault: see [Note: unlocking] in `vault.ts`. */
export function accountPart(context: VaultContext): AccountPart {
	const { scrypt } = context;
	const passphrase = (at: At, words: string, progress?: Progress) =>
		makeUnlocker({ ...at, kind: 'passphrase', secret: words }, scrypt, progress);
	const here = () => ({ account: context.account, ring: ringOf(context) });
	return {
		async createAccount({ words }, progress) {
			const reason = await refuseWords(words);
			if (reason) return { ok: false, reason };
			const at = { account: newId(), ring: [newAccountKey()], version: 1 };
			const unlocker = await passphrase(at, words, progress);
			const recovery = await recoveryUnlocker(context, at);
			takeRing(context, at.account, at.ring);
			const unlockers: [NewUnlocker, NewUnlocker] = [unlocker, recovery.unlocker];
			return { ok: true, account: at.account, unlockers, recoveryCode: recovery.recoveryCode };
		},
		async startUnlock({ secret, challenge }, progress) {
			const stretched = await stretch(secret, challenge, scrypt, progress);
			if (!stretched.ok) return stretched;
			context.pending = stretched;
			return { ok: true, proof: toBase64url(stretched.proof) };
		},
		async finishUnlock({ account, unlocker }) {
			const { pending } = context;
			if (!pending) return { ok: false, reason: 'not-started' };
			if (pending.kind !== unlocker.kind) return { ok: false, reason: 'unknown-kind' };
			const ring = await openUnlocker(pending.wrap, account, unlocker);
			if (!ring) return { ok: false, reason: 'damaged' };
			takeRing(context, account, ring);
			return { ok: true };
		},
		async changeWords({ words, id, version }, progress) {
			const at = { ...here(), id, version };
			const reason = await refuseWords(words);
			if (reason) return { ok: false, reason };
			return { ok: true, unlocker: await passphrase(at, words, progress) };
		},
		async newRecoveryCode({ id, version }) {
			return recoveryUnlocker(context, { ...here(), id, version });
		},
		async renewAccount({ words, passphrase: old, recovery: oldCode }, progress) {
			const { account, ring: before } = here();
			const reason = await refuseWords(words);
			if (reason) return { ok: false, reason };
			const ring = [newAccountKey(), ...before].slice(0, maxRing);
			const unlocker = await passphrase({ account, ring, ...old }, words, progress);
			const recovery = await recoveryUnlocker(context, { account, ring, ...oldCode });
			context.coming = ring;
			return { ok: true, unlockers: [unlocker, recovery.unlocker], recoveryCode: recovery.recoveryCode };
		},
		async takeRenewed() {
			ringOf(context);
			if (context.coming) takeRing(context, context.account, context.coming);
		},
		async sealOwn({ label, id, body }) {
			const { account, ring } = here();
			const sealed = await sealOwn(ring, { account, label, id }, body);
			if (!sealed) throw new RangeError('too large to seal');
			return sealed;
		},
		async openOwn({ label, id, sealed }) {
			const { account, ring } = here();
			return openOwn(ring, { account, label, id }, sealed);
		},
		async lock() {
			forgetRing(context);
			context.covered = false;
			context.groups.clear();
		}
	};
}

interface At {
	account: string;
	ring: KeyRing;
	id?: string;
	version: number;
}

async function recoveryUnlocker({ scrypt }: VaultContext, at: At) {
	const recoveryCode = newRecoveryCode();
	return { recoveryCode, unlocker: await makeUnlocker({ ...at, kind: 'recovery', secret: recoveryCode }, scrypt) };
}
