import { describe, expect, it } from 'vitest';
import { foldGuide, type GuideEntry, type GuideSaid, type Stop, type Turn } from './guide-turns.ts';
import { phaseClock, type Screen } from './knot-guide.ts';

const MINUTE = 60_000;
type Line = [author: string, said: GuideSaid, minute?: number];
const log = (...lines: Line[]): GuideEntry[] =>
	lines.map(([author, body, minute = 0], i) => ({ id: `e${i}`, author, body: { ...body, at: minute * MINUTE } }));
const turns = (from: Screen, turn: Turn, set: object = {}): GuideSaid => ({ kind: 'guide-turn', from, turn, ...set });
const folded = (lines: Line[], stops: Stop[] = []) => foldGuide(log(...lines), stops);

/** As far as the fifth step, a minute to a page. */
const WAY = ['people', 'asking', 'material', 'step-1', 'step-2', 'step-3', 'step-4'] as const;
const toFive = WAY.map((from, minute): Line => ['maren', turns(from, 'next'), minute]);

describe('one guide on two phones', () => {
	it('turns once when both turn the same page at once, and says who did', () => {
		const { guide, turn } = folded([...toFive, ['ifeoma', turns('step-4', 'next'), 7]]);
		expect([guide.screen, turn]).toEqual(['step-5', { id: 'e6', by: 'maren' }]);
		expect(folded([...toFive, ['ifeoma', turns('step-5', 'next'), 7]]).turn).toEqual({ id: 'e7', by: 'ifeoma' });
	});

	it('takes with a turn what was set on that page, and sends fewer than four nowhere', () => {
		const { guide } = folded([
			['maren', turns('people', 'next', { players: 9 })],
			['ifeoma', turns('asking', 'next')],
			['ifeoma', turns('material', 'next', { material: 'rope' })]
		]);
		expect(guide).toMatchObject({ screen: 'step-1', players: 9, material: 'rope' });
		expect(folded([['maren', turns('people', 'next', { players: 3 })]])).toMatchObject({
			...{ guide: { screen: 'people', players: 8 }, turn: null }
		});
	});

	it('takes what is set while the page is on, by whoever set it last, and on no other page', () => {
		const set = (said: object): GuideSaid => ({ kind: 'guide-set', ...said });
		const both = folded([
			['maren', set({ players: 9 })],
			['ifeoma', set({ players: 11, material: 'rope' })]
		]);
		expect(both).toMatchObject({
			guide: { screen: 'people', players: 11, material: 'scarf' },
			set: { id: 'e1', by: 'ifeoma' }
		});
		const late = folded([
			...toFive.slice(0, 2),
			['ifeoma', set({ players: 11 })],
			['maren', set({ material: 'rope' })]
		]);
		expect(late).toMatchObject({ guide: { screen: 'material', players: 8, material: 'rope' }, set: { id: 'e3' } });
		expect(folded([...toFive, ['maren', set({ material: 'rope' })]])).toMatchObject({
			guide: { screen: 'step-5', material: 'scarf' },
			set: null
		});
	});

	it('adds five minutes once when both press at once', () => {
		const more: GuideSaid = { kind: 'guide-more', phase: 'untangle', was: 0 };
		const minutes = (...lines: Line[]) => phaseClock(folded([...toFive, ...lines]).guide, 7 * MINUTE)?.of;
		expect(minutes(['maren', more, 7], ['ifeoma', more, 7])).toBe(15);
		expect(minutes(['maren', more, 7], ['ifeoma', { ...more, was: 5 }, 7])).toBe(20);
		expect(minutes(['maren', { ...more, phase: 'brief' }, 7])).toBe(10);
	});

	it('does not count the time in which everybody had stopped, on whichever page that was', () => {
		const gone = (minute: number, stops: Stop[], lines: Line[] = toFive) =>
			phaseClock(folded(lines, stops).guide, minute * MINUTE)?.gone;
		const stopped: Stop = { kind: 'pause', at: 8 * MINUTE };
		const on: Stop = { kind: 'go-on', at: 18 * MINUTE };
		expect(gone(10, [])).toBe(4);
		expect(gone(99, [stopped])).toBe(2);
		expect(gone(20, [stopped, on])).toBe(4);
		expect(gone(20, [stopped, on], [...toFive, ['ifeoma', turns('step-5', 'next'), 12]])).toBe(4);
		const before: Stop[] = [
			{ kind: 'pause', at: 3 * MINUTE },
			{ kind: 'go-on', at: 5 * MINUTE }
		];
		expect(gone(10, before)).toBe(4);
		expect(gone(7, before, toFive.slice(0, 5))).toBe(3);
	});

	it('stays stopped when another group begins', () => {
		const end: Line[] = [
			['maren', turns('step-5', 'rings'), 8],
			['maren', turns('debrief', 'next'), 9],
			['ifeoma', turns('note', 'anew'), 10]
		];
		const { guide, round } = folded([...toFive, ...end], [{ kind: 'pause', at: 9 * MINUTE }]);
		expect([guide.screen, guide.paused, round]).toEqual(['people', true, 'e9']);
	});

	it('turns no page that does not turn so', () => {
		const wrong: Turn[] = ['broken', 'over', 'joined', 'regrip', 'one'];
		for (const turn of wrong) expect(folded([['maren', turns('people', turn)]]).turn).toBeNull();
		expect(folded([['maren', turns('people', 'back')]]).turn).toBeNull();
		expect(folded([['maren', turns('step-3', 'next')]]).turn).toBeNull();
	});
});
