import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Telling } from './guide-run.svelte.ts';
import { foldGuide, type GuideEntry } from './guide-turns.ts';

// Not compiled here: a state is then simply its value.
vi.hoisted(() => {
	const state = (value: unknown) => value;
	Object.assign(globalThis, { $state: Object.assign(state, { raw: state, snapshot: state }) });
});
const { GuideTogether } = await import('./guide-together.svelte.ts');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A log as the server numbers it, and two phones that hear it when they are told to. */
function evening() {
	const numbered: GuideEntry[] = [];
	const phone = (author: string) => {
		const run = new GuideTogether(author);
		let unsent: GuideEntry[] = [];
		let heard = 0;
		let online = true;
		const show = () => run.take(foldGuide([...numbered.slice(0, heard), ...unsent], []), Date.now());
		const hear = () => {
			if (!online) return;
			numbered.push(...unsent);
			unsent = [];
			heard = numbered.length;
			show();
		};
		run.say = (said) => {
			unsent.push({ id: `${author}${numbered.length}.${unsent.length}`, author, body: { ...said, at: Date.now() } });
			show();
			hear();
		};
		show();
		const net = (on: boolean) => {
			online = on;
			hear();
		};
		return { run, hear, net, tell: (...told: Telling[]) => told.forEach((one) => run.tell(one)) };
	};
	return [phone('maren'), phone('ifeoma')] as const;
}
const next: Telling = { kind: 'next' };
const many = (count: number) => Array.from({ length: count }, () => next);

describe('the other facilitator’s phone', () => {
	it('follows at once and says who turned; her own turn ends the line', () => {
		const [maren, ifeoma] = evening();
		maren.tell({ kind: 'players', players: 9 }, ...many(4));
		ifeoma.hear();
		expect(ifeoma.run.guide).toMatchObject({ screen: 'step-2', players: 9 });
		expect(ifeoma.run.turned).toEqual({ by: 'maren', to: 'step-2', waits: false });
		expect(maren.run.turned).toBeUndefined();
		vi.advanceTimersByTime(3_000);
		ifeoma.tell(next);
		maren.hear();
		expect([ifeoma.run.turned, maren.run.turned]).toEqual([undefined, { by: 'ifeoma', to: 'step-3', waits: false }]);
	});

	it('does not take a press that was meant for the page before', () => {
		const [maren, ifeoma] = evening();
		maren.tell(next);
		ifeoma.hear();
		vi.advanceTimersByTime(1_900);
		ifeoma.tell(next);
		expect([ifeoma.run.guide.screen, ifeoma.run.passed]).toEqual(['asking', true]);
		vi.advanceTimersByTime(200);
		ifeoma.tell(next);
		expect([ifeoma.run.guide.screen, ifeoma.run.passed]).toEqual(['material', false]);
	});

	it('has what was set as soon as her hand rests, and is told who set it', () => {
		const [maren, ifeoma] = evening();
		maren.tell({ kind: 'players', players: 1 }, { kind: 'players', players: 12 });
		ifeoma.hear();
		expect(ifeoma.run.guide.players).toBe(8);
		vi.advanceTimersByTime(1_000);
		ifeoma.hear();
		expect([ifeoma.run.guide.players, ifeoma.run.changed]).toEqual([12, 'maren']);
		expect(maren.run.changed).toBeUndefined();
		maren.tell(next, next);
		ifeoma.hear();
		expect(ifeoma.run.changed).toBeUndefined();
		vi.advanceTimersByTime(3_000);
		ifeoma.tell({ kind: 'material', material: 'rope' });
		vi.advanceTimersByTime(1_000);
		maren.hear();
		expect([maren.run.guide.material, maren.run.changed]).toEqual(['rope', 'ifeoma']);
		expect(maren.run.guide.screen).toBe('material');
	});

	it('does not take a number from under her hand: who rests last has set it, on both', () => {
		const [maren, ifeoma] = evening();
		maren.tell({ kind: 'players', players: 9 });
		vi.advanceTimersByTime(700);
		ifeoma.tell({ kind: 'players', players: 11 });
		vi.advanceTimersByTime(200);
		ifeoma.hear();
		expect(ifeoma.run.guide.players).toBe(11);
		vi.advanceTimersByTime(1_000);
		maren.hear();
		expect([maren.run.guide.players, ifeoma.run.guide.players]).toEqual([11, 11]);
	});

	it('keeps the page with what she has in hand, until she goes on herself', () => {
		const [maren, ifeoma] = evening();
		ifeoma.tell({ kind: 'players', players: 10 });
		maren.tell(next);
		ifeoma.hear();
		expect(ifeoma.run.guide).toMatchObject({ screen: 'people', players: 10 });
		expect(ifeoma.run.turned).toEqual({ by: 'maren', to: 'asking', waits: true });
		maren.tell(next);
		ifeoma.hear();
		expect(ifeoma.run.turned).toEqual({ by: 'maren', to: 'material', waits: true });
		ifeoma.tell(next); // leads to where the group is, and turns nothing
		maren.hear();
		expect([ifeoma.run.guide.screen, maren.run.guide.screen]).toEqual(['material', 'material']);
		expect(ifeoma.run.guide.players).toBe(8);
		expect(ifeoma.run.turned).toBeUndefined();
	});

	it('leaves the hands that are tapped in alone, and says nothing more once the page is hers again', () => {
		const [maren, ifeoma] = evening();
		maren.tell(...many(6));
		ifeoma.hear();
		ifeoma.tell({ kind: 'check' }, { kind: 'seat', who: 'w' }, { kind: 'hold', pair: [0, 2] });
		maren.tell(next);
		ifeoma.hear();
		expect(ifeoma.run.guide).toMatchObject({ screen: 'check', holds: [[0, 2]] });
		expect(ifeoma.run.clock?.phase).toBe('untangle'); // the time is the group's
		maren.tell({ kind: 'back' });
		ifeoma.hear();
		expect([ifeoma.run.guide.screen, ifeoma.run.turned]).toEqual(['check', undefined]);
		vi.advanceTimersByTime(3_000);
		ifeoma.tell({ kind: 'back' });
		expect(ifeoma.run.guide.screen).toBe('step-4');
		maren.hear();
		expect(maren.run.guide).toMatchObject({ screen: 'step-4', seats: [], holds: [] });
		ifeoma.tell({ kind: 'check' }, next);
		maren.hear();
		expect([ifeoma.run.guide.screen, maren.run.guide.screen]).toEqual(['step-5', 'step-5']);
		vi.advanceTimersByTime(3_000);
		expect(ifeoma.run.guide.holds).toEqual([[0, 2]]);
		maren.tell({ kind: 'broken' }, { kind: 'over' });
		ifeoma.hear();
		expect(ifeoma.run.guide).toMatchObject({ screen: 'step-1', seats: ['w'], holds: [] });
	});

	it('that was without a network catches up, and none of its late turns counts twice', () => {
		const [maren, ifeoma] = evening();
		maren.tell(...many(3));
		ifeoma.hear();
		vi.advanceTimersByTime(3_000);
		ifeoma.net(false);
		ifeoma.tell(next, next);
		expect(ifeoma.run.guide.screen).toBe('step-3');
		maren.tell(...many(4));
		ifeoma.net(true);
		maren.hear();
		expect([ifeoma.run.guide.screen, maren.run.guide.screen]).toEqual(['step-5', 'step-5']);
		expect(ifeoma.run.turned).toEqual({ by: 'maren', to: 'step-5', waits: false });
	});

	it('goes on alone once the meeting is over', () => {
		const [maren, ifeoma] = evening();
		maren.tell(...many(5));
		ifeoma.hear();
		ifeoma.run.say = undefined;
		ifeoma.tell(next, next);
		maren.hear();
		expect([ifeoma.run.guide.screen, maren.run.guide.screen]).toEqual(['step-5', 'step-3']);
	});
});

describe('both phones', () => {
	const told: Telling[] = [
		...[next, next, next, { kind: 'back' } as const, { kind: 'check' } as const, { kind: 'broken' } as const],
		...[{ kind: 'regrip' } as const, { kind: 'joined' } as const, { kind: 'over' } as const, { kind: 'more' } as const],
		...[{ kind: 'players', players: 9 } as const, { kind: 'material', material: 'rope' } as const],
		...[{ kind: 'hold', pair: [0, 2] } as const, { kind: 'finish', how: 'rest' } as const, { kind: 'anew' } as const]
	];
	const act = fc.record({
		who: fc.constantFrom(0 as const, 1 as const),
		what: fc.oneof(fc.constantFrom(...told), fc.constantFrom('hear', 'on', 'off', 'wait') as fc.Arbitrary<string>)
	});

	it('come to the same page; none turns without a line, and none that she has something on', () => {
		fc.assert(
			fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
				const phones = evening();
				const hears = (who: 0 | 1, hear: () => void) => {
					const { run } = phones[who];
					const before = run.guide.screen;
					hear();
					if (run.guide.screen === before) return;
					expect(['check', 'note']).not.toContain(before);
					expect(run.turned).toMatchObject({ to: run.guide.screen, waits: false });
				};
				for (const { who, what } of acts) {
					const phone = phones[who];
					if (typeof what === 'object') phone.tell(what);
					else if (what === 'wait') vi.advanceTimersByTime(2_500);
					else hears(who, () => (what === 'hear' ? phone.hear() : phone.net(what === 'on')));
				}
				for (const { net } of phones) net(true);
				for (const { hear } of phones) hear();
				vi.advanceTimersByTime(1_000);
				const [one, other] = phones.map(({ hear, run }) => {
					hear();
					if (run.turned?.waits || run.guide.screen === 'check') run.follow();
					return run;
				});
				expect(one!.guide.screen).toBe(other!.guide.screen);
				expect(one!.clock).toEqual(other!.clock);
				const set = ({ guide }: typeof one & object) => [
					...[guide.overs, guide.regripped, guide.ended, guide.extra],
					...[guide.players, guide.material]
				];
				expect(set(one!)).toEqual(set(other!));
			}),
			{ numRuns: 300 }
		);
	});
});
