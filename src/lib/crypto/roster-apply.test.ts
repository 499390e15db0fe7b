import { beforeAll, describe, expect, test } from 'vitest';
import type { RosterBodies, RosterKind, RosterState } from './roster.ts';
import {
	admitBody,
	assemble,
	day,
	fresh,
	handles,
	hash,
	keys,
	must,
	open,
	outcome,
	renewed,
	role,
	type Name
} from './testing-roster.ts';

let state: RosterState;
beforeAll(async () => {
	state = await assemble();
});

describe('rotate', () => {
	const rotate = (circle: string, epoch: number) =>
		({ circle, epoch, commitment: hash(), live: hash() }) as RosterBodies['rotate'];

	test('any facilitator finishes it; nobody else, and nothing that is not due', async () => {
		for (const by of ['ada', 'bea'] as const)
			expect(await outcome(state, 'rotate', rotate('group', 1), { by })).toBe('ok');
		for (const by of ['cleo', 'emmy'] as const) {
			expect(await outcome(state, 'rotate', rotate('group', 1), { by })).toBe('not-allowed');
		}
		expect(await outcome(state, 'rotate', rotate('group', 1), { by: 'gwen' })).toBe('not-a-member');
		expect(await outcome(state, 'rotate', rotate('group', 2), { by: 'ada' })).toBe('wrong-epoch');
		expect(await outcome(state, 'rotate', rotate(`member:${handles.fay}`, 1), { by: 'ada' })).toBe('not-due');
		const done = await must(state, 'rotate', rotate('group', 1), { by: 'ada' });
		expect(await outcome(done, 'rotate', rotate('group', 2), { by: 'ada' })).toBe('not-due');
	});

	test('whoever made it necessary may finish it, as far as she reads', async () => {
		let next = await must(state, 'rotate', rotate('group', 1), { by: 'ada' });
		next = await must(next, 'rekey', renewed.cleo.public, { by: 'cleo', consents: ['cleo'] });
		const old = keys.cleo;
		keys.cleo = renewed.cleo;
		expect(await outcome(next, 'rotate', rotate('group', 2), { by: 'cleo' })).toBe('ok');
		expect(await outcome(next, 'rotate', rotate(`member:${handles.cleo}`, 1), { by: 'cleo' })).toBe('ok');
		expect(await outcome(next, 'rotate', rotate('group', 2), { by: 'dora' })).toBe('not-allowed');
		keys.cleo = old;
		expect(await outcome(next, 'rotate', rotate('group', 2), { by: 'cleo' })).toBe('signature');
	});
});

describe('what an event leaves behind', () => {
	const due = (next: RosterState) => Object.keys(next.circles).filter((circle) => next.circles[circle]!.due);
	const members = (...who: Name[]) => who.map((name) => `member:${handles[name]}`);
	/** As `state`, with every circle rotated. */
	const settled = async () => {
		let next = state;
		for (const circle of due(state)) {
			const body = { circle, epoch: 1, commitment: hash(), live: hash() } as RosterBodies['rotate'];
			next = await must(next, 'rotate', body, { by: 'ada' });
		}
		return next;
	};

	test.each<[string, RosterKind, () => unknown, Name, Name[], () => string[]]>([
		['admit', 'admit', () => admitBody('hana', open), 'ada', ['hana'], () => ['group', ...members('hana')]],
		['leave', 'leave', () => ({}), 'cleo', [], () => ['group']],
		['remove', 'remove', () => ({ handle: handles.cleo }), 'ada', [], () => ['group']],
		['rekey', 'rekey', () => renewed.cleo.public, 'cleo', ['cleo'], () => ['group', ...members('cleo')]],
		[
			'a facilitator leaves',
			'leave',
			() => ({}),
			'bea',
			[],
			() => ['group', 'facilitators', ...members('ada', 'cleo', 'dora', 'emmy')]
		],
		[
			'one is appointed',
			'role',
			() => role('cleo', true),
			'ada',
			['cleo'],
			() => ['facilitators', ...members('ada', 'bea', 'cleo', 'dora', 'emmy')]
		],
		[
			'one steps down',
			'role',
			() => role('bea', false),
			'bea',
			[],
			() => ['facilitators', ...members('ada', 'bea', 'cleo', 'dora', 'emmy')]
		],
		['a treasurer', 'role', () => role('cleo', true, 'treasurer'), 'ada', ['cleo'], () => []],
		['invite', 'invite', () => ({ invitation: fresh, role: 'member', expires: day }), 'ada', [], () => []]
	])('%s', async (_name, kind, body, by, consents, expected) => {
		const next = await must(await settled(), kind, body() as never, { by, consents });
		expect(due(next).sort()).toEqual(expected().sort());
	});

	test('open invitations end with the facilitator who could read them, and with her keys', async () => {
		expect(Object.keys(state.invitations)).toEqual([open]);
		const endings: [RosterKind, unknown, Name, Name[]][] = [
			['leave', {}, 'bea', []],
			['remove', { handle: handles.bea }, 'ada', ['dora']],
			['role', role('bea', false), 'bea', []],
			['rekey', renewed.bea.public, 'bea', ['bea']]
		];
		for (const [kind, body, by, consents] of endings) {
			expect((await must(state, kind, body as never, { by, consents })).invitations).toEqual({});
		}
		expect(Object.keys((await must(state, 'leave', {}, { by: 'cleo' })).invitations)).toEqual([open]);
	});
});
