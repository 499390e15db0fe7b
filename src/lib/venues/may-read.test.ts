import { describe, expect, it } from 'vitest';
import { mayRead, opensAt, type VenueQuestion } from './may-read.ts';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 11, 3, 18, 30);
const end = start + 90 * 60_000;
const coming = { state: 'announced', startsAt: start, endsAt: end, mayOpen: true } as const;
const member = { facilitator: false, state: 'member' } as const;
const facilitator = { facilitator: true, state: 'member' } as const;
const before = start - 24 * HOUR;

type Case = [name: string, may: boolean, question: Partial<VenueQuestion>];
const cases: Case[] = [
	['coming, the day before', true, {}],
	['coming, exactly 48 hours before', true, { now: start - 48 * HOUR }],
	['coming, a moment too early', false, { now: start - 48 * HOUR - 1 }],
	['coming, on the way home', true, { now: end + 6 * HOUR - 1 }],
	['coming, six hours after the end', false, { now: end + 6 * HOUR }],
	['coming, while it is on', true, { sessions: [{ ...coming, state: 'live' }], now: start + HOUR }],
	['coming, closed early', true, { sessions: [{ ...coming, state: 'closed' }], now: end + HOUR }],
	['has not said yes', false, { sessions: [{ ...coming, mayOpen: false }] }],
	['only planned', false, { sessions: [{ ...coming, state: 'planned' }] }],
	['cancelled', false, { sessions: [{ ...coming, state: 'cancelled' }] }],
	['no session here', false, { sessions: [] }],
	[
		'yes to last week’s, not to this',
		false,
		{
			sessions: [
				{ ...coming, startsAt: start - 168 * HOUR, endsAt: end - 168 * HOUR },
				{ ...coming, mayOpen: false }
			]
		}
	],
	['on a break, although she said yes', false, { reader: { facilitator: false, state: 'break' } }],
	['left', false, { reader: { facilitator: false, state: 'left' } }],
	['removed', false, { reader: { facilitator: false, state: 'removed' } }],
	['a facilitator who was removed', false, { reader: { facilitator: true, state: 'removed' } }],
	['never a member', false, { reader: { facilitator: false, state: 'none' } }],
	['group says always: not coming', true, { opens: 'always', sessions: [] }],
	['group says always: on a break', false, { opens: 'always', reader: { facilitator: false, state: 'break' } }],
	['group says always: left', false, { opens: 'always', reader: { facilitator: false, state: 'left' } }],
	['facilitator, nothing planned', true, { reader: facilitator, sessions: [] }],
	['facilitator, a year before', true, { reader: facilitator, now: start - 8760 * HOUR }],
	['facilitator on a break', true, { reader: { facilitator: true, state: 'break' }, sessions: [] }]
];

describe('who gets the venue card', () => {
	it.each(cases)('%s: %s', (_, may, question) => {
		expect(mayRead({ reader: member, opens: '48h', sessions: [coming], now: before, ...question })).toBe(may);
	});

	it('says when it opens only where time is all that is missing', () => {
		expect(opensAt(coming, '48h')).toBe(start - 48 * HOUR);
		expect(opensAt(coming, 'always')).toBeNull();
		expect(opensAt({ ...coming, mayOpen: false }, '48h')).toBeNull();
		expect(opensAt({ ...coming, state: 'cancelled' }, '48h')).toBeNull();
	});
});
