import type { PublicKeys } from './roster.ts';
import type { Day, Handle, Hash, Json, Sealed } from './sealed.ts';

/** What an invitation says, under the inviter's MAC and again under the joiner's. */
export interface InvitationTerms {
	/** Hash of the invitation's id. */
	invitation: Hash;
	group: Hash;
	/** The roster head when the offer was sealed. */
	head: Hash;
	/** The founder's signing key. */
	founder: string;
	role: 'member' | 'facilitator';
	expires: Day;
}

/** Six words and the link's fragment are two spellings of the same ten bytes. */
export interface InvitationSecret {
	/** 14 characters for the link's fragment. */
	fragment: string;
	words: string[];
}

/** What the server is told by whoever holds the secret: it keeps only the hash. */
export interface InvitationId {
	/** 16 bytes. */
	id: string;
	/** SHA-256 of it, as in the roster. */
	invitation: Hash;
}

export type SecretVerdict =
	| ({ ok: true; secret: InvitationSecret } & InvitationId)
	| { ok: false; reason: 'shape' | 'word-count' }
	| { ok: false; reason: 'unknown-word'; word: string };

export type OfferVerdict =
	{ ok: true; terms: InvitationTerms; body: Json } | { ok: false; reason: 'damaged' | 'expired' };

export type RequestVerdict =
	| ({ ok: true; handle: Handle; terms: InvitationTerms; body: Json; words: string[] } & PublicKeys)
	| { ok: false; reason: 'damaged' | 'expired' | 'no-invitation' | 'wrong-group' };

/** What she sends; `handle` is how the server will know her once she is admitted. */
export interface JoinRequest extends InvitationId {
	handle: Handle;
	request: Sealed;
}
