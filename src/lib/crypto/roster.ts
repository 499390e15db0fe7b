import type { CircleName, Day, Handle, Hash } from './sealed.ts';

/** What a member may be besides a member. Only `facilitator` opens a circle today. */
export type Role = 'facilitator' | 'treasurer' | 'lead';

/** Ed25519 and age recipient (`age1…`) of one woman in one group, and of nobody anywhere else. */
export interface PublicKeys {
	sign: string;
	age: string;
}

/** A second person's signature. It cites the head she knew, so that it cannot be played again later. */
export interface Consent {
	by: Handle;
	head: Hash;
	sig: string;
}

/** What each kind of event says. Who may sign which: `roster-rules.ts`. */
export interface RosterBodies {
	create: { handle: Handle; nonce: string } & PublicKeys;
	/** How many facilitators an invitation and an admission need. */
	policy: { approvers: 1 | 2 };
	invite: { invitation: Hash; role: 'member' | 'facilitator'; expires: Day };
	'revoke-invite': { invitation: Hash };
	admit: { invitation: Hash; handle: Handle } & PublicKeys;
	leave: Record<string, never>;
	rekey: PublicKeys;
	remove: { handle: Handle };
	role: { handle: Handle; role: Role; on: boolean };
	/** `epoch` is the one that starts; `live` is the hash of what is live in the one that closes. */
	rotate: { circle: CircleName; epoch: number; commitment: Hash; live: Hash };
}

export type RosterKind = keyof RosterBodies;

/** One link of the chain, exactly as it travels and is stored. */
export type RosterEvent = {
	[K in RosterKind]: {
		v: 1;
		/** Hash of the `create` event; empty in that event itself. */
		group: Hash | '';
		/** Hash of the event before; empty in `create`. */
		prev: Hash | '';
		seq: number;
		day: Day;
		kind: K;
		by: Handle;
		body: RosterBodies[K];
		consents: Consent[];
		sig: string;
	};
}[RosterKind];

/** From event number `from` up to and not including `to` (`null`: still). */
export interface Span {
	from: number;
	to: number | null;
}

export interface RosterMember extends PublicKeys {
	handle: Handle;
	roles: Role[];
	state: 'active' | 'left' | 'removed';
	/** The day she was admitted. */
	since: Day;
	member: Span;
	facilitator: Span[];
	/** Her keys from each event number on; the last are in force. */
	keys: (PublicKeys & { from: number })[];
	/** The day her newest keys took the place of older ones; empty while they are her first. */
	renewed: Day | '';
	/** The last event that changed one of her roles. */
	roleChanged: number;
}

export interface RosterCircle {
	/** 0 until its first key. */
	epoch: number;
	/** Commitment to the key of the newest epoch. */
	commitment: Hash | '';
	/** Waiting for a new epoch: who, besides any facilitator, may finish it. `null` when nothing waits. */
	due: { since: number; by: Handle[] } | null;
	/** The member whose circle this was is gone: nothing more is written. */
	ended: boolean;
	/** Of every epoch, the first at index 0: its commitment, when it started and, once closed, what was live in it. */
	epochs: { commitment: Hash; from: number; live: Hash | null }[];
}

export interface OpenInvitation {
	role: 'member' | 'facilitator';
	expires: Day;
	by: Handle;
	/** The event that opened it. */
	seq: number;
}

/** What a verified roster says. Plain data: it may be cloned, stored and compared. */
export interface RosterState {
	group: Hash;
	head: Hash;
	seq: number;
	/** The hash of every event; its place is its number. */
	heads: Hash[];
	/** `from`: the event that set it. */
	policy: { approvers: 1 | 2; from: number };
	members: Record<Handle, RosterMember>;
	circles: Record<string, RosterCircle>;
	/** By the hash of the invitation's id. */
	invitations: Record<Hash, OpenInvitation>;
	/** Used or revoked, and by which event: never to be opened again. */
	spent: Record<Hash, number>;
}

/** Why an event was refused. */
export type RosterRefusal =
	| 'shape'
	| 'chain'
	| 'signature'
	| 'consent'
	| 'stale-consent'
	| 'not-allowed'
	| 'not-a-member'
	| 'already'
	| 'no-invitation'
	| 'expired'
	| 'not-due'
	| 'wrong-epoch';

/** `at` is the number of the first event that does not stand. */
export type RosterVerdict = { ok: true; state: RosterState } | { ok: false; at: number; reason: RosterRefusal };
