import { makeCircle } from './circle.ts';
import { drawTangle } from './deal.ts';
import { difficultyOf, findWay, type Difficulty } from './hint.ts';
import { judge } from './judge.ts';
import type { Random } from './rng.ts';
import type { Rules } from './rules.ts';
import type { Tangle } from './tangle.ts';

export interface Wishes {
	rules: Rules;
	/** Only one ring. */
	oneRing?: boolean;
	/** Only what can be undone. A difficulty asks for that too. */
	undoable?: boolean;
	difficulty?: Difficulty;
}
export type Dealt =
	| { ok: true; tangle: Tangle }
	/** `none`: under these rules so few (or so many) cannot play. `not-found`: drawn long enough, and nothing was as wished. */
	| { ok: false; reason: 'none' | 'not-found' };

/** So many are drawn before a wish is given up: what is this rare, or is not at all, nobody should wait for. */
const MOST_DRAWN = 20_000;

/**
 * Deals a tangle for 3 to 20 people: all that are as wished are equally likely, for whatever is not is drawn again.
 * The same random source and wishes give the same tangle.
 */
export function deal(players: number, wishes: Wishes, random: Random): Dealt {
	for (let drawn = 0; drawn < MOST_DRAWN; drawn += 1) {
		const tangle = drawTangle(players, wishes.rules, random, wishes.oneRing);
		if (!tangle) return { ok: false, reason: 'none' };
		if (fits(tangle, wishes)) return { ok: true, tangle };
	}
	return { ok: false, reason: 'not-found' };
}

function fits(tangle: Tangle, { undoable, difficulty }: Wishes): boolean {
	if (!undoable && !difficulty) return true;
	if (!judge(tangle).undoable) return false;
	if (!difficulty) return true;
	const way = findWay(makeCircle(tangle));
	return way !== null && difficultyOf(way) === difficulty;
}
