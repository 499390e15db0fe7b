import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from './encoding.ts';
import type { RosterKind, RosterState } from './roster.ts';
import {
	admitBody,
	assemble,
	day,
	fresh,
	handles,
	keys,
	must,
	names,
	open,
	outcome,
	renewed,
	role,
	spent,
	type Attempt,
	type Name
} from './testing-roster.ts';

// Who may sign what, every cell, with real signatures through the same door that clients and server use.

let state: RosterState;
beforeAll(async () => {
	state = await assemble();
});

/** One signer each: facilitators, members, treasurer, gone ones, one not admitted yet, a stranger. */
type Row = Record<Name, string>;
const row = (ada: string, bea: string, members: string, treasurer = members): Row => {
	const outside = 'not-a-member';
	const gone = { fay: outside, gwen: outside, hana: outside, stranger: outside };
	return { ada, bea, cleo: members, dora: members, emmy: treasurer, ...gone };
};

const alone: [string, RosterKind, () => unknown, Row, Name[]?][] = [
	[
		'create again',
		'create',
		() => ({ handle: handles.ada, nonce: newId(), ...keys.ada.public }),
		row('not-allowed', 'not-allowed', 'not-allowed')
	],
	['policy', 'policy', () => ({ approvers: 2 }), row('consent', 'consent', 'not-allowed')],
	['policy with a member', 'policy', () => ({ approvers: 2 }), row('consent', 'consent', 'not-allowed'), ['cleo']],
	['policy with bea', 'policy', () => ({ approvers: 2 }), row('ok', 'consent', 'not-allowed'), ['bea']],
	[
		'invite',
		'invite',
		() => ({ invitation: fresh, role: 'facilitator', expires: '2026-11-30' }),
		row('ok', 'ok', 'not-allowed')
	],
	[
		'invite too long',
		'invite',
		() => ({ invitation: fresh, role: 'member', expires: '2026-12-01' }),
		row('expired', 'expired', 'not-allowed')
	],
	[
		'invite backwards',
		'invite',
		() => ({ invitation: fresh, role: 'member', expires: '2026-11-22' }),
		row('expired', 'expired', 'not-allowed')
	],
	[
		'invite twice',
		'invite',
		() => ({ invitation: open, role: 'member', expires: day }),
		row('already', 'already', 'not-allowed')
	],
	[
		'invite a spent one',
		'invite',
		() => ({ invitation: spent, role: 'member', expires: day }),
		row('already', 'already', 'not-allowed')
	],
	['revoke', 'revoke-invite', () => ({ invitation: open }), row('ok', 'ok', 'not-allowed')],
	['revoke none', 'revoke-invite', () => ({ invitation: spent }), row('no-invitation', 'no-invitation', 'not-allowed')],
	['admit', 'admit', () => admitBody('hana', open), row('consent', 'consent', 'not-allowed')],
	['admit with hana', 'admit', () => admitBody('hana', open), row('ok', 'ok', 'not-allowed'), ['hana']],
	[
		'admit on a spent one',
		'admit',
		() => admitBody('hana', spent),
		row('no-invitation', 'no-invitation', 'not-allowed'),
		['hana']
	],
	['leave', 'leave', () => ({}), row('ok', 'ok', 'ok')],
	['remove a member', 'remove', () => ({ handle: handles.dora }), { ...row('ok', 'ok', 'not-allowed') }],
	['remove one gone', 'remove', () => ({ handle: handles.fay }), row('not-a-member', 'not-a-member', 'not-allowed')],
	['remove bea', 'remove', () => ({ handle: handles.bea }), row('consent', 'not-allowed', 'not-allowed')],
	[
		'remove bea with cleo',
		'remove',
		() => ({ handle: handles.bea }),
		row('ok', 'not-allowed', 'not-allowed', 'not-allowed'),
		['emmy']
	],
	['demote bea', 'role', () => role('bea', false), row('consent', 'ok', 'not-allowed')],
	['demote bea with emmy', 'role', () => role('bea', false), row('ok', 'ok', 'not-allowed'), ['emmy']],
	['demote the treasurer', 'role', () => role('emmy', false, 'treasurer'), row('ok', 'ok', 'not-allowed', 'ok')],
	['appoint cleo', 'role', () => role('cleo', true), row('consent', 'consent', 'not-allowed')],
	['appoint cleo with dora', 'role', () => role('cleo', true), row('consent', 'consent', 'not-allowed'), ['dora']],
	['appoint bea again', 'role', () => role('bea', true), row('already', 'already', 'already')],
	['appoint one gone', 'role', () => role('fay', true), row('not-a-member', 'not-a-member', 'not-a-member')],
	['take the purse herself', 'role', () => role('ada', true, 'treasurer'), row('ok', 'consent', 'not-allowed')]
];

describe.each(alone)('%s', (_name, kind, body, expected, consents = []) => {
	test.each(names)('by %s', async (by) => {
		const others = consents.filter((name) => name !== by);
		expect(await outcome(state, kind, body() as never, { by, consents: others })).toBe(expected[by]);
	});
});

describe('what needs more than one', () => {
	test('an appointee says yes, and so does a facilitator', async () => {
		expect(await outcome(state, 'role', role('cleo', true), { by: 'ada', consents: ['cleo'] })).toBe('ok');
		expect(await outcome(state, 'role', role('cleo', true), { by: 'cleo', consents: ['ada'] })).toBe('not-allowed');
	});

	test('new keys are shown by herself, and are nobody’s yet', async () => {
		expect(await outcome(state, 'rekey', renewed.cleo.public, { by: 'cleo', consents: ['cleo'] })).toBe('ok');
		expect(await outcome(state, 'rekey', renewed.cleo.public, { by: 'cleo' })).toBe('consent');
		expect(await outcome(state, 'rekey', renewed.cleo.public, { by: 'dora', consents: ['dora'] })).toBe('consent');
		const taken = keys.ada.public;
		expect(await outcome(state, 'rekey', taken, { by: 'ada', consents: [] })).toBe('already');
	});

	test('the consent of someone gone, of a stranger, of oneself or twice counts for nothing', async () => {
		for (const consents of [['fay'], ['stranger'], ['ada'], ['emmy', 'emmy']] as Name[][]) {
			expect(await outcome(state, 'remove', { handle: handles.bea }, { by: 'ada', consents })).toBe('consent');
		}
	});

	test('a facilitator cannot be removed by herself and the one whom it concerns', async () => {
		expect(await outcome(state, 'remove', { handle: handles.bea }, { by: 'ada', consents: ['bea'] })).toBe('consent');
	});

	test('a consent from before her last change of role is too old', async () => {
		const how: Attempt = { by: 'ada', consents: ['emmy'], at: 2 };
		expect(await outcome(state, 'remove', { handle: handles.bea }, how)).toBe('stale-consent');
		expect(await outcome(state, 'role', role('bea', false), how)).toBe('stale-consent');
	});

	test('with the policy of two, a second facilitator stands by an invitation and an admission', async () => {
		const strict = await must(state, 'policy', { approvers: 2 }, { by: 'ada', consents: ['bea'] });
		const invite = { invitation: fresh, role: 'member', expires: day } as const;
		expect(await outcome(strict, 'invite', invite, { by: 'ada' })).toBe('consent');
		expect(await outcome(strict, 'invite', invite, { by: 'ada', consents: ['cleo'] })).toBe('consent');
		expect(await outcome(strict, 'invite', invite, { by: 'ada', consents: ['bea'] })).toBe('ok');
		const admit = admitBody('hana', open);
		expect(await outcome(strict, 'admit', admit, { by: 'ada', consents: ['hana'] })).toBe('consent');
		expect(await outcome(strict, 'admit', admit, { by: 'ada', consents: ['hana', 'bea'] })).toBe('ok');
		expect(await outcome(strict, 'admit', admit, { by: 'ada', consents: ['hana', 'bea'], at: 1 })).toBe(
			'stale-consent'
		);
		expect(await outcome(strict, 'revoke-invite', { invitation: open }, { by: 'ada' })).toBe('ok');
		const one = await must(strict, 'leave', {}, { by: 'bea' });
		expect(await outcome(one, 'invite', invite, { by: 'ada' })).toBe('ok');
	});

	test('an invitation ends on its day', async () => {
		const how: Attempt = { by: 'ada', consents: ['hana'], day: '2026-11-26' };
		expect(await outcome(state, 'admit', admitBody('hana', open), how)).toBe('expired');
	});

	test('with no facilitator left, a majority and the appointee', async () => {
		let left = state;
		for (const by of ['ada', 'bea'] as const) left = await must(left, 'leave', {}, { by });
		const cleo = role('cleo', true);
		expect(await outcome(left, 'role', cleo, { by: 'dora' })).toBe('consent');
		expect(await outcome(left, 'role', cleo, { by: 'cleo' })).toBe('consent');
		expect(await outcome(left, 'role', cleo, { by: 'dora', consents: ['emmy'] })).toBe('consent');
		expect(await outcome(left, 'role', cleo, { by: 'dora', consents: ['cleo'] })).toBe('ok');
		expect(await outcome(left, 'role', cleo, { by: 'dora', consents: ['cleo'], at: left.seq - 1 })).toBe('ok');
		const purse = role('cleo', true, 'treasurer');
		expect(await outcome(left, 'role', purse, { by: 'dora', consents: ['cleo', 'emmy'] })).toBe('not-allowed');
	});
});
