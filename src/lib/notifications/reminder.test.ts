import { describe, expect, it } from 'vitest';
import { checkReminder, fire, leadOf, leadsLeft, runAt, toldKey, type FireQuestion } from './reminder.ts';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 11, 3, 18, 30);
const due: FireQuestion = {
	member: 'member',
	state: 'announced',
	startsAt: start,
	wasAt: start,
	now: start - 24 * HOUR
};

describe('a reminder that is due', () => {
	it.each<[string, string, Partial<FireQuestion>]>([
		['says her words', 'words', {}],
		['says nothing once she is on a break', 'nothing', { member: 'break' }],
		['says nothing once she has left', 'nothing', { member: 'left' }],
		['says nothing once she was removed', 'nothing', { member: 'removed' }],
		['says nothing about what is called off', 'nothing', { state: 'cancelled' }],
		['says nothing about what was taken back', 'nothing', { state: 'planned' }],
		['says nothing about what is over', 'nothing', { state: 'closed' }],
		['says nothing when it comes too late', 'nothing', { now: start }],
		['does not repeat an hour that no longer holds', 'moved', { startsAt: start + 48 * HOUR }]
	])('%s', (_, expected, question) => {
		expect(fire({ ...due, ...question })).toBe(expected);
	});
});

describe('asking for one', () => {
	it('offers only what is still to come', () => {
		expect(leadsLeft(start, start - 48 * HOUR)).toEqual(['day', 'three-hours', 'hour']);
		expect(leadsLeft(start, start - 2 * HOUR)).toEqual(['hour']);
		expect(leadsLeft(start, start)).toEqual([]);
		expect(leadOf({ runAt: runAt(start, 'hour') }, start)).toBe('hour');
		expect(leadOf({ runAt: runAt(start, 'hour') }, start + HOUR / 2)).toBeUndefined();
	});

	it.each([
		['Rowan: tomorrow 18:30', -24, undefined],
		['.', -1, undefined],
		['  ', -24, 'empty'],
		['x'.repeat(81), -24, 'long'],
		['turn\u202Eed', -24, 'hidden'],
		['Rowan', -49, 'too-late'],
		['Rowan', 0, 'too-late'],
		['Rowan', 1, 'too-late']
	])('%s at %s hours: %s', (words, hours, expected) => {
		expect(checkReminder({ words, runAt: start + hours * HOUR }, start, start - 48 * HOUR)).toBe(expected);
	});

	it('tells her own words from the app’s', () => {
		expect(toldKey('sessions.told.moved')).toBe('sessions.told.moved');
		expect(toldKey('Rowan: tomorrow 18:30')).toBeUndefined();
	});
});
