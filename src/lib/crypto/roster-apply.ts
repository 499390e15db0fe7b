import { isFacilitator, memberCircle, memberOf } from './circles.ts';
import { opensEpochs } from './roster-rules.ts';
import type { PublicKeys, Role, RosterEvent, RosterMember, RosterState } from './roster.ts';
import type { Day, Handle, Hash } from './sealed.ts';

/** Before `create`. */
export function emptyRoster(): RosterState {
	return {
		group: '',
		head: '',
		seq: -1,
		heads: [],
		policy: { approvers: 1, from: 0 },
		members: {},
		circles: {},
		invitations: {},
		spent: {}
	};
}

/** Changes `state`, a copy of the caller's, by an event that was found good. */
export function apply(state: RosterState, event: RosterEvent, hash: Hash): void {
	const role = event.kind === 'role' ? event.body.role : undefined;
	const due = opensEpochs(state, event.kind, subjectOf(event), role);
	const lostFacilitator = losesFacilitator(state, event);
	change(state, event);
	if (event.kind === 'create') state.group = hash;
	state.head = hash;
	state.seq = event.seq;
	state.heads.push(hash);
	for (const circle of due) open(state, circle, event);
	// She could read every open invitation's secret.
	if (lostFacilitator) for (const invitation of Object.keys(state.invitations)) close(state, invitation, event.seq);
}

/** Whom an event is about. */
function subjectOf(event: RosterEvent): Handle {
	return 'handle' in event.body ? event.body.handle : event.by;
}

/** Whether a facilitator's knowledge is no longer to be trusted after this event. */
function losesFacilitator(state: RosterState, event: RosterEvent): boolean {
	switch (event.kind) {
		case 'leave':
		case 'rekey':
			return isFacilitator(state, event.by);
		case 'remove':
			return isFacilitator(state, event.body.handle);
		case 'role':
			return event.body.role === 'facilitator' && !event.body.on;
		default:
			return false;
	}
}

function change(state: RosterState, event: RosterEvent): void {
	const { seq, day } = event;
	switch (event.kind) {
		case 'create':
			enter(state, event.body.handle, event.body, seq, day);
			return setRole(state, event.body.handle, 'facilitator', true, seq);
		case 'policy':
			state.policy = { approvers: event.body.approvers, from: seq };
			return;
		case 'invite': {
			const { invitation, role, expires } = event.body;
			state.invitations[invitation] = { role, expires, by: event.by, seq };
			return;
		}
		case 'revoke-invite':
			return close(state, event.body.invitation, seq);
		case 'admit':
			close(state, event.body.invitation, seq);
			return enter(state, event.body.handle, event.body, seq, day);
		case 'leave':
			return part(state, event.by, 'left', seq);
		case 'remove':
			return part(state, event.body.handle, 'removed', seq);
		case 'rekey':
			return renew(state, event.by, event.body, seq, day);
		case 'role':
			return setRole(state, event.body.handle, event.body.role, event.body.on, seq);
		case 'rotate': {
			const { circle: name, commitment, live, epoch } = event.body;
			const circle = state.circles[name];
			const closing = circle?.epochs[epoch - 2];
			if (closing) closing.live = live;
			circle?.epochs.push({ commitment, from: seq, live: null });
			if (circle) Object.assign(circle, { epoch, commitment, due: null });
			return;
		}
	}
}

function enter(state: RosterState, handle: Handle, { sign, age }: PublicKeys, seq: number, since: Day): void {
	const member: RosterMember = {
		handle,
		sign,
		age,
		roles: [],
		state: 'active',
		since,
		member: { from: seq, to: null },
		facilitator: [],
		keys: [{ sign, age, from: seq }],
		renewed: '',
		roleChanged: -1
	};
	state.members[handle] = member;
}

function renew(state: RosterState, handle: Handle, { sign, age }: PublicKeys, seq: number, renewed: Day): void {
	const member = memberOf(state, handle);
	if (!member) return;
	member.keys.push({ sign, age, from: seq });
	Object.assign(member, { sign, age, renewed });
}

function part(state: RosterState, handle: Handle, how: 'left' | 'removed', seq: number): void {
	const member = memberOf(state, handle);
	const circle = state.circles[memberCircle(handle)];
	if (!member) return;
	if (member.roles.includes('facilitator')) setRole(state, handle, 'facilitator', false, seq);
	member.roles = [];
	member.state = how;
	member.member.to = seq;
	if (circle) Object.assign(circle, { ended: true, due: null });
}

function setRole(state: RosterState, handle: Handle, role: Role, on: boolean, seq: number): void {
	const member = memberOf(state, handle);
	if (!member) return;
	member.roles = on ? [...member.roles, role].sort() : member.roles.filter((held) => held !== role);
	member.roleChanged = seq;
	if (role !== 'facilitator') return;
	const last = member.facilitator[member.facilitator.length - 1];
	if (on) member.facilitator.push({ from: seq, to: null });
	else if (last) last.to = seq;
}

function close(state: RosterState, invitation: Hash, seq: number): void {
	const open = Object.entries(state.invitations).filter(([name]) => name !== invitation);
	state.invitations = Object.fromEntries(open);
	state.spent[invitation] = seq;
}

function open(state: RosterState, name: string, event: RosterEvent): void {
	const circle = (state.circles[name] ??= { epoch: 0, commitment: '', due: null, ended: false, epochs: [] });
	if (circle.ended) return;
	const by = circle.due?.by ?? [];
	circle.due = { since: event.seq, by: by.includes(event.by) ? by : [...by, event.by] };
}
