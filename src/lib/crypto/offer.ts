import * as v from 'valibot';
import { openBox, sealBox } from './box.ts';
import { canonicalBytes } from './canonical.ts';
import { isHash } from './circles.ts';
import { fromBase64url, inContext, toBase64url, utf8, type Bytes } from './encoding.ts';
import type { InvitationId, InvitationSecret, InvitationTerms, OfferVerdict, SecretVerdict } from './invitation.ts';
import { derive, isMac, mac, macKey, sha256 } from './primitives.ts';
import { isDay } from './roster-event.ts';
import type { Day, Hash, Json, Sealed } from './sealed.ts';
import { newInvitationSecret, parseFragment, parseSixWords, toSixWords } from './six-words.ts';

/** Everything that the ten bytes of an invitation open. */
export interface InvitationKeys extends InvitationId {
	preview: Bytes;
	request: Bytes;
	inviter: Bytes;
	joiner: Bytes;
}

/** The hash of an invitation's id: all that the server and the roster hold of it. */
export async function invitationHash(id: string): Promise<Hash> {
	return toBase64url(await sha256(utf8(id)));
}

/** Where the secret lies among the facilitators' records (type `invitation`): the first 16 bytes of its hash. */
export function invitationRecordId(invitation: Hash): string {
	return toBase64url((fromBase64url(invitation, 32) ?? new Uint8Array(32)).subarray(0, 16));
}

/** Each key by its own label, so that showing one (the id) gives away none of the others. */
export async function invitationKeys(secret: Bytes): Promise<InvitationKeys> {
	const labels = ['id', 'preview', 'request', 'mac-inviter', 'mac-joiner'];
	const keys = await Promise.all(labels.map((label) => derive(secret, 'invitation', label)));
	const [name, preview, request, inviter, joiner] = keys as [Bytes, Bytes, Bytes, Bytes, Bytes];
	const id = toBase64url(name.subarray(0, 16));
	return { id, invitation: await invitationHash(id), preview, request, inviter, joiner };
}

/** A new secret that opens nothing yet, to show to a second facilitator before `invite`. */
export async function draftInvitation(): Promise<{ secret: InvitationSecret } & InvitationId> {
	const bytes = await newInvitationSecret();
	const { id, invitation } = await invitationKeys(bytes);
	return { secret: await spellSecret(bytes), id, invitation };
}

/** Both spellings of a fragment, if it is one. */
export async function spellFragment(fragment: string): Promise<{ secret: InvitationSecret | null }> {
	const bytes = parseFragment(fragment);
	return { secret: bytes && (await spellSecret(bytes)) };
}

async function spellSecret(secret: Bytes): Promise<InvitationSecret> {
	return { fragment: toBase64url(secret), words: await toSixWords(secret) };
}

/**
 * Reads what she typed or followed: the link's fragment, or six words in any case with any signs between them. The id
 * goes to the server; the fragment stays in the browser.
 */
export async function readSecret(typed: string): Promise<SecretVerdict> {
	const fragment = parseFragment(typed);
	const parsed = fragment ? { ok: true as const, secret: fragment } : await parseSixWords(typed);
	if (!parsed.ok) return parsed;
	const { id, invitation } = await invitationKeys(parsed.secret);
	return { ok: true, secret: await spellSecret(parsed.secret), id, invitation };
}

/** The keys of a fragment that was read before, or `null`. */
export async function keysOfFragment(fragment: string): Promise<InvitationKeys | null> {
	const secret = parseFragment(fragment);
	return secret && invitationKeys(secret);
}

const hash = v.custom<Hash>(isHash);

/** What every offer and request says. */
export const termsSchema = v.strictObject({
	invitation: hash,
	group: hash,
	head: hash,
	founder: hash,
	role: v.picklist(['member', 'facilitator']),
	expires: v.custom<Day>((text) => typeof text === 'string' && isDay(text))
});

const offerSchema = v.strictObject({ terms: termsSchema, mac: hash, body: v.unknown() });

const offerPlace = (invitation: Hash): Json => ({ invitation, what: 'offer' });

const inviterClaim = (terms: InvitationTerms) => inContext('inviter', canonicalBytes({ ...terms }));

/** What she reads before joining, under the invitation's own key, with the inviter's MAC over the terms. */
export async function sealOffer(keys: InvitationKeys, terms: InvitationTerms, body: Json): Promise<Sealed | null> {
	const proof = await mac(await macKey(keys.inviter), inviterClaim(terms));
	const content = { body, mac: toBase64url(proof), terms: { ...terms } };
	return sealBox(keys.preview, offerPlace(keys.invitation), content);
}

/** Opens an offer and checks that whoever made it knew the secret. `day`: today, where she is. */
export async function openOffer(keys: InvitationKeys, offer: Sealed, day: Day): Promise<OfferVerdict> {
	const opened = await openBox(keys.preview, offerPlace(keys.invitation), offer);
	const parsed = v.safeParse(offerSchema, opened.ok ? opened.body : null);
	if (!parsed.success) return { ok: false, reason: 'damaged' };
	const { terms, mac: proof } = parsed.output;
	const given = fromBase64url(proof, 32);
	const stands = given && (await isMac(await macKey(keys.inviter), given, inviterClaim(terms)));
	if (!stands || terms.invitation !== keys.invitation) return { ok: false, reason: 'damaged' };
	if (day > terms.expires) return { ok: false, reason: 'expired' };
	return { ok: true, terms, body: parsed.output.body as Json };
}
