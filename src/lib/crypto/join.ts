import * as v from 'valibot';
import { isRecipient, type GroupKeys } from './account-keys.ts';
import { openBox, sealBox } from './box.ts';
import { canonicalBytes } from './canonical.ts';
import { founderKey, isHandle, isHash } from './circles.ts';
import { fromBase64url, inContext, toBase64url, utf8 } from './encoding.ts';
import type { InvitationTerms, RequestVerdict } from './invitation.ts';
import { termsSchema, type InvitationKeys } from './offer.ts';
import { isMac, mac, macKey } from './primitives.ts';
import { isConsent, makeConsent } from './roster-event.ts';
import type { Consent, PublicKeys, RosterBodies, RosterState } from './roster.ts';
import type { Day, Handle, Hash, Json, Sealed } from './sealed.ts';
import { fingerprintWords } from './six-words.ts';

const consent = v.strictObject({ by: v.custom<Handle>(isHandle), head: v.custom<Hash>(isHash), sig: v.string() });

const requestSchema = v.strictObject({
	terms: termsSchema,
	handle: v.custom<Handle>(isHandle),
	sign: v.custom<string>(isHash),
	age: v.custom<string>((text) => typeof text === 'string' && isRecipient(text)),
	mac: v.custom<Hash>(isHash),
	admit: consent,
	role: v.nullable(consent),
	body: v.unknown()
});

type Request = v.InferOutput<typeof requestSchema>;

const place = (invitation: Hash): Json => ({ invitation, what: 'request' });

function joinerClaim(terms: InvitationTerms, handle: Handle, { sign, age }: PublicKeys) {
	return inContext('joiner', canonicalBytes({ age, handle, sign, terms: { ...terms } }));
}

/** The `admit` event's body for her, to which she consents beforehand. */
export function admitBody(terms: InvitationTerms, handle: Handle, keys: PublicKeys): RosterBodies['admit'] {
	return { invitation: terms.invitation, handle, sign: keys.sign, age: keys.age };
}

/** And the `role` event's, if she was invited as a facilitator. */
export function appointBody(handle: Handle): RosterBodies['role'] {
	return { handle, role: 'facilitator', on: true };
}

/** Seals what a joiner answers: her keys under the joiner's MAC, her consents, and what she wrote. */
export async function sealRequest(
	keys: InvitationKeys,
	terms: InvitationTerms,
	her: { handle: Handle; keys: GroupKeys },
	body: Json
): Promise<Sealed | null> {
	const { handle } = her;
	const { sign, age } = her.keys.public;
	const from = { by: handle, group: terms.group, head: terms.head };
	const admit = { ...from, kind: 'admit', body: { ...admitBody(terms, handle, { sign, age }) } } as const;
	const role = { ...from, kind: 'role', body: { ...appointBody(handle) } } as const;
	return sealBox(keys.request, place(keys.invitation), {
		terms: { ...terms },
		handle,
		sign,
		age,
		mac: toBase64url(await mac(await macKey(keys.joiner), joinerClaim(terms, handle, { sign, age }))),
		admit: { ...(await makeConsent(admit, her.keys.sign)) },
		role: terms.role === 'facilitator' ? { ...(await makeConsent(role, her.keys.sign)) } : null,
		body
	});
}

/** A request that stands, with the consents that the events will carry. */
export type OpenedRequest =
	| (Extract<RequestVerdict, { ok: true }> & { admit: Consent; role: Consent | null })
	| Extract<RequestVerdict, { ok: false }>;

/** Opens a request and checks all of it against the roster: secret, terms, keys, consents, invitation, day. */
export async function openRequest(
	keys: InvitationKeys,
	request: Sealed,
	state: RosterState,
	day: Day
): Promise<OpenedRequest> {
	const opened = await openBox(keys.request, place(keys.invitation), request);
	const parsed = v.safeParse(requestSchema, opened.ok ? opened.body : null);
	if (!parsed.success) return { ok: false, reason: 'damaged' };
	const asked = parsed.output;
	const { terms, handle, sign, age, body } = asked;
	if (terms.invitation !== keys.invitation || !(await isGenuine(keys, asked))) return { ok: false, reason: 'damaged' };
	if (terms.group !== state.group || terms.founder !== founderKey(state)) return { ok: false, reason: 'wrong-group' };
	if (!state.heads.includes(terms.head)) return { ok: false, reason: 'wrong-group' };
	const open = state.invitations[terms.invitation];
	if (!open || open.role !== terms.role || open.expires !== terms.expires)
		return { ok: false, reason: 'no-invitation' };
	if (day > open.expires) return { ok: false, reason: 'expired' };
	const words = await keyWords({ sign, age });
	return { ok: true, handle, terms, sign, age, body: body as Json, words, admit: asked.admit, role: asked.role };
}

async function isGenuine(keys: InvitationKeys, asked: Request): Promise<boolean> {
	const { terms, handle, sign, age, admit, role } = asked;
	const given = fromBase64url(asked.mac, 32);
	const claim = joinerClaim(terms, handle, { sign, age });
	if (!given || !(await isMac(await macKey(keys.joiner), given, claim))) return false;
	const mine = (consent: Consent) => consent.by === handle && consent.head === terms.head;
	const admits = { group: terms.group, kind: 'admit', body: { ...admitBody(terms, handle, { sign, age }) } } as const;
	if (!mine(admit) || !(await isConsent(admit, admits, sign))) return false;
	if (terms.role === 'member') return role === null;
	const appoints = { group: terms.group, kind: 'role', body: { ...appointBody(handle) } } as const;
	return role !== null && mine(role) && isConsent(role, appoints, sign);
}

/** Six words of a woman's two keys, to compare in the room. */
export function keyWords({ sign, age }: PublicKeys): Promise<string[]> {
	return fingerprintWords(inContext('keys', canonicalBytes({ age, sign })));
}

/** Six words of a roster head. */
export function headWords(head: Hash): Promise<string[]> {
	return fingerprintWords(inContext('head', utf8(head)));
}
