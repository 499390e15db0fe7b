import { keyOf, type Circle } from '#lib/knot/circle.ts';
import type { Person } from '#lib/knot/hand.ts';
import type { Hint } from '#lib/knot/hint.ts';
import type { Regrip } from '#lib/knot/regrip.ts';
import { moves, play, type Move } from '#lib/knot/ring.ts';
import type { Strain } from '#lib/knot/thread.ts';
import * as knots from './knot-state.ts';

// A knot on one screen: the knot, and what this screen alone shows of it. Whom she looks at and what help she asked for
// are in no log.

export { after, beside, canUndo, done, fold, levels, towards } from './knot-state.ts';
export type { Dealing, Entry, Level } from './knot-state.ts';

export interface Screen extends knots.Knot {
	/** Whose moves are shown. */
	readonly chosen: Person;
	/** The hint asked for last. It is kept once its move is made, for the next one may go on with its thought. */
	readonly last: Hint | null;
	/** What help is on the screen. `none`: this one does not come undone by moving; `mends` then would. */
	readonly help: 'hint' | 'none' | null;
	readonly mends: readonly Regrip[];
}

const noHelp = { help: null, mends: [] } as const;

/** A game as it was dealt. */
export const begin = (dealing: knots.Dealing): Screen => show(knots.begin(dealing), 0);

/** A knot on a screen that has shown none. */
export const show = (knot: knots.Knot, chosen: Person): Screen => ({ ...knot, ...noHelp, chosen, last: null });

/** The screen with the knot as it is now. Help for another state than this is gone. */
export function onto(screen: Screen, knot: knots.Knot): Screen {
	const same = keyOf(screen.circle) === keyOf(knot.circle);
	return { ...screen, ...knot, ...(same ? {} : noHelp) };
}

/** After something was done about the knot, help that was there has served. */
const settled = (screen: Screen, next: Screen): Screen => (next === screen ? screen : { ...next, ...noHelp });

/** Makes an entry, or leaves all as it is where it cannot be made. */
export const make = (screen: Screen, entry: knots.Entry): Screen =>
	broken(screen) ? screen : settled(screen, knots.make(screen, entry));

export function choose(screen: Screen, chosen: Person): Screen {
	if (chosen === screen.chosen || broken(screen)) return screen;
	return { ...screen, chosen, pulls: screen.pulls.map(() => 0) };
}

/** The chosen one pulls at something that is in the way. Only a thread minds. */
export const pull = (screen: Screen): Screen => knots.pull(screen, screen.chosen);
export const strain = (screen: Screen): Strain => knots.strain(screen, screen.chosen);
export const broken = (screen: Screen): boolean => strain(screen) === 'broken';
/** A thread that broke is tied again, and lies as it lay. */
export const tie = (screen: Screen): Screen => knots.tie(screen, screen.chosen);

/** Takes back the last entry, or a start over. */
export const undo = (screen: Screen): Screen => settled(screen, knots.undo(screen));
export const startOver = (screen: Screen): Screen => ({ ...settled(screen, knots.startOver(screen)), last: null });

/** Shows what the engine answered about the circle it was asked about; an answer that comes too late is let go. */
export function help(screen: Screen, asked: Circle, hint: Hint | null, mends: readonly Regrip[]): Screen {
	if (keyOf(asked) !== keyOf(screen.circle)) return screen;
	const shown = { ...screen, help: hint ? 'hint' : 'none', mends } as const;
	if (hint?.move.kind !== 'swap') return { ...shown, last: hint ?? screen.last };
	return { ...shown, last: { ...hint, move: asOffered(screen.circle, hint, hint.move) ?? hint.move } };
}

/** The hint's move as it stands among the moves on offer, where ways that come to the same are one. */
function asOffered(circle: Circle, { then }: Hint, move: Pick<Swap, 'person' | 'other'>): Move | undefined {
	const offered = moves(circle, move.person).find(({ other }) => other === move.other)?.moves ?? [];
	return offered.find((one) => {
		const moved = play(circle, one);
		return moved.ok && keyOf(moved.circle) === then;
	});
}
type Swap = Extract<Move, { kind: 'swap' }>;

/** Two change places in a swap: the hint told to the other one of them, if that is this person. */
export function hintFor(screen: Screen, person: Person): Screen {
	const { last, circle, help } = screen;
	if (help !== 'hint' || last?.move.kind !== 'swap' || last.move.other !== person) return screen;
	const move = asOffered(circle, last, { person, other: last.move.person });
	return move ? { ...screen, last: { ...last, move } } : screen;
}

export const hideHelp = (screen: Screen): Screen => ({ ...screen, ...noHelp });
