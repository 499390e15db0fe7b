import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instants, lastClockChange, offset, parseWhen, wall } from './zoned.ts';

const LONDON = 'Europe/London';
const SYDNEY = 'Australia/Sydney';
const at = (iso: string) => Date.parse(iso);

describe('instants', () => {
	it.each([
		// an ordinary evening, winter and summer
		['2026-12-03', '18:30', LONDON, ['2026-12-03T18:30Z']],
		['2026-07-02', '18:30', LONDON, ['2026-07-02T17:30Z']],
		// the clocks go forward in London: 01:00 → 02:00
		['2027-03-28', '00:59', LONDON, ['2027-03-28T00:59Z']],
		['2027-03-28', '01:00', LONDON, []],
		['2027-03-28', '01:59', LONDON, []],
		['2027-03-28', '02:00', LONDON, ['2027-03-28T01:00Z']],
		// and back: 02:00 → 01:00
		['2026-10-25', '00:59', LONDON, ['2026-10-24T23:59Z']],
		['2026-10-25', '01:30', LONDON, ['2026-10-25T00:30Z', '2026-10-25T01:30Z']],
		['2026-10-25', '02:00', LONDON, ['2026-10-25T02:00Z']],
		// the other half of the world: forward in October, back in April
		['2026-10-04', '02:30', SYDNEY, []],
		['2026-10-04', '03:00', SYDNEY, ['2026-10-03T16:00Z']],
		['2027-04-04', '02:30', SYDNEY, ['2027-04-03T15:30Z', '2027-04-03T16:30Z']],
		// half an hour only, at Lord Howe
		['2026-10-04', '02:15', 'Australia/Lord_Howe', []],
		// a day that Samoa left out, and days that no calendar has
		['2011-12-30', '12:00', 'Pacific/Apia', []],
		['2026-02-30', '12:00', LONDON, []],
		['nonsense', '12:00', LONDON, []]
	])('%s %s in %s', (day, time, zone, expected) => {
		expect(instants(day, time, zone)).toEqual(expected.map(at));
	});

	it('finds every instant again from its own wall clock', () => {
		const zones = [LONDON, SYDNEY, 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC'];
		const minute = fc.integer({ min: at('2020-01-01T00:00Z') / 60_000, max: at('2035-01-01T00:00Z') / 60_000 });
		fc.assert(
			fc.property(minute, fc.constantFrom(...zones), (minutes, zone) => {
				const ms = minutes * 60_000;
				const { day, time } = wall(ms, zone);
				expect(instants(day, time, zone)).toContain(ms);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('the clocks', () => {
	it.each([
		['2026-11-23T18:00Z', LONDON, '2026-10-25T01:00Z'],
		['2026-10-25T01:00Z', LONDON, '2026-10-25T01:00Z'],
		['2026-10-25T00:59Z', LONDON, '2026-03-29T01:00Z'],
		['2027-03-28T01:00Z', LONDON, '2027-03-28T01:00Z'],
		['2026-12-01T00:00Z', SYDNEY, '2026-10-03T16:00Z'],
		['2026-12-01T00:00Z', 'Asia/Tokyo', null],
		['2026-12-01T00:00Z', 'UTC', null]
	])('at %s in %s last changed %s', (ms, zone, expected) => {
		expect(lastClockChange(at(ms), zone)).toBe(expected && at(expected));
	});

	it('are ahead of UTC by what the zone says', () => {
		expect(offset(at('2026-07-01T12:00Z'), LONDON)).toBe(3_600_000);
		expect(offset(at('2026-07-01T12:00:30Z'), 'America/St_Johns')).toBe(-2.5 * 3_600_000);
	});
});

describe('parseWhen', () => {
	it.each([
		['', '18:30', { ok: false, reason: 'no-day' }],
		['2026-12-03', '', { ok: false, reason: 'no-time' }],
		['2026-02-30', '18:30', { ok: false, reason: 'not-a-day' }],
		['3 December', '18:30', { ok: false, reason: 'not-a-day' }],
		['2027-03-28', '01:15', { ok: false, reason: 'skipped' }],
		[
			'2026-10-25',
			'01:15',
			{ ok: false, reason: 'twice', choices: [at('2026-10-25T00:15Z'), at('2026-10-25T01:15Z')] }
		],
		['2026-12-03', '18:30', { ok: true, at: at('2026-12-03T18:30Z') }]
	])('%s %s', (day, time, expected) => {
		expect(parseWhen(day, time, LONDON)).toEqual(expected);
	});

	it('takes the one of two that she chose', () => {
		expect(parseWhen('2026-10-25', '01:15', LONDON, 0)).toEqual({ ok: true, at: at('2026-10-25T00:15Z') });
		expect(parseWhen('2026-10-25', '01:15', LONDON, 1)).toEqual({ ok: true, at: at('2026-10-25T01:15Z') });
	});
});
