import { describe, expect, it } from 'vitest';
import { check, failedOf, mayAnnounce, type Check, type CheckInput } from './checks.ts';

const card = { address: '1 Street', door: 'blue', steps: ['left'], place: { lat: 53_800_000, lng: -1_550_000 } };
const dark = { darkAtArrival: true, darkAtLeaving: true };
const bright = { darkAtArrival: false, darkAtLeaving: false };
const good: CheckInput = {
	facilitators: ['a', 'b'],
	sideRoom: 'Small kitchen',
	venue: { card },
	light: bright,
	lighting: null,
	changedOn: '2026-10-25',
	recentFrom: '2026-06-06',
	items: [{ kind: 'opening' }, { kind: 'safety' }],
	reasons: {}
};

type Case = [name: string, change: Partial<CheckInput>, which: Check['name'], expected: Partial<Check>];
const cases: Case[] = [
	['two facilitators', {}, 'facilitators', { state: 'ok', why: 'two' }],
	['one facilitator', { facilitators: ['a'] }, 'facilitators', { state: 'failed', why: 'one' }],
	[
		'one, and why',
		{ facilitators: ['a'], reasons: { facilitators: 'B is ill' } },
		'facilitators',
		{ state: 'overridden', why: 'one', reason: 'B is ill' }
	],
	[
		'nobody, whatever is written',
		{ facilitators: [], reasons: { facilitators: 'x' } },
		'facilitators',
		{ state: 'failed', why: 'nobody' }
	],
	['a side room', {}, 'side-room', { state: 'ok', why: 'named' }],
	['no side room', { sideRoom: '  ' }, 'side-room', { state: 'failed', why: 'not-named' }],
	[
		'no side room, and why',
		{ sideRoom: '', reasons: { 'side-room': 'The yard' } },
		'side-room',
		{ state: 'overridden' }
	],
	['a blank reason is none', { sideRoom: '', reasons: { 'side-room': '  ' } }, 'side-room', { state: 'failed' }],
	['a full card', {}, 'venue-card', { state: 'ok', why: 'complete' }],
	[
		'no place at all',
		{ venue: null, reasons: { 'venue-card': 'soon' } },
		'venue-card',
		{ state: 'failed', why: 'no-venue' }
	],
	['a place without a card', { venue: { card: null } }, 'venue-card', { state: 'failed', why: 'no-card' }],
	[
		'a card with gaps',
		{ venue: { card: { ...card, door: '', place: null } } },
		'venue-card',
		{ state: 'failed', why: 'incomplete', missing: ['door', 'place'] }
	],
	['a summer evening', {}, 'light', { state: 'ok', why: 'light' }],
	['dark, never walked', { light: dark }, 'light', { state: 'failed', why: 'dark-unchecked', dark: 'both' }],
	['dark on arrival only', { light: { ...bright, darkAtArrival: true } }, 'light', { dark: 'arrival' }],
	['dark when leaving only', { light: { ...bright, darkAtLeaving: true } }, 'light', { dark: 'leaving' }],
	[
		'dark, walked since the clocks changed',
		{ light: dark, lighting: { day: '2026-11-20' } },
		'light',
		{ state: 'ok', why: 'dark-checked' }
	],
	['dark, walked on the day of the change', { light: dark, lighting: { day: '2026-10-25' } }, 'light', { state: 'ok' }],
	[
		'dark, walked the day before it',
		{ light: dark, lighting: { day: '2026-10-24' } },
		'light',
		{ state: 'failed', why: 'dark-old' }
	],
	[
		'no clock change: recent enough',
		{ light: dark, changedOn: null, lighting: { day: '2026-06-06' } },
		'light',
		{ state: 'ok' }
	],
	[
		'no clock change: too long ago',
		{ light: dark, changedOn: null, lighting: { day: '2026-06-05' } },
		'light',
		{ state: 'failed', why: 'dark-old' }
	],
	['no coordinates: nobody can tell', { light: null }, 'light', { state: 'failed', why: 'no-place' }],
	['no coordinates, walked all the same', { light: null, lighting: { day: '2026-11-20' } }, 'light', { state: 'ok' }],
	['dark, and why', { light: dark, reasons: { light: 'We walk together' } }, 'light', { state: 'overridden' }],
	['safety in the plan', {}, 'safety', { state: 'ok', why: 'asked' }],
	['no safety in the plan', { items: [{ kind: 'opening' }] }, 'safety', { state: 'failed', why: 'not-asked' }]
];

describe('the checks of a plan', () => {
	it.each(cases)('%s', (_, change, which, expected) => {
		expect(check({ ...good, ...change }).find((c) => c.name === which)).toMatchObject(expected);
	});

	it('let it be announced when all pass, or each that does not has its reason', () => {
		expect(mayAnnounce(check(good))).toBe(true);
		expect(failedOf(check(good))).toEqual([]);
		const bare = check({ ...good, sideRoom: '', light: dark });
		expect(mayAnnounce(bare)).toBe(false);
		expect(failedOf(bare)).toEqual(['side-room', 'light']);
		const reasons = { 'side-room': 'The yard', light: 'Together' };
		expect(mayAnnounce(check({ ...good, sideRoom: '', light: dark, reasons }))).toBe(true);
	});

	it('never let it be announced without a place, whatever anybody writes', () => {
		const reasons = { facilitators: 'x', 'side-room': 'x', 'venue-card': 'x', light: 'x', safety: 'x' };
		expect(mayAnnounce(check({ ...good, venue: null, light: null, reasons }))).toBe(false);
	});
});
