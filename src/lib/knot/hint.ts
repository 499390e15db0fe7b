import { isDone, keyOf, makeTangle, type Circle } from './circle.ts';
import { judge } from './judge.ts';
import { newPile, pileUp } from './pile.ts';
import { play, type Move } from './ring.ts';
import { undo } from './search.ts';
import type { Step } from './step.ts';
import { unfold, type Thought } from './unfold.ts';

/** `easy`: something can always be joined up at once. `middle`: once or more, one exchange must come first. */
export type Difficulty = 'easy' | 'middle' | 'hard';

/** A way out: not the shortest one, which nobody can promise. */
export interface WayOut {
	steps: Step[];
	/** The same, to be played in ring mode, and to be said in words. */
	thoughts: Thought[];
	/** The most exchanges in a row before something can be joined up. */
	detour: number;
	/** Whether a hold must swing over everybody's heads, which happens next to never. */
	swings: boolean;
}

const pile = newPile();

/** So many arrangements are looked at before holds may swing. What twelve people tie takes a few dozen. */
const MOST_LEVEL = 20_000;

/** A way out of a game as it stands; null if there is none. */
export function findWay(circle: Circle): WayOut | null {
	const plan = planFor(circle);
	return plan && { ...plan, thoughts: unfold(circle, plan.steps), detour: detourOf(plan.steps) };
}

/** Judged first: the proofs that there is no way are quick, and looking for one in vain can take for ever. */
function planFor(circle: Circle): Pick<WayOut, 'steps' | 'swings'> | null {
	if (!judge(makeTangle(circle)).undoable) return null;
	for (const swings of [false, true]) {
		const steps: Step[] = [];
		if (search(circle, swings, steps)) return { steps, swings };
	}
	return null;
}

function search({ players, holds, seats, pile: order }: Circle, swings: boolean, steps: Step[]): boolean {
	pileUp(pile, { players, holds, heights: order }, true);
	pile.seat.set(seats);
	pile.level.set(order);
	return undo(pile, { swings, cheapest: true, most: swings ? Infinity : MOST_LEVEL }, steps) === 'undone';
}

function detourOf(steps: readonly Step[]): number {
	let longest = 0;
	let row = 0;
	for (const { kind } of steps) {
		row = kind === 'places' || kind === 'heights' ? row + 1 : 0;
		longest = Math.max(longest, row);
	}
	return longest;
}

/** By the longest detour: none is easy, one is middle, more is hard, and so is a hold that must swing. */
export function difficultyOf({ detour, swings }: WayOut): Difficulty {
	if (swings || detour > 1) return 'hard';
	return detour === 1 ? 'middle' : 'easy';
}

export interface Hint {
	move: Move;
	/** The thought that the move belongs to: "walk to stand beside …". */
	thought: Thought;
	/** The moves of the thought that come after this one. */
	rest: readonly Move[];
	/** How many steps of joining up and changing places the way has from here: "a way, in so many steps". */
	left: number;
	/** `keyOf` the game once the move is made. */
	then: string;
}

/**
 * The next good move; null if it is done, or cannot be.
 *
 * @param last the hint before. While the game stands as that hint left it, its thought is carried on: units are in the
 *   middle of passing each other then, and another plan could turn back half-way for ever.
 */
export function nextMove(circle: Circle, last: Hint | null = null): Hint | null {
	if (isDone(circle)) return null;
	if (last && last.rest.length > 0 && last.then === keyOf(circle))
		return hintOf(circle, last.thought, last.rest, last.left);
	const plan = planFor(circle);
	const thought = plan && unfold(circle, plan.steps, true).at(-1);
	if (!plan || !thought) return null;
	const left = plan.steps.filter(({ kind }) => kind !== 'heights' && kind !== 'apart').length;
	return hintOf(circle, thought, thought.moves, left);
}

function hintOf(circle: Circle, thought: Thought, [move, ...rest]: readonly Move[], left: number): Hint | null {
	if (!move) return null;
	const next = play(circle, move);
	return next.ok ? { move, thought, rest, left, then: keyOf(next.circle) } : null;
}
