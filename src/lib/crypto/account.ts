import type { Sealed } from './sealed.ts';

/** What opens an account. `passkey` has its place and is not made yet. */
export type UnlockerKind = 'passphrase' | 'recovery' | 'passkey';

/** What someone who wants to sign in is told first. A recovery code needs only the salt: its `n`, `r`, `p` are 0. */
export interface Challenge {
	kind: UnlockerKind;
	/** 16 bytes. */
	salt: string;
	n: number;
	r: number;
	p: number;
}

/** Handed out only after the proof. */
export interface WrappedUnlocker {
	/** 16 bytes, made by the device. */
	id: string;
	kind: UnlockerKind;
	version: number;
	/** The account's key ring under this unlocker's secret. */
	wrapped: Sealed;
}

/** An unlocker as a device makes it and the server stores it. */
export interface NewUnlocker extends WrappedUnlocker {
	challenge: Challenge;
	/** 32 bytes; the server keeps `verifierOf(proof)` and compares the hash of what is sent at sign-in. */
	proof: string;
}

/** `account` is the 16-byte handle of the account and the id under which the server stores it. */
export interface NewAccount {
	account: string;
	unlockers: [passphrase: NewUnlocker, recovery: NewUnlocker];
	/** Shown once. */
	recoveryCode: string;
}

/** 0 to 1, while the words are being stretched. */
export type Progress = (fraction: number) => void;

export type WordsRefusal = 'short' | 'long' | 'common' | 'control';
export type UnlockRefusal =
	/** Cheaper or dearer stretching than we ever ask for: the server is not to be trusted. */
	| 'weak-kdf'
	/** A recovery code that cannot be one; `at` says no more than that. */
	| 'code-shape'
	| 'code-check'
	/** Not these words, or not this account's unlocker, or altered. */
	| 'damaged'
	| 'not-started'
	| 'unknown-kind';
