import { expect, it } from 'vitest';
import { isSaid, isUnsigned, type Note } from './removal.ts';

const member = (handle: string, roles: 'facilitator'[] = [], more = {}) => {
	return { handle, roles, state: 'active' as const, since: '2026-11-01', renewed: '', changed: 3, ...more };
};
const members = [
	member('maren', ['facilitator']),
	member('ifeoma', ['facilitator']),
	member('noor'),
	member('gone', [], { state: 'removed' }),
	member('wren')
];
const note: Note = { id: 'wren', author: 'maren', seq: 7, body: { handle: 'wren', at: 1 } };

const cases: [string, Partial<Note>, boolean][] = [
	['a facilitator has said it', {}, true],
	['in the very event that let her in', { seq: 3 }, true],
	['before she came, or before her part changed', { seq: 2 }, false],
	['a member has said it', { author: 'noor' }, false],
	['somebody who is gone has said it', { author: 'gone' }, false],
	['somebody nobody knows has said it', { author: 'nobody' }, false],
	['about another woman', { body: { handle: 'noor', at: 1 } }, false],
	['about nobody here', { id: 'nobody', body: { handle: 'nobody', at: 1 } }, false],
	['about herself', { id: 'maren', body: { handle: 'maren', at: 1 } }, false],
	['with something else in it', { body: 'wren' }, false]
];

it.each(cases)('%s', (_, change, said) => {
	expect(isSaid({ ...note, ...change }, members)).toBe(said);
});

it('is unsigned when the house says out, the roster says in, and she is no facilitator', () => {
	for (const served of ['left', 'removed']) expect(isUnsigned(member('wren'), served)).toBe(true);
	for (const served of ['member', 'break']) expect(isUnsigned(member('wren'), served)).toBe(false);
	expect(isUnsigned(member('maren', ['facilitator']), 'removed')).toBe(false);
	expect(isUnsigned(member('wren', [], { state: 'removed' }), 'removed')).toBe(false);
});
