import { expect, test } from 'vitest';
import { parseEvent } from './roster-event.ts';
import { emptyRoster } from './roster-apply.ts';
import { lengthen, shorten, type Short } from './roster-short.ts';
import type { RosterEvent } from './roster.ts';
import { extendRoster, verifyRoster } from './roster-verify.ts';
import { read } from './vectors/fixed.ts';

const { events } = read('roster') as { events: RosterEvent[] };
const short = events.map(shorten);
const verifyShort = (log: readonly unknown[]) =>
	extendRoster(emptyRoster(), log, (raw, place) => parseEvent(lengthen(raw, place)));

test('is the same log again, with its chain', async () => {
	expect(JSON.stringify(short)).not.toContain('"prev"');
	expect(await verifyShort(short)).toEqual(await verifyRoster(events));
	expect(await verifyShort(events)).toEqual(await verifyRoster(events));
});

test('is no event by itself: nobody takes one in for a whole one', async () => {
	expect(await verifyRoster(short)).toEqual({ ok: false, at: 0, reason: 'shape' });
});

test('one left out, swapped, or changed anywhere does not stand, though no hash says so', async () => {
	for (let at = 0; at < short.length - 1; at++) {
		expect((await verifyShort(short.toSpliced(at, 1))).ok, `${at} left out`).toBe(false);
		// The same with numbers that fit: then only the signature tells.
		const closed = short.toSpliced(at, 1).map((event, seq) => ({ ...event, seq }));
		expect((await verifyShort(closed)).ok, `${at} left out, and counted anew`).toBe(false);
	}
	for (const [at, event] of short.entries()) {
		for (const key of Object.keys(event) as (keyof Short)[]) {
			const changed = short.with(at, { ...event, [key]: short[(at + 3) % short.length]![key] });
			if (JSON.stringify(changed) === JSON.stringify(short)) continue;
			expect((await verifyShort(changed)).ok, `${at} ${key}`).toBe(false);
		}
	}
});

test('a consent to another head does not pass for one to the head before it', async () => {
	for (const [at, event] of short.entries()) {
		const { consents } = event;
		if (consents.length === 0) continue;
		const other = consents.map(({ head, ...one }) =>
			head ? one : { ...one, head: events[0]!.prev || events[1]!.prev }
		);
		expect((await verifyShort(short.with(at, { ...event, consents: other }))).ok, String(at)).toBe(false);
	}
});

test('what is no event stays none', () => {
	const place = { group: '' as const, prev: '' as const };
	for (const junk of [null, 5, 'x', [], {}, { consents: 5 }, { consents: [null, 5] }])
		expect(parseEvent(lengthen(junk, place))).toBeNull();
});
