import { describe, expect, it } from 'vitest';
import { fresh, handsOf, phaseClock, phaseOf, stepAt, tell, type Guide, type Screen, type Told } from './knot-guide.ts';

const MINUTE = 60_000;
const run = (from: Guide, ...told: Told[]): Guide => told.reduce(tell, from);
const next = (minute = 0): Told => ({ kind: 'next', at: minute * MINUTE });
const back = (minute = 0): Told => ({ kind: 'back', at: minute * MINUTE });
const on = (screen: Screen, more: Partial<Guide> = {}): Guide => ({
	...fresh,
	screen,
	since: phaseOf(screen) ? 0 : null,
	...more
});

describe('the way through', () => {
	it('is set-up, seven steps one to a screen, the questions and the note', () => {
		const screens = [fresh.screen];
		let guide = fresh;
		for (let i = 0; i < 20; i += 1) {
			guide = tell(guide, next(i));
			if (guide.screen !== screens.at(-1)) screens.push(guide.screen);
		}
		const steps = [1, 2, 3, 4, 5, 6, 7].map((n) => `step-${n}`);
		expect(screens).toEqual(['people', 'asking', 'material', ...steps, 'debrief', 'note']);
		for (const screen of screens.toReversed().slice(1)) {
			guide = tell(guide, back(20));
			expect(guide.screen).toBe(screen);
		}
		expect(tell(guide, back()).screen).toBe('people');
	});

	it('ends at the first screen for fewer than four', () => {
		const few = tell(fresh, { kind: 'players', players: 3 });
		expect(tell(few, next()).screen).toBe('people');
		expect(run(few, { kind: 'players', players: 4 }, next()).screen).toBe('asking');
	});

	it('says which of the seven it is', () => {
		expect(['people', 'step-1', 'step-7', 'check', 'note'].map((s) => stepAt(s as Screen))).toEqual([
			undefined,
			1,
			7,
			undefined,
			undefined
		]);
	});

	it('begins with a scarf, and takes each of the others as well', () => {
		expect(fresh.material).toBe('scarf');
		for (const material of ['hands', 'rope', 'thread'] as const)
			expect(tell(fresh, { kind: 'material', material }).material).toBe(material);
	});
});

const screens: [Screen, Told, Screen][] = [
	['step-4', { kind: 'check', at: 0 }, 'check'],
	['step-5', { kind: 'check', at: 0 }, 'step-5'],
	['check', next(), 'step-5'],
	['check', back(), 'step-4'],
	['step-3', { kind: 'broken', at: 0 }, 'step-3'],
	['step-5', { kind: 'broken', at: 0 }, 'broken'],
	['step-6', { kind: 'broken', at: 0 }, 'broken'],
	['regrip', { kind: 'broken', at: 0 }, 'broken'],
	['broken', { kind: 'regrip', at: 0 }, 'regrip'],
	['step-5', { kind: 'regrip', at: 0 }, 'step-5'],
	['regrip', { kind: 'joined', at: 0 }, 'step-5'],
	['regrip', back(), 'broken'],
	['broken', { kind: 'over', at: 0 }, 'step-1'],
	['step-7', { kind: 'over', at: 0 }, 'step-1'],
	['step-2', { kind: 'over', at: 0 }, 'step-2'],
	['broken', { kind: 'finish', how: 'rings', at: 0 }, 'debrief'],
	['step-5', { kind: 'finish', how: 'one', at: 0 }, 'debrief'],
	['step-2', { kind: 'finish', how: 'one', at: 0 }, 'step-2'],
	['people', { kind: 'joined', at: 0 }, 'people'],
	['note', next(), 'note']
];

describe('screens beside the way', () => {
	it.each(screens)('%s, %o → %s', (screen, told, then) => {
		expect(tell(on(screen), told).screen).toBe(then);
	});

	it('a broken chain can be mended in the group’s head: back to where it was', () => {
		expect(run(on('step-6'), { kind: 'broken', at: 0 }, back()).screen).toBe('step-6');
	});

	it('joins a hold again once', () => {
		const joined = run(on('broken'), { kind: 'regrip', at: 0 }, { kind: 'joined', at: 0 }, { kind: 'broken', at: 0 });
		expect(joined.regripped).toBe(true);
		expect(tell(joined, { kind: 'regrip', at: 0 }).screen).toBe('broken');
		expect(tell(joined, { kind: 'over', at: 0 })).toMatchObject({ regripped: false, overs: 1 });
	});

	it('begins again with the same people and things, the time anew', () => {
		const was = on('step-5', {
			players: 9,
			material: 'rope',
			seats: ['a'],
			holds: [[0, 2]],
			spent: { brief: 9, untangle: 9, review: 9 }
		});
		expect(tell(was, { kind: 'over', at: MINUTE })).toMatchObject({
			...{ screen: 'step-1', players: 9, material: 'rope', seats: ['a'], holds: [], overs: 1 },
			spent: { brief: 0, untangle: 0, review: 0 }
		});
	});

	it('keeps how it ended', () => {
		expect(tell(on('broken'), { kind: 'finish', how: 'rings', at: 0 }).ended).toBe('rings');
	});
});

describe('quiet timers', () => {
	const at = (guide: Guide, minute: number) => phaseClock(guide, minute * MINUTE);

	it('are five, ten and five, and none while it is being set up', () => {
		expect(at(on('people'), 99)).toBeUndefined();
		expect(at(on('step-1'), 2)).toEqual({ phase: 'brief', gone: 2, of: 5, full: 0.4 });
		expect(at(on('step-5'), 2.9)).toMatchObject({ phase: 'untangle', gone: 2, of: 10 });
		expect(at(on('debrief'), 30)).toEqual({ phase: 'review', gone: 30, of: 5, full: 1 });
	});

	it('run on through the screens of their phase, and begin at the next', () => {
		const guide = run(on('step-1'), next(1), next(2), next(3));
		expect(at(guide, 4)).toMatchObject({ phase: 'brief', gone: 4 });
		expect(at(run(guide, next(4)), 6)).toMatchObject({ phase: 'untangle', gone: 2 });
		expect(at(run(guide, next(4), back(10)), 11)).toMatchObject({ phase: 'brief', gone: 5 });
	});

	it('can each be made longer, as often as wanted', () => {
		const longer = run(on('step-5'), { kind: 'more' }, { kind: 'more' });
		expect(at(longer, 0)).toMatchObject({ of: 20 });
		expect(at(tell(longer, { kind: 'more' }), 0)).toMatchObject({ of: 25 });
		expect(at(run(longer, { kind: 'finish', how: 'one', at: 0 }), 0)).toMatchObject({ phase: 'review', of: 5 });
		expect(tell(fresh, { kind: 'more' })).toBe(fresh);
	});

	it('stand still while everything rests, whatever is turned over meanwhile', () => {
		const resting = run(on('step-5'), { kind: 'pause', at: 2 * MINUTE }, { kind: 'pause', at: 3 * MINUTE });
		expect(at(resting, 60)).toMatchObject({ gone: 2 });
		const looked = run(resting, next(10), back(20));
		expect(at(looked, 60)).toMatchObject({ gone: 2 });
		expect(at(tell(looked, { kind: 'go-on', at: 60 * MINUTE }), 61)).toMatchObject({ gone: 3 });
		expect(tell(fresh, { kind: 'go-on', at: 5 })).toBe(fresh);
	});

	it('do not run backwards when a clock does', () => {
		expect(phaseClock(on('step-1', { since: 5 * MINUTE }), MINUTE)).toMatchObject({ gone: 0, full: 0 });
		expect(tell(on('step-1', { since: 5 * MINUTE }), next(1)).spent.brief).toBe(0);
	});
});

describe('who stands where, and who holds whom', () => {
	it('takes nobody twice and no more than there are', () => {
		const seated = run(
			on('check', { players: 2 }),
			...['a', 'a', 'b', 'c'].map((who) => ({ kind: 'seat', who }) as const)
		);
		expect(seated.seats).toEqual(['a', 'b']);
		expect(tell(seated, { kind: 'unseat' }).seats).toEqual(['a']);
	});

	it('gives everybody two hands, and nobody her own', () => {
		const holding = run(
			on('check', { players: 5 }),
			...(
				[
					[0, 2],
					[0, 3],
					[0, 4],
					[1, 1],
					[1, 5],
					[-1, 2]
				] as const
			).map((pair) => ({ kind: 'hold', pair }) as const)
		);
		expect(holding.holds).toEqual([
			[0, 2],
			[0, 3]
		]);
		expect(handsOf(holding, 0)).toBe(2);
		expect(tell(holding, { kind: 'let-go', hold: 0 }).holds).toEqual([[0, 3]]);
	});

	it('begins anew with another number of people, and only then', () => {
		const guide = on('people', { players: 8, holds: [[0, 2]], seats: ['a'] });
		expect(tell(guide, { kind: 'players', players: 8 })).toBe(guide);
		expect(tell(guide, { kind: 'players', players: 9 })).toMatchObject({ players: 9, holds: [], seats: [] });
		expect([NaN, -2, 3.7, 1000].map((players) => tell(guide, { kind: 'players', players }).players)).toEqual([
			0, 0, 3, 60
		]);
	});

	it('is over when she begins with another group', () => {
		expect(tell(on('note', { seats: ['a'] }), { kind: 'anew' })).toEqual(fresh);
	});
});
