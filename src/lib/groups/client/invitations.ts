import * as v from 'valibot';
import type { InvitationSecret, InvitationTerms, SecretVerdict } from '#lib/crypto/invitation.ts';
import type { Handle, Hash, Sealed } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { narrow, troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { addDays, dayIn } from '#lib/platform/day.ts';
import type { PublicGroup } from '../group.ts';
import {
	INVITATION_DAYS,
	joinForm,
	preview as previewSchema,
	type InvitationState,
	type JoinForm,
	type Preview
} from '../invitation.ts';
import { change } from './change.ts';
import { previewNow, withSecrets } from './offers.ts';
import { openGroup } from './open-group.ts';
import * as readAgain from './read-again.ts';
import type { GroupView } from './view.ts';

/** An invitation as facilitators see it. */
export interface Invited {
	/** Hash of its id: its name in the roster. */
	invitation: Hash;
	id: string;
	role: 'member' | 'facilitator';
	state: InvitationState;
	/** The facilitator who made it. */
	by: Handle;
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

/** `no-invitation`: it had been made by an earlier try, and is open no more. */
export type StartRefusal = 'epoch-due' | 'not-allowed' | 'no-invitation';
/** `shape`, `word-count`, `unknown-word` (with the word): what she typed cannot be six words or a link. */
export type SecretRefusal = 'shape' | 'word-count' | 'unknown-word';
/** `damaged`: the offer does not fit the secret; nothing in it can be believed. */
export type OfferRefusal = 'used' | 'expired' | 'revoked' | 'damaged';
export type PreviewOutcome =
	| Outcome<{ offered: Offered }, Exclude<SecretRefusal, 'unknown-word'> | OfferRefusal>
	| { ok: false; reason: 'unknown-word'; word: string };

/** Only when somebody reads or writes an invitation are its six words wanted: a chunk of its own. */
const readSecret = async (typed: string): Promise<SecretVerdict> =>
	(await import('#lib/crypto/offer.ts')).readSecret(typed);

/** What a new invitation will be opened with: chosen before the first try, or a second one would make a second. */
export const draft = async (): Promise<Drafted> => (await import('#lib/crypto/offer.ts')).draftInvitation();
export interface Drafted {
	secret: InvitationSecret;
	invitation: Hash;
}

/**
 * A new invitation, good once and for seven days. The six words and the link's fragment say the same.
 * Preview: the card, what to expect, what the place is like (never where) and the newest agreement.
 */
export async function start(
	client: Client,
	view: GroupView,
	input: { role: 'member' | 'facilitator'; drafted?: Drafted }
): Promise<Outcome<{ view: GroupView; secret: InvitationSecret; invitation: Hash; expires: string }, StartRefusal>> {
	const opened = await openGroup(client, view.group);
	if (!opened.ok) return opened;
	const shown = await previewNow(client, opened.view);
	if (!shown.ok) return shown;
	const preview = { ...shown.preview };
	const { secret, invitation } = input.drafted ?? (await draft());
	let expires = '';
	const made = await change(
		client,
		view.group,
		async ({ today }) => {
			expires = addDays(today, INVITATION_DAYS);
			return client.vault.invite(view.group, {
				day: today,
				role: input.role,
				expires,
				preview,
				fragment: secret.fragment
			});
		},
		({ offer }) => ({ offers: [{ invitation, offer }] })
	);
	if (!made.ok && made.reason !== 'already') return narrow(made, ['epoch-due', 'not-allowed']);
	if (!made.ok) {
		// An earlier try had arrived, and only its answer was lost; or it has been used or taken back since.
		const listed = await withSecrets(client, view);
		if (!listed.ok) return listed;
		const earlier = listed.invitations.find((one) => one.invitation === invitation);
		if (earlier?.state !== 'open') return { ok: false, reason: 'no-invitation' };
		expires = lastDay(earlier.expiresAt);
	}
	const after = await openGroup(client, view.group);
	return { ok: true, view: after.ok ? after.view : opened.view, secret, invitation, expires };
}

/** For facilitators: every invitation of the group that is open, asked for, or ended within the last month. */
export async function list(client: Client, view: GroupView): Promise<Outcome<{ invitations: Invited[] }>> {
	const listed = await withSecrets(client, view);
	if (!listed.ok) return listed;
	const invitations = await Promise.all(
		listed.invitations.map(async ({ expiresAt, ...row }): Promise<Invited> => {
			const fragment = row.state === 'open' ? listed.fragments.get(row.invitation) : undefined;
			const read = fragment ? await readSecret(fragment) : undefined;
			return {
				...row,
				expires: lastDay(expiresAt),
				secret: read?.ok ? read.secret : null
			};
		})
	);
	return { ok: true, invitations };
}

/** The server keeps noon of the day after the last one. */
export const lastDay = (expiresAt: number) => addDays(dayIn('UTC', expiresAt), -1);

export async function revoke(
	client: Client,
	view: GroupView,
	input: { invitation: Hash }
): Promise<Outcome<{ view: GroupView }, 'not-allowed' | 'no-invitation'>> {
	const done = await change(client, view.group, ({ today }) =>
		client.vault.revokeInvite(view.group, { day: today, ...input })
	);
	return done.ok ? openGroup(client, view.group) : narrow(done, ['not-allowed', 'no-invitation']);
}

interface Shown {
	group: PublicGroup;
	offer: Sealed;
}

/** Reads an invitation by its words or its link's fragment. No account needed. */
export async function preview(
	client: Client,
	input: { words: string } | { fragment: string }
): Promise<PreviewOutcome> {
	const read = await readSecret('words' in input ? input.words : input.fragment);
	if (!read.ok) return read;
	const { id, secret } = read;
	const answer = await client.api.post<Shown>('/invitations/open', { id });
	if (!answer.ok) {
		const reason = ENDED.find((state) => state === answer.reason);
		return reason ? { ok: false, reason } : troubleOf(answer);
	}
	const { group, offer } = answer.data;
	const opened = await client.vault.readOffer({ fragment: secret.fragment, offer, day: dayIn('UTC', client.now()) });
	if (!opened.ok) return { ok: false, reason: opened.reason };
	const body = v.safeParse(previewSchema, opened.body);
	if (!body.success || opened.terms.group !== group.group) return { ok: false, reason: 'damaged' };
	const offered = { fragment: secret.fragment, id, group, preview: body.output, terms: opened.terms, offer };
	return { ok: true, offered };
}

const ENDED = ['used', 'expired', 'revoked'] as const;

/**
 * Asks to join: accepts the agreement that she read and tells the facilitators what she wrote. She must be signed in.
 * Asking again replaces what she wrote. `already`: this account is in the group.
 */
export async function ask(
	client: Client,
	offered: Offered,
	form: JoinForm
): Promise<Outcome<{ words: string[] }, OfferRefusal | 'already' | 'fields'>> {
	const parsed = v.safeParse(joinForm, form);
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const accepts = offered.preview.agreement.version;
	const { fragment, offer } = offered;
	const day = dayIn('UTC', client.now());
	const body = { ...parsed.output, accepts };
	const sealed = await client.vault.requestToJoin({ fragment, offer: offer as Sealed, day, body });
	if (!sealed.ok) return { ok: false, reason: sealed.reason };
	const { id, handle, request } = sealed;
	await readAgain.keep(client, handle, offered.preview); // first: once she has asked, it opens no more
	const answer = await client.api.post('/invitations/ask', { id, handle, request, accepts });
	if (!answer.ok) {
		await readAgain.forget(client, handle);
		const reason = [...ENDED, 'already' as const].find((state) => state === answer.reason);
		return reason ? { ok: false, reason } : troubleOf(answer);
	}
	const { keyWords } = await import('#lib/crypto/join.ts');
	return { ok: true, words: await keyWords(await client.vault.publicKeys(handle)) };
}

/** Takes back what she asked; what she wrote is deleted and the invitation can be used again. `invitation`: as in `groups.list`. */
export async function withdraw(client: Client, invitation: string): Promise<Outcome> {
	const answer = await client.api.post('/invitations/withdraw', { id: invitation });
	return answer.ok ? { ok: true } : troubleOf(answer);
}
