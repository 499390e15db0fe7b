import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseClock } from '#lib/activities/knot-guide.ts';
import type { CircleName, Json } from '#lib/crypto/sealed.ts';
import { mayRead, mayWrite, parseBody, type LiveBody, type LiveEntry } from './live-entry.ts';
import { fold, itemClock, justGone, minutesSince } from './live.ts';

const name = (letter: string) => letter.repeat(22);
const ada = name('a');
const sam = name('s');
const wren = name('w');
const noor = name('n');
const facilitators = new Set([ada, sam]);
const MIN = 60_000;
const T = 1_000 * MIN;
const items = [
	{ title: 'Arriving', minutes: 10, prompt: '' },
	{ title: 'Opening round', minutes: 15, prompt: '' },
	{ title: 'Making something', minutes: 25, prompt: '' }
];

/** Entries as the server numbers them: `[who, body]` in each circle. */
function log(circle: CircleName, ...said: [string, LiveBody][]): LiveEntry[] {
	return said.map(([author, body], i) => ({ circle, seq: i + 1, id: id(circle, i), author, body }));
}
const id = (circle: string, i: number) => `${circle.replace(/\W/g, '')}${i}`.padEnd(22, '-').slice(-22);
const start: [string, LiveBody] = [ada, { kind: 'start', at: T, items }];
const group = (...said: [string, LiveBody][]) => log('group', start, ...said);
const run = (entries: LiveEntry[]) => fold(entries, facilitators).run;

describe('the run-sheet', () => {
	it('starts once, whoever is first', () => {
		const state = run(group([sam, { kind: 'start', at: T + MIN, items: items.slice(1) }]));
		expect(state).toMatchObject({ started: T, current: 0, items });
	});

	it('moves once when two facilitators press Next at once', () => {
		const state = run(group([ada, { kind: 'next', at: T + 5, from: 0 }], [sam, { kind: 'next', at: T + 6, from: 0 }]));
		expect(state).toMatchObject({ current: 1, since: T + 5 });
	});

	it('takes a Next that comes just after the other’s for the same one, and her own or a later one as a new one', () => {
		const state = run(group([ada, { kind: 'next', at: T, from: 0 }]));
		expect([justGone(state, sam, T, T + 1_999), justGone(state, sam, T, T + 2_000)]).toEqual([true, false]);
		expect(justGone(state, ada, T, T + 1)).toBe(false);
		const back = run(group([ada, { kind: 'next', at: T, from: 0 }], [ada, { kind: 'back', at: T, from: 1 }]));
		expect(justGone(back, sam, T, T + 1)).toBe(false);
	});

	it('adds five minutes once when both press 5 more', () => {
		const more = { kind: 'more', at: T, item: 0, was: 0, minutes: 5 } as const;
		expect(run(group([ada, more], [sam, more])).extra).toEqual([5, 0, 0]);
		expect(run(group([ada, more], [sam, { ...more, was: 5 }])).extra).toEqual([10, 0, 0]);
	});

	it('remembers what was skipped, and forgets it on the way back', () => {
		const there = group([ada, { kind: 'skip', at: T, from: 0 }]);
		expect(run(there).skipped).toEqual([true, false, false]);
		const back = group([ada, { kind: 'skip', at: T, from: 0 }], [ada, { kind: 'back', at: T, from: 1 }]);
		expect(run(back)).toMatchObject({ current: 0, skipped: [false, false, false] });
	});

	it('comes to the end and no further', () => {
		const moves = [0, 1, 2, 3].map((from): [string, LiveBody] => [ada, { kind: 'next', at: T, from }]);
		expect(run(group(...moves)).current).toBe(3);
	});

	it('stands still while everything is stopped, and does not count that time', () => {
		const stop: [string, LiveBody] = [ada, { kind: 'stop', at: T + 4 * MIN }];
		const next: [string, LiveBody] = [sam, { kind: 'next', at: T + 5 * MIN, from: 0 }];
		const stopped = run(group(stop, next));
		expect(stopped).toMatchObject({ current: 0, stopped: { at: T + 4 * MIN } });
		expect(itemClock(stopped, T + 30 * MIN)).toEqual({ gone: 4, of: 10, full: 0.4 });
		const on = run(group(stop, next, [sam, { kind: 'go-on', at: T + 20 * MIN, stop: id('group', 1) }]));
		expect(itemClock(on, T + 21 * MIN)).toEqual({ gone: 5, of: 10, full: 0.5 });
	});

	it('does not let an old "go on" end a newer stop', () => {
		const state = run(
			group(
				[ada, { kind: 'stop', at: T }],
				[ada, { kind: 'go-on', at: T, stop: id('group', 1) }],
				[ada, { kind: 'stop', at: T + MIN }],
				[sam, { kind: 'go-on', at: T + MIN, stop: id('group', 1) }]
			)
		);
		expect(state.stopped?.id).toBe(id('group', 3));
	});

	it('passes over moves by anyone who is no facilitator, and everything after the close', () => {
		expect(run(group([wren, { kind: 'next', at: T, from: 0 }])).current).toBe(0);
		expect(run(group([ada, { kind: 'close', at: T }], [ada, { kind: 'next', at: T, from: 0 }])).current).toBe(0);
	});

	it('has a bar that fills and then stays', () => {
		const state = run(group([ada, { kind: 'next', at: T, from: 0 }]));
		expect(itemClock(state, T + 9 * MIN + 30_000)).toEqual({ gone: 9, of: 15, full: 9.5 / 15 });
		expect(itemClock(state, T + 40 * MIN)).toMatchObject({ gone: 40, of: 15, full: 1 });
		expect(itemClock(state, T - MIN)).toEqual({ gone: 0, of: 15, full: 0 });
	});
});

describe('the guide that both lead from', () => {
	const turn = (from: 'people' | 'asking' | 'material' | 'step-1', at = T): LiveBody => ({
		...{ kind: 'guide-turn', at, from, turn: 'next' }
	});
	const guide = (entries: LiveEntry[]) => fold(entries, facilitators).guide;
	const toOne: [string, LiveBody][] = [
		[ada, turn('people')],
		[sam, turn('asking')],
		[ada, turn('material', T + MIN)]
	];

	it('lies in the facilitators’ circle, and nowhere else and by nobody else', () => {
		expect(guide(log('facilitators', ...toOne)).guide.screen).toBe('step-1');
		expect(guide(group(...toOne)).turn).toBeNull();
		expect(guide(log(`member:${wren}`, [ada, turn('people')])).turn).toBeNull();
		expect(guide(log('facilitators', [wren, turn('people')])).turn).toBeNull();
	});

	it('stands still while everybody has stopped, though a stop lies in another circle', () => {
		const stops = group(
			[ada, { kind: 'stop', at: T + 3 * MIN }],
			[sam, { kind: 'stop', at: T + 4 * MIN }],
			[sam, { kind: 'go-on', at: T + 9 * MIN, stop: id('group', 1) }]
		);
		const at = (entries: LiveEntry[]) => phaseClock(guide(entries).guide, T + 11 * MIN)?.gone;
		const turns = log('facilitators', ...toOne);
		expect([at(turns), at([...stops, ...turns]), at([...turns, ...stops])]).toEqual([10, 4, 4]);
		expect(guide([...turns, ...stops.slice(0, 3)]).guide.paused).toBe(true);
	});
});

describe('signals', () => {
	const circle: CircleName = `member:${wren}`;
	const signal = (what: 'out' | 'with-me' | 'fine' | 'back', at: number): [string, LiveBody] => [
		wren,
		{ kind: 'signal', what, at }
	];
	const going = (who: string, about: string): [string, LiveBody] => [who, { kind: 'going', at: T, about, name: 'Ada' }];

	it('say who is out, since when, and who is with her', () => {
		const entries = log(circle, signal('out', T), signal('with-me', T + MIN), going(ada, id(circle, 1)));
		expect(fold(entries, facilitators).out).toEqual([
			{
				who: wren,
				id: id(circle, 1),
				what: 'with-me',
				since: T,
				with: [{ handle: ada, name: 'Ada' }],
				settled: false,
				seen: false
			}
		]);
	});

	it('end when she is back, and only she can say so', () => {
		expect(fold(log(circle, signal('out', T), signal('back', T)), facilitators).out).toEqual([]);
		const forged = log(circle, signal('out', T), [noor, { kind: 'signal', what: 'back', at: T }]);
		expect(fold(forged, facilitators).out).toHaveLength(1);
	});

	it('are quiet once a facilitator says she is fine, until she says something new', () => {
		const settled = log('facilitators', [sam, { kind: 'settled', at: T, about: id(circle, 0) }]);
		expect(fold([...log(circle, signal('out', T)), ...settled], facilitators).out[0]?.settled).toBe(true);
		const more = log(circle, signal('out', T), signal('with-me', T));
		expect(fold([...more, ...settled], facilitators).out[0]?.settled).toBe(false);
	});

	it('tell her that a facilitator has seen it, by a facilitator’s word alone, until she says something new', () => {
		const heard = (who: string): [string, LiveBody] => [who, { kind: 'heard', at: T, about: id(circle, 0) }];
		const seen = (...said: [string, LiveBody][]) => fold(log(circle, ...said), facilitators).out[0]?.seen;
		expect(seen(signal('with-me', T))).toBe(false);
		expect(seen(signal('with-me', T), heard(sam))).toBe(true);
		expect(seen(signal('with-me', T), heard(noor))).toBe(false);
		expect(seen(signal('with-me', T), heard(sam), signal('with-me', T + 1))).toBe(false);
	});

	it('count whole minutes and never less than none', () => {
		expect([minutesSince(T, T + 119_000), minutesSince(T, T - 5)]).toEqual([1, 0]);
	});
});

describe('the room', () => {
	it('ticks on and off, and the last word counts', () => {
		const here = (who: string, on: boolean): [string, LiveBody] => [ada, { kind: 'here', at: T, who, on }];
		const entries = log('facilitators', here(wren, true), here(noor, true), here(wren, false));
		expect(fold(entries, facilitators).here).toEqual([noor]);
	});

	it('knows the names, the side room and who is in it', () => {
		const people = [{ handle: wren, name: 'Wren' }];
		const entries = log(
			'facilitators',
			[ada, { kind: 'people', at: T, people, sideRoom: 'Small kitchen', note: 'Tea first' }],
			[ada, { kind: 'side-room', at: T + 1, used: true, who: wren }]
		);
		expect(fold(entries, facilitators)).toMatchObject({
			people,
			note: 'Tea first',
			sideRoom: { name: 'Small kitchen', used: true, who: wren, since: T + 1 }
		});
	});
});

const moments = fc.integer({ min: T, max: T + 100 * MIN });
const shared = fc.oneof(
	fc.record({ kind: fc.constantFrom('next', 'skip', 'back'), at: moments, from: fc.integer({ min: 0, max: 3 }) }),
	fc.record({
		kind: fc.constant('more'),
		at: moments,
		item: fc.integer({ min: 0, max: 3 }),
		was: fc.constantFrom(0, 5),
		minutes: fc.constant(5)
	}),
	fc.record({ kind: fc.constant('stop'), at: moments }),
	fc.record({
		kind: fc.constant('go-on'),
		at: moments,
		stop: fc.integer({ min: 0, max: 9 }).map((i) => id('group', i))
	})
) as fc.Arbitrary<LiveBody>;
const inRoom = fc.oneof(
	fc.record({ kind: fc.constant('here'), at: moments, who: fc.constantFrom(wren, noor), on: fc.boolean() }),
	fc.record({ kind: fc.constant('side-room'), at: moments, used: fc.boolean(), who: fc.constantFrom(wren, null) }),
	fc.record({
		kind: fc.constant('settled'),
		at: moments,
		about: fc.integer({ min: 0, max: 5 }).map((i) => id(`member:${wren}`, i))
	}),
	fc.record({
		kind: fc.constant('guide-turn'),
		at: moments,
		from: fc.constantFrom('people', 'asking', 'material', 'step-1'),
		turn: fc.constantFrom('next', 'back')
	}),
	fc.record({ kind: fc.constant('guide-more'), at: moments, phase: fc.constant('brief'), was: fc.constantFrom(0, 5) })
) as fc.Arbitrary<LiveBody>;
const hers = fc.oneof(
	fc.record({ kind: fc.constant('signal'), at: moments, what: fc.constantFrom('out', 'with-me', 'fine', 'back') }),
	fc.record({
		kind: fc.constant('going'),
		at: moments,
		about: fc.integer({ min: 0, max: 5 }).map((i) => id(`member:${wren}`, i)),
		name: fc.constant('Ada')
	})
) as fc.Arbitrary<LiveBody>;
const by = (body: fc.Arbitrary<LiveBody>) =>
	fc.array(fc.tuple(fc.constantFrom(ada, sam, wren, noor), body), { maxLength: 12 });

describe('any interleaving', () => {
	it('of the circles, with anything delivered twice, tells the same story', () => {
		fc.assert(
			fc.property(by(shared), by(inRoom), by(hers), by(hers), fc.infiniteStream(fc.nat()), (g, f, w, n, choose) => {
				const logs = [group(...g), log('facilitators', ...f), log(`member:${wren}`, ...w), log(`member:${noor}`, ...n)];
				const straight = fold(logs.flat(), facilitators);
				const mixed: LiveEntry[] = [];
				const left = logs.map((l) => [...l]);
				for (const pick of choose) {
					const waiting = left.filter((l) => l.length > 0);
					if (waiting.length === 0) break;
					const entry = waiting[pick % waiting.length]!.shift()!;
					mixed.push(entry);
					if (pick % 3 === 0) mixed.push({ ...entry }); // delivered twice
					if (pick % 5 === 0 && mixed[0]) mixed.push(mixed[0]); // and again, later
				}
				expect(fold(mixed, facilitators)).toEqual(straight);
				expect(fold([...mixed].reverse(), facilitators)).toEqual(straight);
			}),
			{ numRuns: 300 }
		);
	});

	it('shows at once what is not sent yet, and nothing changes when it has been', () => {
		fc.assert(
			fc.property(by(shared), fc.nat({ max: 12 }), (said, sent) => {
				const all = group(...said);
				const waiting = all.map((entry, i) => (i > sent ? { ...entry, seq: null } : entry));
				expect(fold(waiting, facilitators)).toEqual(fold(all, facilitators));
				expect(fold([...waiting, ...all], facilitators)).toEqual(fold(all, facilitators));
			})
		);
	});
});

describe('an entry', () => {
	it('is passed over when it is not one of ours', () => {
		expect(parseBody({ kind: 'next', at: T, from: 0 })).toEqual({ kind: 'next', at: T, from: 0 });
		const bads: Json[] = [
			null,
			'next',
			{},
			{ kind: 'dance', at: T },
			{ kind: 'next', at: T, from: -1 },
			{ kind: 'stop' }
		];
		for (const bad of bads) {
			expect(parseBody(bad)).toBeUndefined();
		}
	});

	it('may be read and written by', () => {
		const f = { handle: ada, facilitator: true };
		const m = { handle: wren, facilitator: false };
		const own = `member:${wren}`;
		const other = `member:${noor}`;
		const cases: [string, typeof f, read: boolean, write: boolean][] = [
			['group', f, true, true],
			['facilitators', f, true, true],
			[own, f, true, true],
			['group', m, true, false],
			['facilitators', m, false, false],
			[own, m, true, true],
			[other, m, false, false]
		];
		for (const [circle, who, read, write] of cases) {
			expect([circle, mayRead(circle, who), mayWrite(circle, who)]).toEqual([circle, read, write]);
		}
	});
});
