import { describe, expect, it } from 'vitest';
import { makeCircle } from '#lib/knot/circle.ts';
import { judge } from '#lib/knot/judge.ts';
import { moves } from '#lib/knot/ring.ts';
import { answerScreen, type Answers } from './ask-engine.ts';
import * as screens from './screen-state.ts';
import { handsOf, moveWords } from './screen-words.ts';

const names = Array.from({ length: 12 }, (_, i) => String(i + 1));
function dealt(players: number, level: screens.Level, seed: number, thread = false): screens.Screen {
	const answer = answerScreen({ ask: 'deal', players, level, seed }) as Answers['deal'];
	if (!answer) throw new Error('nothing dealt');
	return screens.begin({ level: answer.level, thread, tangle: answer.tangle });
}
function helped(screen: screens.Screen): screens.Screen {
	const { circle, last } = screen;
	const { hint, mends } = answerScreen({ ask: 'help', circle, last }) as Answers['help'];
	return screens.help(screen, circle, hint, mends);
}
/** The first move that anybody has. */
function anyMove(screen: screens.Screen): screens.Entry {
	const move = screen.circle.seats.flatMap((who) => moves(screen.circle, who).flatMap((reach) => reach.moves))[0]!;
	return { kind: 'move', move };
}

describe('a deal', () => {
	it.each([4, 5, 6, 7, 8, 9, 10, 11, 12])('of %i can be undone at all three difficulties, into one ring', (players) => {
		for (const level of ['easy', 'middle', 'hard'] as const)
			for (let seed = 0; seed < 3; seed += 1) {
				const screen = dealt(players, level, seed);
				expect(judge(screen.dealing.tangle)).toMatchObject({ undoable: true, rings: 1 });
				expect(screens.done(screen)).toBe(false);
			}
	});

	it('of anything brings what cannot be undone too', () => {
		const all = Array.from({ length: 40 }, (_, seed) => judge(dealt(8, 'open', seed).dealing.tangle));
		expect(new Set(all.map(({ undoable }) => undoable))).toEqual(new Set([true, false]));
		expect(all.some(({ rings }) => rings > 1)).toBe(true);
	});
});

describe('who follows only the words', () => {
	it.each([4, 6, 8, 10, 12])('gets %i out: every hint stands among the moves as it is said', (players) => {
		let screen = dealt(players, 'middle', players);
		for (let asked = 0; !screens.done(screen); asked += 1) {
			expect(asked).toBeLessThan(600);
			screen = helped(screen);
			const move = screen.last!.move;
			if (move.kind !== 'swap') throw new Error('a swing');
			const ways = screens.towards(screen, move.person, move.other)!.filter((one) => one.kind === 'swap');
			const said = moveWords(screen, move, ways, names);
			const fitting = ways.filter((way) => moveWords(screen, way, ways, names) === said);
			expect(fitting).toHaveLength(1);
			const next = screens.make(screen, { kind: 'move', move: fitting[0]! });
			expect(next).not.toBe(screen);
			screen = next;
		}
	});

	it('is told what each of her hands holds and what crosses it', () => {
		const { circle } = screens.begin({
			level: 'easy',
			thread: false,
			tangle: {
				players: 5,
				holds: [
					[8, 4],
					[6, 2],
					[5, 1],
					[3, 9],
					[0, 7]
				],
				heights: [4, 0, 1, 2, 3]
			}
		});
		expect(handsOf(circle, 0, names).map(({ holds, passes }) => [holds, ...passes])).toEqual([
			[
				'Your left hand holds 3’s left.',
				'Over it passes the hold of 2 with 5.',
				'Under it passes the hold of 4 with 2.'
			],
			[
				'Your right hand holds 4’s left.',
				'Over it passes the hold of 5 with 3.',
				'Under it passes the hold of 2 with 5.'
			]
		]);
	});
});

describe('undo and start over', () => {
	it('take back one entry at a time, and the start over as well', () => {
		const start = dealt(8, 'middle', 3);
		const one = screens.make(start, anyMove(start));
		const two = screens.make(one, anyMove(one));
		expect(screens.undo(two).circle).toEqual(one.circle);
		const over = screens.startOver(two);
		expect(over.circle).toEqual(start.circle);
		expect(screens.canUndo(over)).toBe(true);
		expect(screens.undo(over).circle).toEqual(two.circle);
		expect(screens.canUndo(start)).toBe(false);
	});

	it('and a move that cannot be made changes nothing', () => {
		const start = dealt(8, 'easy', 4);
		const [a, b] = [start.circle.seats[0]!, start.circle.seats[3]!];
		const far = { kind: 'swap', person: a, other: b, way: 'over', low: null } as const;
		expect(screens.make(start, { kind: 'move', move: far })).toBe(start);
		expect(screens.fold(start.dealing.tangle, [{ kind: 'move', move: far }])).toBeNull();
		expect(screens.fold(start.dealing.tangle, [{ kind: 'regrip', regrip: { hold: 99, height: 0 } }])).toBeNull();
	});
});

describe('help', () => {
	it('that comes after she moved is let go', () => {
		const start = dealt(8, 'middle', 5);
		const { hint } = answerScreen({ ask: 'help', circle: start.circle, last: null }) as Answers['help'];
		const moved = screens.make(start, anyMove(start));
		expect(screens.help(moved, start.circle, hint, [])).toBe(moved);
	});

	it('with a true knot offers a hold to be joined again, after which there is a way', () => {
		let seed = 0;
		let screen = dealt(8, 'open', seed);
		while (judge(screen.dealing.tangle).undoable) screen = dealt(8, 'open', (seed += 1));
		screen = helped(screen);
		expect([screen.help, screen.mends.length > 0]).toEqual(['none', true]);
		screen = helped(screens.make(screen, { kind: 'regrip', regrip: screen.mends[0]! }));
		expect(screen.help).toBe('hint');
	});
});

describe('a thread', () => {
	it('shows that it is pulled at, breaks when it is pulled on and on, and is tied again as it lay', () => {
		let screen = dealt(8, 'easy', 6, true);
		const seen = [screens.strain(screen)];
		for (let i = 0; i < 6; i += 1) seen.push(screens.strain((screen = screens.pull(screen))));
		expect(seen).toEqual(['slack', 'slack', 'tight', 'tight', 'tight', 'tight', 'broken']);
		expect(screens.make(screen, anyMove(screen))).toBe(screen);
		const tied = screens.tie(screen);
		expect([screens.strain(tied), tied.circle]).toEqual(['slack', makeCircle(screen.dealing.tangle)]);
	});

	it('minds nothing when it is a scarf', () => {
		const screen = dealt(8, 'easy', 6);
		expect(screens.pull(screen)).toBe(screen);
	});
});
