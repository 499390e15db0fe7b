import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupKeys } from './account-keys.ts';
import { randomBytes, toBase64url } from './encoding.ts';
import { dayAfter, isDay, makeEvent, parseEvent } from './roster-event.ts';
import type { RosterEvent } from './roster.ts';
import { extendRoster, verifyRoster } from './roster-verify.ts';
import { fixed, read } from './vectors/fixed.ts';

const { events, heads } = read('roster') as { events: RosterEvent[]; heads: string[] };
const copy = () => JSON.parse(JSON.stringify(events)) as RosterEvent[];

test('the log stands, and what comes later can be verified later', async () => {
	const whole = await verifyRoster(events);
	for (const cut of [1, 7, events.length - 1]) {
		const first = await verifyRoster(events.slice(0, cut));
		if (!first.ok) throw new Error(first.reason);
		const before = JSON.stringify(first.state);
		expect(await extendRoster(first.state, events.slice(cut))).toEqual(whole);
		expect(JSON.stringify(first.state)).toBe(before);
	}
});

test('an empty log, and one without its beginning', async () => {
	expect(await verifyRoster([])).toEqual({ ok: false, at: 0, reason: 'chain' });
	expect(await verifyRoster(events.slice(1))).toEqual({ ok: false, at: 0, reason: 'chain' });
});

test('one event left out, or two that changed places', async () => {
	for (let at = 0; at < events.length - 1; at++) {
		const without = events.toSpliced(at, 1);
		expect(await verifyRoster(without)).toEqual({ ok: false, at, reason: 'chain' });
		const swapped = events.with(at, events[at + 1]!).with(at + 1, events[at]!);
		expect(await verifyRoster(swapped)).toEqual({ ok: false, at, reason: 'chain' });
	}
});

test('one field changed anywhere', async () => {
	for (const [at, event] of events.entries()) {
		for (const key of Object.keys(event) as (keyof RosterEvent)[]) {
			const changed = copy();
			(changed[at] as unknown as Record<string, unknown>)[key] =
				key === 'seq' ? 99 : events[(at + 3) % events.length]![key];
			if (JSON.stringify(changed) === JSON.stringify(events)) continue;
			expect((await verifyRoster(changed)).ok, `${at} ${key}`).toBe(false);
		}
	}
});

test('an event signed by someone else in her name', async () => {
	const eve = await groupKeys(randomBytes(32), toBase64url(randomBytes(16)));
	const verdict = await verifyRoster(events);
	if (!verdict.ok) throw new Error(verdict.reason);
	const { state } = verdict;
	for (const by of Object.keys(state.members)) {
		const place = { group: state.group, prev: state.head, seq: state.seq + 1, day: '2026-11-23' };
		const forged = await makeEvent({ ...place, kind: 'leave', by, body: {} }, eve.sign);
		expect(await extendRoster(state, [forged])).toMatchObject({ ok: false, reason: 'signature' });
	}
});

test('an event of another group', async () => {
	const handle = toBase64url(fixed('handle of Ada', 16));
	const keys = await groupKeys(fixed('account key of Ada'), handle);
	const body = { handle, nonce: toBase64url(randomBytes(16)), ...keys.public };
	const create = await makeEvent(
		{ group: '', prev: '', seq: 0, day: '2026-11-23', kind: 'create', by: handle, body },
		keys.sign
	);
	expect((await verifyRoster([create])).ok).toBe(true);
	expect(await verifyRoster([create, ...events.slice(1)])).toEqual({ ok: false, at: 1, reason: 'chain' });
	const other = await makeEvent(
		{ group: heads[0]!, prev: '', seq: 0, day: '2026-11-23', kind: 'create', by: handle, body },
		keys.sign
	);
	expect(await verifyRoster([other])).toEqual({ ok: false, at: 0, reason: 'chain' });
});

test('anything at all is refused without a throw', async () => {
	await fc.assert(
		fc.asyncProperty(fc.anything({ maxDepth: 3 }), fc.nat(events.length - 1), async (junk, at) => {
			expect((await verifyRoster(events.toSpliced(at, 1, junk as RosterEvent))).ok).toBe(false);
		}),
		{ numRuns: 100 }
	);
});

test('shapes that nearly fit do not', () => {
	const [create] = events;
	const bad = [
		{ ...create, extra: 1 },
		{ ...create, v: 2 },
		{ ...create, day: '2026-02-30' },
		{ ...create, kind: 'toString' }
	];
	for (const event of bad) expect(parseEvent(event)).toBeNull();
	const body = { ...create!.body, age: `${(create!.body as { age: string }).age}x` };
	expect(parseEvent({ ...create, body })).toBeNull();
	expect(parseEvent(create)).toEqual(create);
	expect([isDay('2028-02-29'), isDay('2027-02-29'), isDay('2026-1-1')]).toEqual([true, false, false]);
	expect(dayAfter('2026-12-28', 7)).toBe('2027-01-04');
});
