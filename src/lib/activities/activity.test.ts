import { describe, expect, it } from 'vitest';
import { activities, adviceFor, GUIDED, knot, MOST_IN_A_CIRCLE, MOST_PLAYERS, type Advice } from './activity.ts';

const split = (...circles: number[]): Advice => ({ kind: 'split', circles });
const cases: [players: number, advice: Advice][] = [
	[0, { kind: 'other' }],
	[1, { kind: 'other' }],
	[3, { kind: 'other' }],
	[4, { kind: 'beside' }],
	[5, { kind: 'few' }],
	[7, { kind: 'few' }],
	[8, { kind: 'plain' }],
	[12, { kind: 'plain' }],
	[13, split(7, 6)],
	[16, split(8, 8)],
	[20, split(10, 10)],
	[24, split(12, 12)],
	[25, split(9, 8, 8)],
	[60, split(12, 12, 12, 12, 12)]
];

describe('advice by number of players', () => {
	it.each(cases)('%i', (players, advice) => {
		expect(adviceFor(players)).toEqual(advice);
	});

	it('splits into circles that hold everybody, none too small and none too large', () => {
		for (let players = 13; players <= MOST_PLAYERS; players += 1) {
			const advice = adviceFor(players);
			const circles = advice.kind === 'split' ? advice.circles : [];
			expect(circles.reduce((sum, n) => sum + n, 0)).toBe(players);
			expect(Math.min(...circles)).toBeGreaterThanOrEqual(5);
			expect(Math.max(...circles)).toBeLessThanOrEqual(MOST_IN_A_CIRCLE);
		}
	});
});

describe('the library', () => {
	it('has the human knot first, and something without touch for fewer', () => {
		expect(activities[0]).toBe(knot);
		expect(activities.some((one) => !one.touch && one.people.fewest < knot.people.fewest)).toBe(true);
		expect(activities.map((one) => one.id)).toEqual(expect.arrayContaining([...GUIDED]));
	});

	it('has for everything with touch something else to hold, offered first', () => {
		for (const one of activities.filter(({ touch }) => touch)) {
			expect(one.materials.length).toBeGreaterThan(1);
			expect(one.materials[0]).not.toBe('hands');
		}
	});
});
