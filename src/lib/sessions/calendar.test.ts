import ICAL from 'ical.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { due, FILE_NAME, makeIcs, type CalendarEntry } from './calendar.ts';

const entry: CalendarEntry = {
	uid: 'kW3xq0pZr1T9uVbN4sYd2A',
	title: 'Choir',
	startsAt: Date.UTC(2026, 11, 3, 18, 30),
	endsAt: Date.UTC(2026, 11, 3, 20, 0),
	sequence: 0,
	now: Date.UTC(2026, 10, 23, 18, 0)
};

/** What an independent parser finds in it. */
function read(ics: string) {
	const calendar = new ICAL.Component(ICAL.parse(ics) as never);
	const events = calendar.getAllSubcomponents();
	const event = calendar.getFirstSubcomponent('vevent')!;
	return {
		events,
		names: event.getAllProperties().map((p) => p.name),
		calendarNames: calendar.getAllProperties().map((p) => p.name),
		value: (name: string) => event.getFirstPropertyValue(name),
		at: (name: string) => (event.getFirstPropertyValue(name) as ICAL.Time).toJSDate().getTime(),
		zone: (name: string) => (event.getFirstPropertyValue(name) as ICAL.Time).zone?.tzid
	};
}

const files: [string, CalendarEntry][] = [
	['first', entry],
	['update', { ...entry, sequence: 1, startsAt: entry.startsAt + 3_600_000, endsAt: entry.endsAt + 3_600_000 }],
	['cancellation', { ...entry, sequence: 2, cancelled: true }]
];

describe.each(files)('the %s file', (_, made) => {
	const ics = makeIcs(made);

	it('says her title and two instants, to the minute, in UTC', () => {
		const found = read(ics);
		expect(found.value('summary')).toBe('Choir');
		expect([found.at('dtstart'), found.at('dtend')]).toEqual([made.startsAt, made.endsAt]);
		expect([found.zone('dtstart'), found.zone('dtend')]).toEqual(['UTC', 'UTC']);
		expect(found.value('uid')).toBe(entry.uid);
		expect(found.value('sequence')).toBe(made.sequence);
		expect(found.value('status')).toBe(made.cancelled ? 'CANCELLED' : 'CONFIRMED');
	});

	it('holds nothing else: no place, organiser, attendee, description, link, alarm, category, or name of ours', () => {
		const found = read(ics);
		expect(found.events).toHaveLength(1);
		expect(found.calendarNames.sort()).toEqual(['calscale', 'prodid', 'version']);
		expect(found.names.sort()).toEqual([
			'class',
			'dtend',
			'dtstamp',
			'dtstart',
			'sequence',
			'status',
			'summary',
			'uid'
		]);
		expect(ics).not.toMatch(
			/rowan|peer|support|women|group|session|venue|location|organi[sz]er|attendee|url|valarm|descri|mailto|http/i
		);
	});
});

describe('a calendar file', () => {
	it('has a name that says nothing', () => {
		expect(FILE_NAME).toBe('entry.ics');
	});

	it('carries any title whole, and only as a title', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 80, unit: 'grapheme' }), (title) => {
				const ics = makeIcs({ ...entry, title });
				for (const line of ics.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
				const found = read(ics);
				expect(found.names).toHaveLength(8);
				const shown = title.replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, ' ');
				expect(found.value('summary')).toBe(shown);
			}),
			{ numRuns: 300 }
		);
	});

	it('cannot be made to hold more by what she types', () => {
		const found = read(makeIcs({ ...entry, title: 'Choir\r\nLOCATION:1 Street\nATTENDEE:mailto:a@b.c' }));
		expect(found.names).not.toContain('location');
		expect(found.names).not.toContain('attendee');
	});
});

describe('whether her calendar needs another file', () => {
	const kept = { ...entry, cancelled: false };
	it.each([
		['nothing changed', { ...kept, state: 'announced' }, kept, 'none'],
		['moved', { ...kept, startsAt: kept.startsAt + 1, state: 'announced' }, kept, 'update'],
		['called off', { ...kept, state: 'cancelled' }, kept, 'cancel'],
		['called off, and she took it out', { ...kept, state: 'cancelled' }, { ...kept, cancelled: true }, 'none']
	])('%s', (_, session, had, expected) => {
		expect(due(had, session)).toBe(expected);
	});
});
