import type { Sealed } from '#lib/crypto/sealed.ts';
import type { LiveScope } from '#lib/crypto/vault.ts';
import type { EntryRefusal } from './entry.ts';
import type { Settings } from './settings.ts';

export type AppState =
	| 'starting'
	| 'signed-out'
	/** Her words are wanted; nothing can be read. */
	| 'locked'
	| 'open'
	/** A live session goes on behind a blank sheet; the Worker has that session's keys only. */
	| 'covered';

export interface Me {
	/** Her name for signing in. */
	name: string;
	/** Where Exit goes; null: where this install sends everybody. */
	exitTo: string | null;
	groups: { group: string; handle: string; state: 'member' | 'break'; roles: string[]; country: string }[];
	/** Where she has asked to join and has not been admitted yet. */
	waiting: { invitation: string; group: string; handle: string }[];
	/** Where she had asked, and it ended before anybody let her in: with all that was open, by a facilitator, or by itself. */
	ended: { invitation: string; group: string; why: 'ended' | 'closed' | 'expired' }[];
	/** Her own choices, sealed under her key; null: none yet. */
	settings: Sealed | null;
}

export const defaultSettings: Settings = { idleMinutes: 4, cardDue: false };

export interface Install {
	practice: boolean;
}

export interface LiveStart {
	scopes: LiveScope[];
	/** The address of the live screen: after a cover nothing else works until she says her words. */
	path: string;
	/** Where a facilitator goes once it is closed. */
	after?: string;
	/** Four digits for facilitators; without one a tap uncovers. */
	code?: string;
}

export type Unlocked = { ok: true } | { ok: false; reason: EntryRefusal; wait?: number };
