import { expect, test } from 'vitest';
import { endWords, headWords } from './when-words.ts';

const ZONE = 'Europe/London';
const times = { startsAt: Date.parse('2026-12-03T18:30:00Z'), endsAt: Date.parse('2026-12-03T20:00:00Z') };

test.each([
	['2026-12-03T08:00:00Z', 'Today, 18:30', 'Thursday 3 December, until 20:00'],
	['2026-12-02T08:00:00Z', 'Tomorrow, 18:30', 'Thursday 3 December, until 20:00'],
	['2026-11-25T08:00:00Z', 'Thursday 3 December, 18:30', 'Until 20:00'],
	['2026-12-10T08:00:00Z', 'Thursday 3 December, 18:30', 'Until 20:00']
])('seen %s it says the date once', (now, when, end) => {
	const session = { ...times, state: 'announced' } as const;
	expect(headWords(session, ZONE, Date.parse(now))).toBe(when);
	expect(endWords(session, ZONE, Date.parse(now))).toBe(end);
});

const early = ['Begun early', 'Planned for Thursday 3 December, 18:30 to 20:00'] as const;
const today = ['Today, 18:30', 'Thursday 3 December, until 20:00'] as const;
test.each([
	['2026-12-02T18:30:00Z', times, early],
	['2026-11-20T18:30:00Z', times, early],
	['2026-12-03T16:00:00Z', times, early],
	['2026-12-03T16:31:00Z', times, today],
	['2026-12-03T18:20:00Z', times, today],
	['2026-12-03T19:00:00Z', times, today],
	// Over midnight a quarter of an hour is another day.
	[
		'2026-12-03T23:55:00Z',
		{ startsAt: Date.parse('2026-12-04T00:10:00Z'), endsAt: Date.parse('2026-12-04T01:00:00Z') },
		['Begun early', 'Planned for Friday 4 December, 00:10 to 01:00']
	]
] as const)('on at %s it does not say that it is still to come', (now, times, [head, end]) => {
	const session = { ...times, state: 'live' } as const;
	expect(headWords(session, ZONE, Date.parse(now))).toBe(head);
	expect(endWords(session, ZONE, Date.parse(now))).toBe(end);
});

test('over before its time it is not said to be tomorrow', () => {
	const now = Date.parse('2026-12-02T18:30:00Z');
	const session = { ...times, state: 'closed' } as const;
	expect(headWords(session, ZONE, now)).toBe('Thursday 3 December, 18:30');
	expect(endWords(session, ZONE, now)).toBe('Until 20:00');
});
