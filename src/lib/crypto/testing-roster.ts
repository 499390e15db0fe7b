// For tests only: a group with everyone in it who could try to sign something.
import { groupKeys, type GroupKeys } from './account-keys.ts';
import { newId, randomBytes, toBase64url } from './encoding.ts';
import { emptyRoster } from './roster-apply.ts';
import { makeConsent, makeEvent } from './roster-event.ts';
import type { RosterBodies, RosterKind, RosterState } from './roster.ts';
import { extendRoster } from './roster-verify.ts';
import type { Handle, Json } from './sealed.ts';

// Two facilitators (ada, bea), three members (cleo, dora, emmy: emmy is treasurer), one who left (fay), one who was
// removed (gwen), one invited (hana), and a stranger.

export const names = ['ada', 'bea', 'cleo', 'dora', 'emmy', 'fay', 'gwen', 'hana', 'stranger'] as const;
export type Name = (typeof names)[number];

export const handles = {} as Record<Name, Handle>;
export const keys = {} as Record<Name, GroupKeys>;
export const renewed = {} as Record<Name, GroupKeys>;
export const hash = () => toBase64url(randomBytes(32));
export const [open, spent, fresh] = [hash(), hash(), hash()];
export const day = '2026-11-23';

export interface Attempt {
	by: Name;
	consents?: Name[];
	/** The event whose head the consents cite; the last one unless said. */
	at?: number;
	day?: string;
}

async function attempt<K extends RosterKind>(state: RosterState, kind: K, body: RosterBodies[K], how: Attempt) {
	const by = handles[how.by];
	const head = state.heads[how.at ?? state.seq] ?? '';
	const consents = await Promise.all(
		(how.consents ?? []).map((name) => {
			const seed = kind === 'rekey' && name === how.by ? renewed[name].sign : keys[name].sign;
			const about = { by: handles[name], group: state.group, head, kind, body: body as unknown as Json };
			return makeConsent(about, seed);
		})
	);
	const place = { group: state.group, prev: state.head, seq: state.seq + 1, day: how.day ?? day };
	const event = await makeEvent({ ...place, kind, by, body, consents }, keys[how.by].sign);
	return extendRoster(state, [event]);
}

export async function outcome<K extends RosterKind>(state: RosterState, kind: K, body: RosterBodies[K], how: Attempt) {
	const verdict = await attempt(state, kind, body, how);
	return verdict.ok ? 'ok' : verdict.reason;
}

export async function must<K extends RosterKind>(state: RosterState, kind: K, body: RosterBodies[K], how: Attempt) {
	const verdict = await attempt(state, kind, body, how);
	if (!verdict.ok) throw new Error(`${kind} by ${how.by}: ${verdict.reason}`);
	return verdict.state;
}

export const admitBody = (name: Name, invitation: string) => ({
	invitation,
	handle: handles[name],
	...keys[name].public
});
export const role = (name: Name, on: boolean, role: 'facilitator' | 'treasurer' = 'facilitator') => ({
	handle: handles[name],
	role,
	on
});

async function enter(state: RosterState, name: Name): Promise<RosterState> {
	const invitation = hash();
	const invited = await must(state, 'invite', { invitation, role: 'member', expires: day }, { by: 'ada' });
	return must(invited, 'admit', admitBody(name, invitation), { by: 'ada', consents: [name] });
}

/** The whole cast, and the group as it stands. */
export async function assemble(): Promise<RosterState> {
	let state: RosterState;
	for (const name of names) {
		handles[name] = newId();
		keys[name] = await groupKeys(randomBytes(32), handles[name]);
		renewed[name] = await groupKeys(randomBytes(32), handles[name]);
	}
	const create = { handle: handles.ada, nonce: newId(), ...keys.ada.public };
	state = await must(emptyRoster(), 'create', create, { by: 'ada' });
	for (const name of names.slice(1, 7)) state = await enter(state, name);
	state = await must(state, 'role', role('bea', true), { by: 'ada', consents: ['bea'] });
	state = await must(state, 'role', role('emmy', true, 'treasurer'), { by: 'bea', consents: ['emmy'] });
	state = await must(state, 'leave', {}, { by: 'fay' });
	state = await must(state, 'remove', { handle: handles.gwen }, { by: 'bea' });
	for (const invitation of [open, spent]) {
		state = await must(state, 'invite', { invitation, role: 'member', expires: '2026-11-25' }, { by: 'ada' });
	}
	state = await must(state, 'revoke-invite', { invitation: spent }, { by: 'bea' });
	return state;
}
