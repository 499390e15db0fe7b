import { circleOf, facilitators, isActive, isFacilitator, isReader, memberCircle, memberOf } from './circles.ts';
import { dayAfter } from './roster-event.ts';
import type { Role, RosterEvent, RosterKind, RosterRefusal, RosterState } from './roster.ts';
import type { Handle } from './sealed.ts';

type EventOf<K extends RosterKind> = Extract<RosterEvent, { kind: K }>;
type Verdict = RosterRefusal | null;

/** How long an invitation may stay open. */
export const invitationDays = 7;

/**
 * Who may sign what, as a pure decision on the state before the event. Signatures, chain and shape are judged elsewhere
 * (`roster-verify.ts`); here every consent is known to be genuine. The table of cases: `roster-rules.test.ts`.
 */
export function judge(state: RosterState, event: RosterEvent): Verdict {
	if (!isActive(state, event.by)) return 'not-a-member';
	return (rules[event.kind] as (state: RosterState, event: RosterEvent) => Verdict)(state, event);
}

const rules: { [K in RosterKind]: (state: RosterState, event: EventOf<K>) => Verdict } = {
	// Stands once, at the beginning, where there is no state to judge it by.
	create: () => 'not-allowed',
	policy: (state, event) => {
		if (!isFacilitator(state, event.by)) return 'not-allowed';
		return needs(state, event, facilitators(state).length > 1, (by) => isFacilitator(state, by), state.policy.from);
	},
	invite: (state, event) => {
		const { invitation, expires } = event.body;
		if (!isFacilitator(state, event.by)) return 'not-allowed';
		if (invitation in state.invitations || invitation in state.spent) return 'already';
		if (expires < event.day || expires > dayAfter(event.day, invitationDays)) return 'expired';
		return secondApprover(state, event, -1);
	},
	'revoke-invite': (state, event) => {
		if (!isFacilitator(state, event.by)) return 'not-allowed';
		return event.body.invitation in state.invitations ? null : 'no-invitation';
	},
	admit: (state, event) => {
		if (!isFacilitator(state, event.by)) return 'not-allowed';
		const invitation = state.invitations[event.body.invitation];
		if (!invitation) return 'no-invitation';
		if (event.day > invitation.expires) return 'expired';
		if (memberOf(state, event.body.handle) || isKnownKey(state, event.body)) return 'already';
		if (!event.consents.some(({ by }) => by === event.body.handle)) return 'consent';
		return secondApprover(state, event, invitation.seq);
	},
	leave: () => null,
	rekey: (state, event) => {
		if (isKnownKey(state, event.body)) return 'already';
		// The new key must show that it is there: the one consent that comes from the signer herself.
		return event.consents.some(({ by }) => by === event.by) ? null : 'consent';
	},
	remove: (state, event) => {
		const { handle } = event.body;
		if (!isFacilitator(state, event.by) || handle === event.by) return 'not-allowed';
		if (!isActive(state, handle)) return 'not-a-member';
		return againstFacilitator(state, event, handle, isFacilitator(state, handle));
	},
	role: (state, event) => {
		const { handle, role, on } = event.body;
		const member = memberOf(state, handle);
		if (!member || !isActive(state, handle)) return 'not-a-member';
		if (member.roles.includes(role) === on) return 'already';
		return on ? mayAppoint(state, event) : mayDemote(state, event);
	},
	rotate: (state, event) => {
		const circle = circleOf(state, event.body.circle);
		if (!circle?.due || circle.ended) return 'not-due';
		if (event.body.epoch !== circle.epoch + 1) return 'wrong-epoch';
		const hers = circle.due.by.includes(event.by) && isReader(state, event.body.circle, event.by);
		return hers || isFacilitator(state, event.by) ? null : 'not-allowed';
	}
};

/**
 * One genuine consent of someone who may give it, if one is wanted. A consent cites the head that its giver knew: one
 * from before `since` was for something earlier, and may not be played again.
 */
function needs(
	state: RosterState,
	event: RosterEvent,
	wanted: boolean,
	may: (by: Handle) => boolean,
	since: number
): Verdict {
	if (!wanted) return null;
	const givers = event.consents.filter(({ by }) => by !== event.by && may(by));
	if (givers.length === 0) return 'consent';
	return givers.some(({ head }) => state.heads.indexOf(head) >= since) ? null : 'stale-consent';
}

/** If policy says two approvers and there are two, a second facilitator. */
function secondApprover(state: RosterState, event: RosterEvent, since: number): Verdict {
	const wanted = state.policy.approvers === 2 && facilitators(state).length > 1;
	return needs(state, event, wanted, (by) => isFacilitator(state, by), since);
}

/** A facilitator is removed or demoted by another one and one more member; anybody else by a facilitator alone. */
function againstFacilitator(state: RosterState, event: RosterEvent, handle: Handle, isOne: boolean): Verdict {
	const since = memberOf(state, handle)?.roleChanged ?? 0;
	return needs(state, event, isOne, (by) => by !== handle && isActive(state, by), since);
}

function mayDemote(state: RosterState, event: EventOf<'role'>): Verdict {
	const { handle, role } = event.body;
	// Stepping down needs nobody.
	if (event.by === handle) return null;
	if (!isFacilitator(state, event.by)) return 'not-allowed';
	return againstFacilitator(state, event, handle, role === 'facilitator');
}

/** One facilitator and the appointee; with no facilitator left, a majority of the members and the appointee. */
function mayAppoint(state: RosterState, event: EventOf<'role'>): Verdict {
	const { handle, role } = event.body;
	const since = memberOf(state, handle)?.roleChanged ?? 0;
	if (isFacilitator(state, event.by)) return needs(state, event, handle !== event.by, (by) => by === handle, since);
	if (role !== 'facilitator' || facilitators(state).length > 0) return 'not-allowed';
	const fresh = event.consents.filter(({ by, head }) => isActive(state, by) && state.heads.indexOf(head) >= since);
	const signers = new Set([event.by, ...fresh.map(({ by }) => by)]);
	const active = Object.keys(state.members).filter((member) => isActive(state, member));
	return signers.has(handle) && signers.size * 2 > active.length ? null : 'consent';
}

/** Nobody signs or reads under a key that is or was someone's here. */
function isKnownKey(state: RosterState, { sign, age }: { sign: string; age: string }): boolean {
	return Object.values(state.members).some(({ keys }) => keys.some((old) => old.sign === sign || old.age === age));
}

/**
 * The circles that lose or gain a reader, or whose reader has new keys, by an event about `subject`. For `admit`, a
 * `role` says what she was invited as.
 */
export function opensEpochs(state: RosterState, kind: RosterKind, subject: Handle, role?: Role): string[] {
	const ofFacilitators = () => [
		'facilitators',
		...Object.keys(state.circles).filter((name) => name.startsWith('member:'))
	];
	const wasOne = isFacilitator(state, subject);
	switch (kind) {
		case 'create':
			return ['group', 'facilitators', memberCircle(subject)];
		case 'admit':
			return ['group', memberCircle(subject), ...(role === 'facilitator' ? ofFacilitators() : [])];
		case 'leave':
		case 'remove':
			return ['group', ...(wasOne ? ofFacilitators() : [])];
		case 'rekey':
			return ['group', ...(wasOne ? ofFacilitators() : [memberCircle(subject)])];
		case 'role':
			return role === 'facilitator' ? ofFacilitators() : [];
		default:
			return [];
	}
}
