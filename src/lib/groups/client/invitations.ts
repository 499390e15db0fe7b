import type { InvitationSecret, InvitationTerms } from '#lib/crypto/invitation.ts';
import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { PublicGroup } from '../group.ts';
import type { InvitationState, JoinForm, Preview } from '../invitation.ts';
import type { GroupView } from './view.ts';

/** An invitation as facilitators see it. */
export interface Invited {
	/** Hash of its id: its name in the roster. */
	invitation: Hash;
	id: string;
	role: 'member' | 'facilitator';
	state: InvitationState;
	/** Name of the facilitator who made it; empty when unknown. */
	by: string;
	/** Last day on which it is good. */
	expires: string;
	/** Link fragment and six words again, while it is open; `null` otherwise. */
	secret: InvitationSecret | null;
}

/** What an invited woman holds before she signs up. */
export interface Offered {
	fragment: string;
	id: string;
	group: PublicGroup;
	preview: Preview;
	terms: InvitationTerms;
	/** Sealed; `ask` wants it back. */
	offer: string;
}

export type StartRefusal = 'epoch-due' | 'not-allowed';
/** `shape`, `word-count`, `unknown-word` (with the word): what she typed cannot be six words or a link. */
export type SecretRefusal = 'shape' | 'word-count' | 'unknown-word';
/** `damaged`: the offer does not fit the secret; nothing in it can be believed. */
export type OfferRefusal = 'used' | 'expired' | 'revoked' | 'damaged';
export type PreviewOutcome =
	| Outcome<{ offered: Offered }, Exclude<SecretRefusal, 'unknown-word'> | OfferRefusal>
	| { ok: false; reason: 'unknown-word'; word: string };

/**
 * A new invitation, good once and for seven days. The address of the link is `/i#<fragment>`; the six words say the same.
 * Preview: the card, what to expect, access facts and the newest agreement.
 */
export async function start(
	client: Client,
	view: GroupView,
	input: { role: 'member' | 'facilitator' }
): Promise<Outcome<{ view: GroupView; secret: InvitationSecret; invitation: Hash; expires: string }, StartRefusal>> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.role}`);
}

/** For facilitators: every invitation of the group that is open, asked for, or ended within the last month. */
export async function list(client: Client, view: GroupView): Promise<Outcome<{ invitations: Invited[] }>> {
	throw new Error(`being built ${client.now()} ${view.group}`);
}

export async function revoke(
	client: Client,
	view: GroupView,
	input: { invitation: Hash }
): Promise<Outcome<{ view: GroupView }, 'not-allowed' | 'no-invitation'>> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.invitation}`);
}

/** Reads an invitation by its words or its link's fragment. No account needed. */
export async function preview(client: Client, input: { words: string } | { fragment: string }): Promise<PreviewOutcome> {
	throw new Error(`being built ${client.now()} ${JSON.stringify(input)}`);
}

/**
 * Asks to join: accepts the agreement that she read and tells the facilitators what she wrote. She must be signed in.
 * Asking again replaces what she wrote. `already`: this account is in the group.
 */
export async function ask(
	client: Client,
	offered: Offered,
	form: JoinForm
): Promise<Outcome<{ words: string[] }, OfferRefusal | 'already' | 'fields'>> {
	throw new Error(`being built ${client.now()} ${offered.id} ${form.name}`);
}

/** Takes back what she asked; what she wrote is deleted and the invitation can be used again. */
export async function withdraw(client: Client, invitation: string): Promise<Outcome> {
	throw new Error(`being built ${client.now()} ${invitation}`);
}
