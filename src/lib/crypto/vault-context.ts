import { randomBytes, type Bytes } from './encoding.ts';
import type { GroupSession } from './group-session.ts';
import type { Hash } from './sealed.ts';
import type { Scrypt } from './stretch.ts';
import type { KeyRing, Stretched } from './unlocker.ts';

/** What the parts of the Vault share. Nothing outside `vault-*.ts` holds one. */
export interface VaultContext {
	scrypt: Scrypt;
	account: string;
	ring: KeyRing | null;
	/** A new ring that the server has not stored yet: nothing is sealed or signed with it. */
	coming: KeyRing | null;
	/** Between the proof and the wrapped keys. */
	pending: Stretched | null;
	covered: boolean;
	groups: Map<Hash, GroupSession>;
	/** The heads of each group as they were seen: not secret, so that a lock does not forget them. */
	pins: Map<Hash, Hash[]>;
}

/** Her keys, newest first; throws `locked` or `covered` when they are not at hand. */
export function ringOf(context: VaultContext): KeyRing {
	if (!context.ring) throw new Error(context.covered ? 'covered' : 'locked');
	return context.ring;
}

/** An open group, or `undefined`; throws as `ringOf` does. */
export function sessionOf(context: VaultContext, group: Hash): GroupSession | undefined {
	ringOf(context);
	return context.groups.get(group);
}

/** Opens the account with this ring. Groups opened before stay open, for it may be the same woman after a cover. */
export function takeRing(context: VaultContext, account: string, ring: KeyRing): void {
	if (context.account !== account) context.groups.clear();
	Object.assign(context, { account, ring, coming: null, pending: null, covered: false });
}

/** Overwrites and forgets the account's keys. */
export function forgetRing(context: VaultContext): void {
	for (const key of [...(context.ring ?? []), ...(context.coming ?? [])]) key.fill(0);
	context.pending?.wrap.fill(0);
	Object.assign(context, { ring: null, coming: null, pending: null });
}

/** A new account key. */
export function newAccountKey(): Bytes {
	return randomBytes(32);
}
