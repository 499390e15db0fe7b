import { isDone, keyOf, makeCircle, makeTangle, type Circle } from '#lib/knot/circle.ts';
import type { Person } from '#lib/knot/hand.ts';
import type { Hint } from '#lib/knot/hint.ts';
import { regripped, type Regrip } from '#lib/knot/regrip.ts';
import { moves, play, type Move } from '#lib/knot/ring.ts';
import type { Tangle } from '#lib/knot/tangle.ts';
import { strainAfter, type Strain } from '#lib/knot/thread.ts';

// The knot on one screen, as a pure state. What was played is a log, folded from the deal with every entry checked: undo
// and start over are a shorter log, and nothing anywhere counts the moves.

/** `open`: anything can happen, a true knot or several rings too. */
export const levels = ['easy', 'middle', 'hard', 'open'] as const;
export type Level = (typeof levels)[number];

export interface Dealing {
	level: Level;
	/** A thread shows when it is pulled at, and breaks. */
	thread: boolean;
	tangle: Tangle;
}

export type Entry = { kind: 'move'; move: Move } | { kind: 'regrip'; regrip: Regrip };

export interface Screen {
	readonly dealing: Dealing;
	readonly log: readonly Entry[];
	/** The log that *start over* put away: undo brings it back. */
	readonly before: readonly Entry[] | null;
	/** As the log leaves it. */
	readonly circle: Circle;
	/** Whose moves are shown. */
	readonly chosen: Person;
	/** How often the chosen one pulled at something blocked since anything last moved. */
	readonly pulls: number;
	/** The hint asked for last. It is kept once its move is made, for the next one may go on with its thought. */
	readonly last: Hint | null;
	/** What help is on the screen. `none`: this one does not come undone by moving; `mends` then would. */
	readonly help: 'hint' | 'none' | null;
	readonly mends: readonly Regrip[];
}

const still = { pulls: 0, help: null, mends: [] } as const;

/** A game as it was dealt. */
export const begin = (dealing: Dealing): Screen => ({
	...still,
	dealing,
	log: [],
	before: null,
	circle: makeCircle(dealing.tangle),
	chosen: 0,
	last: null
});

/** The circle after an entry; null if it cannot be. */
export function after(circle: Circle, entry: Entry): Circle | null {
	if (entry.kind === 'move') {
		const moved = play(circle, entry.move);
		return moved.ok ? moved.circle : null;
	}
	const { hold, height } = entry.regrip;
	const { players } = circle;
	if (!(circle.pile.includes(hold) && Number.isInteger(height) && height >= 0 && height < players)) return null;
	const { heights } = regripped(makeTangle(circle), entry.regrip);
	const pile = new Array<number>(players);
	for (const [k, at] of heights.entries()) pile[at] = k;
	return { ...circle, pile };
}

/** Folds a log from the deal on. Null if an entry is none that could be made there. */
export function fold(tangle: Tangle, log: readonly Entry[]): Circle | null {
	let circle: Circle | null = makeCircle(tangle);
	for (const entry of log) circle &&= after(circle, entry);
	return circle;
}

/** Makes an entry, or leaves all as it is where it cannot be made. */
export function make(screen: Screen, entry: Entry): Screen {
	const circle = broken(screen) ? null : after(screen.circle, entry);
	return circle ? { ...screen, ...still, circle, log: [...screen.log, entry], before: null } : screen;
}

export function choose(screen: Screen, chosen: Person): Screen {
	return chosen === screen.chosen || broken(screen) ? screen : { ...screen, chosen, pulls: 0 };
}

/** The neighbour on the next seat (+1) or the one before (−1). */
export function beside({ circle: { seats, players } }: Screen, person: Person, side: 1 | -1): Person {
	return seats[(seats.indexOf(person) + side + players) % players] as Person;
}

/** What she can do towards somebody; undefined if that one is not beside her. */
export const towards = ({ circle }: Screen, person: Person, other: Person): Move[] | undefined =>
	moves(circle, person).find((reach) => reach.other === other)?.moves;

/** She pulls at something that is in the way. Only a thread minds. */
export const pull = (screen: Screen): Screen =>
	screen.dealing.thread && !broken(screen) ? { ...screen, pulls: screen.pulls + 1 } : screen;

export const strain = ({ pulls }: Screen): Strain => strainAfter(pulls);
export const broken = (screen: Screen): boolean => strain(screen) === 'broken';

/** A thread that broke is tied again, and lies as it lay. */
export const tie = (screen: Screen): Screen => ({ ...screen, pulls: 0 });

export const canUndo = ({ log, before }: Screen): boolean => log.length > 0 || before !== null;

/** Takes back the last entry, or a start over. */
export function undo(screen: Screen): Screen {
	const log = screen.log.length > 0 ? screen.log.slice(0, -1) : (screen.before ?? []);
	const circle = fold(screen.dealing.tangle, log);
	return circle ? { ...screen, ...still, circle, log, before: screen.log.length > 0 ? screen.before : null } : screen;
}

export function startOver(screen: Screen): Screen {
	const { log, before } = screen;
	const circle = makeCircle(screen.dealing.tangle);
	return { ...screen, ...still, circle, log: [], before: log.length > 0 ? log : before, last: null };
}

/** Shows what the engine answered about the circle it was asked about; an answer that comes too late is let go. */
export function help(screen: Screen, asked: Circle, hint: Hint | null, mends: readonly Regrip[]): Screen {
	if (keyOf(asked) !== keyOf(screen.circle)) return screen;
	const shown = { ...screen, help: hint ? 'hint' : 'none', mends } as const;
	if (hint?.move.kind !== 'swap') return { ...shown, last: hint ?? screen.last };
	return { ...shown, last: { ...hint, move: asOffered(screen.circle, hint, hint.move) }, pulls: 0 };
}

/** The hint's move as it stands among the moves on offer, where ways that come to the same are one. */
function asOffered(circle: Circle, { then }: Hint, move: Extract<Move, { kind: 'swap' }>): Move {
	const offered = moves(circle, move.person).find(({ other }) => other === move.other)?.moves ?? [];
	const same = offered.find((one) => {
		const moved = play(circle, one);
		return moved.ok && keyOf(moved.circle) === then;
	});
	return same ?? move;
}

export const hideHelp = (screen: Screen): Screen => ({ ...screen, help: null, mends: [] });

/** Nothing crosses any more. */
export const done = ({ circle }: Screen): boolean => isDone(circle);
