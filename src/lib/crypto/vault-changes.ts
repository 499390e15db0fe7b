import { groupKeys } from './account-keys.ts';
import { addEvent, finishBuild, startBuild, type Build } from './build-change.ts';
import { founderKey } from './circles.ts';
import { newId, toBase64url, randomBytes } from './encoding.ts';
import { newSession } from './group-session.ts';
import { admitBody, appointBody, openRequest } from './join.ts';
import { draftInvitation, invitationRecordId, keysOfFragment, sealOffer, spellFragment } from './offer.ts';
import type { SealInput } from './record.ts';
import { isDay, makeConsent } from './roster-event.ts';
import type { Consent, RosterBodies, RosterKind } from './roster.ts';
import type { Day, Hash } from './sealed.ts';
import { ringOf, sessionOf, type VaultContext } from './vault-context.ts';
import type { BuildRefusal, ChangeInput, Vault } from './vault.ts';

export type ChangePart = Pick<
	Vault,
	| 'found'
	| 'invite'
	| 'revokeInvite'
	| 'admit'
	| 'setRole'
	| 'remove'
	| 'leave'
	| 'setPolicy'
	| 'rekey'
	| 'finishRotation'
	| 'consent'
>;

type Begun = { ok: true; build: Build } | { ok: false; reason: BuildRefusal };

function begin(context: VaultContext, group: Hash, day: Day): Begun {
	const session = sessionOf(context, group);
	if (!session) return { ok: false, reason: 'no-group' };
	if (!session.signer) return { ok: false, reason: 'no-key' };
	if (!isDay(day)) return { ok: false, reason: 'shape' };
	return { ok: true, build: startBuild(session, session.signer.sign, day) };
}

/** One event, the rotations that it brings, and new records. */
async function oneEvent<K extends RosterKind>(
	context: VaultContext,
	group: Hash,
	input: ChangeInput,
	event: { kind: K; body: RosterBodies[K]; consents?: Consent[] | undefined }
) {
	const begun = begin(context, group, input.day);
	if (!begun.ok) return begun;
	const refused = await addEvent(begun.build, event.kind, event.body, event.consents);
	return refused ? ({ ok: false, reason: refused } as const) : finishBuild(begun.build, input);
}

/** Everything that touches membership, roles, epochs or invitations. */
export function changePart(context: VaultContext): ChangePart {
	return {
		found: (input) => found(context, input),
		invite: (group, input) => invite(context, group, input),
		admit: (group, input) => admit(context, group, input),
		rekey: (group, input) => rekey(context, group, input),
		revokeInvite: (group, { invitation, ...input }) =>
			oneEvent(context, group, input, { kind: 'revoke-invite', body: { invitation } }),
		setRole: (group, { handle, role, on, consents, ...input }) =>
			oneEvent(context, group, input, { kind: 'role', body: { handle, role, on }, consents }),
		remove: (group, { handle, consents, ...input }) =>
			oneEvent(context, group, input, { kind: 'remove', body: { handle }, consents }),
		// Whoever goes must not know the next key: the circles stay due for those who stay.
		leave: (group, { day }) => oneEvent(context, group, { day }, { kind: 'leave', body: {} }),
		setPolicy: (group, { approvers, consents, ...input }) =>
			oneEvent(context, group, input, { kind: 'policy', body: { approvers }, consents }),
		async finishRotation(group, input) {
			const begun = begin(context, group, input.day);
			return begun.ok ? finishBuild(begun.build, input) : begun;
		},
		async consent(group, { kind, body }) {
			const session = sessionOf(context, group);
			if (!session) return { ok: false, reason: 'no-group' };
			if (!session.signer) return { ok: false, reason: 'no-key' };
			const about = { by: session.handle, group, head: session.state.head, kind, body };
			return { ok: true, consent: await makeConsent(about, session.signer.sign) };
		}
	};
}

async function found(context: VaultContext, input: ChangeInput): ReturnType<Vault['found']> {
	const handle = newId();
	const keys = await groupKeys(ringOf(context)[0] ?? new Uint8Array(0), handle);
	const session = { ...newSession('', handle), signer: keys, identities: [keys.age] };
	const build = startBuild(session, keys.sign, input.day);
	const refused = await addEvent(build, 'create', { handle, nonce: toBase64url(randomBytes(16)), ...keys.public });
	if (refused) return { ok: false, reason: refused };
	const { group } = build.next;
	const finished = await finishBuild(build, input);
	// The first keys wait here for the roster to come back from the server.
	if (finished.ok) context.groups.set(group, { ...session, group });
	return finished.ok ? { ...finished, group, handle } : finished;
}

type InviteInput = Parameters<Vault['invite']>[1];

async function invite(context: VaultContext, group: Hash, input: InviteInput): ReturnType<Vault['invite']> {
	const begun = begin(context, group, input.day);
	if (!begun.ok) return begun;
	const { build } = begun;
	const { role, expires, preview, consent, records = [], rotations } = input;
	const { secret } = input.fragment === undefined ? await draftInvitation() : await spellFragment(input.fragment);
	const keys = secret && (await keysOfFragment(secret.fragment));
	if (!keys) return { ok: false, reason: 'damaged' };
	const { id, invitation } = keys;
	const refused = await addEvent(build, 'invite', { invitation, role, expires }, consent ? [consent] : []);
	if (refused) return { ok: false, reason: refused };
	const { state } = build.next;
	const terms = { invitation, group, head: state.head, founder: founderKey(state), role, expires };
	const offer = await sealOffer(keys, terms, preview);
	if (!offer) return { ok: false, reason: 'too-large' };
	const kept: SealInput = {
		circle: 'facilitators',
		type: 'invitation',
		id: invitationRecordId(invitation),
		version: 1,
		prev: '',
		body: { fragment: secret.fragment, invitation, role, expires }
	};
	const finished = await finishBuild(build, { rotations, records: [kept, ...records] });
	return finished.ok ? { ...finished, secret, offer, id, invitation } : finished;
}

type AdmitInput = Parameters<Vault['admit']>[1];

async function admit(context: VaultContext, group: Hash, input: AdmitInput): ReturnType<Vault['admit']> {
	const begun = begin(context, group, input.day);
	if (!begun.ok) return begun;
	const { build } = begun;
	const keys = await keysOfFragment(input.fragment);
	const asked = keys && (await openRequest(keys, input.request, build.session.state, input.day));
	if (!asked) return { ok: false, reason: 'damaged' };
	if (!asked.ok)
		return asked.reason === 'wrong-group' ? { ok: false, reason: 'damaged' } : { ok: false, reason: asked.reason };
	const { handle, terms } = asked;
	const second = input.consent ? [input.consent] : [];
	const refused =
		(await addEvent(build, 'admit', admitBody(terms, handle, asked), [asked.admit, ...second])) ??
		(asked.role && (await addEvent(build, 'role', appointBody(handle), [asked.role])));
	if (refused) return { ok: false, reason: refused };
	const finished = await finishBuild(build, input);
	return finished.ok ? { ...finished, handle } : finished;
}

async function rekey(context: VaultContext, group: Hash, input: ChangeInput): ReturnType<Vault['rekey']> {
	const begun = begin(context, group, input.day);
	if (!begun.ok) return begun;
	const { build } = begun;
	const { handle, state } = build.session;
	const keys = await groupKeys(ringOf(context)[0] ?? new Uint8Array(0), handle);
	const body = { ...keys.public };
	// The new key shows that it is there; the old one signs the event.
	const proof = await makeConsent({ by: handle, group, head: state.head, kind: 'rekey', body }, keys.sign);
	const refused = await addEvent(build, 'rekey', body, [proof]);
	if (refused) return { ok: false, reason: refused };
	build.seed = keys.sign;
	build.next.signer = keys;
	return finishBuild(build, input);
}
