import { expect, test } from 'vitest';
import { endWords, whenWords } from './when-words.ts';

const ZONE = 'Europe/London';
const session = { startsAt: Date.parse('2026-12-03T18:30:00Z'), endsAt: Date.parse('2026-12-03T20:00:00Z') };

test.each([
	['2026-12-03T08:00:00Z', 'Today, 18:30', 'Thursday 3 December, until 20:00'],
	['2026-12-02T08:00:00Z', 'Tomorrow, 18:30', 'Thursday 3 December, until 20:00'],
	['2026-11-25T08:00:00Z', 'Thursday 3 December, 18:30', 'Until 20:00'],
	['2026-12-10T08:00:00Z', 'Thursday 3 December, 18:30', 'Until 20:00']
])('seen %s it says the date once', (now, when, end) => {
	expect(whenWords(session.startsAt, ZONE, Date.parse(now))).toBe(when);
	expect(endWords(session, ZONE, Date.parse(now))).toBe(end);
});
