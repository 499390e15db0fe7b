import { expect } from '@playwright/test';
import ICAL from 'ical.js';
import { instants } from '#lib/sessions/zoned.ts';
import type { Times } from '../people/meetings.ts';

export interface Expected {
	title: string;
	sequence: number;
	times: Times;
	zone: string;
	uid?: string;
	cancelled?: boolean;
}

/** All that an entry may hold: her title, two instants, and what makes a calendar find it again. */
const ALLOWED = ['class', 'dtend', 'dtstamp', 'dtstart', 'sequence', 'status', 'summary', 'uid'];

/** Reads a file with a parser that is not ours: one entry, nothing telling in it, and what is expected of it. */
export function entryOf(file: { name: string; text: string }, expected?: Expected): { uid: string } {
	expect(file.name).toBe('entry.ics');
	const calendar = new ICAL.Component(ICAL.parse(file.text) as unknown[]);
	const events = calendar.getAllSubcomponents();
	expect(events.map((one) => one.name)).toEqual(['vevent']);
	const [component] = events;
	const names = component!.getAllProperties().map(({ name }) => name);
	expect(names.sort()).toEqual(ALLOWED);
	expect(component!.getAllSubcomponents()).toEqual([]); // no alarm
	const event = new ICAL.Event(component);
	if (!expected) return { uid: event.uid };
	const { title, sequence, times, zone, uid, cancelled = false } = expected;
	expect(event.summary).toBe(title);
	expect(event.sequence).toBe(sequence);
	expect(event.startDate.toJSDate().getTime()).toBe(instants(times.day, times.start, zone)[0]);
	expect(event.endDate.toJSDate().getTime()).toBe(instants(times.day, times.end, zone)[0]);
	expect(component!.getFirstPropertyValue('status')).toBe(cancelled ? 'CANCELLED' : 'CONFIRMED');
	if (uid) expect(event.uid).toBe(uid);
	return { uid: event.uid };
}
