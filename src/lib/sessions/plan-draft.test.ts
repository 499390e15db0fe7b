import { describe, expect, it } from 'vitest';
import type { SessionDetail } from './client/sessions.ts';
import * as v from 'valibot';
import { t } from '#lib/words/t.ts';
import {
	again,
	draftOf,
	newDraft,
	overrun,
	partsOf,
	planDraft,
	problemsAt,
	timesOf,
	type PlanDraft
} from './plan-draft.ts';
import { planItem } from './session.ts';
import { withActivity } from './template.ts';

const LONDON = 'Europe/London';
const SYDNEY = 'Australia/Sydney';
const at = (iso: string) => Date.parse(iso);
const now = at('2026-09-01T12:00Z');
const ME = 'aaaaaaaaaaaaaaaaaaaaaa';
const typed = (day: string, start: string, end: string, which: PlanDraft['which'] = '') => ({ day, start, end, which });

describe('the times she typed', () => {
	it.each([
		['an evening', typed('2026-12-03', '18:30', '20:00'), LONDON, at('2026-12-03T18:30Z'), at('2026-12-03T20:00Z')],
		[
			'over the clocks going forward',
			typed('2027-03-28', '00:30', '02:30'),
			LONDON,
			at('2027-03-28T00:30Z'),
			at('2027-03-28T01:30Z')
		],
		[
			'over the clocks going back',
			typed('2026-10-25', '00:30', '02:30'),
			LONDON,
			at('2026-10-24T23:30Z'),
			at('2026-10-25T02:30Z')
		],
		[
			'the first of two',
			typed('2026-10-25', '01:15', '01:45', '0'),
			LONDON,
			at('2026-10-25T00:15Z'),
			at('2026-10-25T00:45Z')
		],
		[
			'the second of two',
			typed('2026-10-25', '01:15', '01:45', '1'),
			LONDON,
			at('2026-10-25T01:15Z'),
			at('2026-10-25T01:45Z')
		],
		[
			'from the first to the second',
			typed('2026-10-25', '01:45', '01:15', '0'),
			LONDON,
			at('2026-10-25T00:45Z'),
			at('2026-10-25T01:15Z')
		],
		[
			'a southern evening',
			typed('2026-12-03', '18:30', '20:00'),
			SYDNEY,
			at('2026-12-03T07:30Z'),
			at('2026-12-03T09:00Z')
		]
	])('%s', (_, draft, zone, startsAt, endsAt) => {
		expect(timesOf(draft, zone, now)).toMatchObject({ startsAt, endsAt, wrong: {} });
	});

	it.each([
		['nothing', typed('', '', ''), { day: 'no-day' }],
		['no time', typed('2026-12-03', '', ''), { start: 'no-time' }],
		['no end', typed('2026-12-03', '18:30', ''), { end: 'no-time' }],
		['a time that does not exist', typed('2027-03-28', '01:30', '03:00'), { start: 'skipped' }],
		['an end that does not exist', typed('2027-03-28', '00:30', '01:30'), { end: 'skipped' }],
		['a time that comes twice', typed('2026-10-25', '01:15', '03:00'), { start: 'twice' }],
		['yesterday', typed('2026-08-31', '18:30', '20:00'), { day: 'in-the-past' }],
		['an end before the start', typed('2026-12-03', '18:30', '17:00'), { end: 'ends-before-start' }],
		['all day', typed('2026-12-03', '08:00', '20:00'), { end: 'too-long' }],
		['in two years', typed('2028-12-03', '18:30', '20:00'), { day: 'too-far' }]
	])('says what is wrong: %s', (_, draft, wrong) => {
		expect(timesOf(draft, LONDON, now).wrong).toEqual(wrong);
	});

	it('offers the two instants of a time that comes twice', () => {
		const choices = [at('2026-10-25T00:15Z'), at('2026-10-25T01:15Z')];
		expect(timesOf(typed('2026-10-25', '01:15', '03:00'), LONDON, now).choices).toEqual(choices);
		expect(timesOf(typed('2026-10-25', '01:15', '03:00', '1'), LONDON, now)).toMatchObject({
			choices,
			startsAt: choices[1],
			wrong: {}
		});
	});

	it('leaves a past evening as it stands', () => {
		const kept = { startsAt: at('2026-08-31T17:30Z'), endsAt: at('2026-08-31T19:00Z') };
		expect(timesOf(typed('2026-08-31', '18:30', '20:00'), LONDON, now, kept).wrong).toEqual({});
	});
});

const saved = {
	id: 'ssssssssssssssssssssss',
	venue: 'vvvvvvvvvvvvvvvvvvvvvv',
	startsAt: at('2026-10-22T17:30Z'),
	endsAt: at('2026-10-22T19:00Z'),
	revision: 3,
	facilitators: [ME, 'bbbbbbbbbbbbbbbbbbbbbb'],
	plan: {
		version: 1,
		hash: '',
		body: {
			sideRoom: 'Kitchen',
			note: 'Bring a cup',
			items: [{ id: ME, kind: 'safety', title: 'x', prompt: '', minutes: 10 }]
		}
	},
	notes: { version: 1, hash: '', body: { v: 1, text: 'N.' } },
	overridden: { version: 1, hash: '', body: { v: 1, session: '', reasons: [{ check: 'light', reason: 'Together' }] } }
} as unknown as SessionDetail;

describe('a plan', () => {
	it('comes back into the form as it was saved', () => {
		expect(draftOf(saved, LONDON)).toMatchObject({
			basis: 3,
			day: '2026-10-22',
			start: '18:30',
			end: '20:00',
			which: '',
			sideRoom: 'Kitchen',
			reasons: { light: 'Together' },
			notes: 'N.'
		});
	});

	it('keeps the activity of a part, and has no empty place for one where there is none', () => {
		const [item] = saved.plan?.body.items ?? [];
		if (!item) throw new Error('no part');
		const knot = withActivity({ ...item, kind: 'activity', title: t('sessions.part.activity') }, 'knot');
		expect(knot).toMatchObject({ activity: 'knot', title: t('activities.knot.name'), minutes: 30 });
		const draft: PlanDraft = { ...draftOf(saved, LONDON), items: [knot, item] };
		const { items } = partsOf(v.parse(planDraft, JSON.parse(JSON.stringify(draft))), [], null).plan;
		expect(items[0]).toEqual(knot);
		expect(Object.keys(items[1] ?? {})).not.toContain('activity');
		const none = withActivity(knot, undefined);
		expect(none).toMatchObject({ title: t('sessions.part.activity') });
		expect(Object.keys(none)).not.toContain('activity');
		expect(withActivity({ ...item, title: 'Our own knot', minutes: 45 }, 'knot')).toMatchObject({
			title: 'Our own knot',
			minutes: 45
		});
	});

	it('opens where a newer program wrote an activity that this one does not know', () => {
		const [item] = saved.plan?.body.items ?? [];
		const parsed = v.parse(planItem, { ...item, activity: 'juggling' });
		expect(parsed).toEqual(item);
	});

	it('is offered again a week later at the same hour by the clock, without what was true of that day only', () => {
		const draft = again(saved, LONDON, at('2026-10-22T19:30Z'));
		expect(draft).toMatchObject({ basis: 0, day: '2026-10-29', start: '18:30', reasons: {}, notes: '', note: '' });
		expect(timesOf(draft, LONDON, now).startsAt).toBe(at('2026-10-29T18:30Z'));
		expect(again(saved, LONDON, at('2026-11-12T12:00Z')).day).toBe('2026-11-12');
	});

	it('says what is wrong screen by screen', () => {
		const draft = { ...newDraft(ME, '2026-12-03'), one: '', sideRoom: 'x'.repeat(121) };
		const times = timesOf(draft, LONDON, now);
		expect(problemsAt('who', draft, times)).toEqual({ one: 'empty' });
		expect(problemsAt('who', { ...draft, one: ME, two: ME }, times)).toEqual({ two: 'same' });
		expect(problemsAt('where', draft, times)).toEqual({ sideRoom: 'long' });
		const items = [{ id: ME, kind: 'other' as const, title: ' ', prompt: '', minutes: 0 }];
		expect(problemsAt('parts', { ...draft, items }, times)).toEqual({
			'items.0.title': 'empty',
			'items.0.minutes': 'minutes'
		});
		expect(problemsAt('checks', { ...draft, reasons: { light: 'x'.repeat(601) } }, times)).toEqual({
			'reasons.light': 'long'
		});
	});

	it('tells how its parts fit into the evening', () => {
		const times = timesOf(typed('2026-12-03', '18:30', '20:00'), LONDON, now);
		expect(overrun([{ minutes: 60 }, { minutes: 45 }], times)).toBe(15);
		expect(overrun([{ minutes: 60 }], times)).toBe(-30);
		expect(overrun([], times)).toBe(0);
	});
});
