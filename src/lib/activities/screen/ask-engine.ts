import { isDone, makeCircle, makeTangle, type Circle } from '#lib/knot/circle.ts';
import { deal } from '#lib/knot/deal-tangle.ts';
import { warm } from '#lib/knot/engine.ts';
import { nextMove, type Hint } from '#lib/knot/hint.ts';
import { findRegrips, type Regrip } from '#lib/knot/regrip.ts';
import { seeded } from '#lib/knot/rng.ts';
import type { Tangle } from '#lib/knot/tangle.ts';
import type { Level } from './screen-state.ts';

// What the screen asks of the engine that takes more than a touch may take. It runs in a Worker; all is plain data.

/** More would not fit a telephone: figures to be touched, and bands that can be told apart. */
export const MOST_ON_SCREEN = 12;

export type Asked =
	| { ask: 'warm' }
	| { ask: 'deal'; players: number; level: Level; seed: number }
	| { ask: 'help'; circle: Circle; last: Hint | null };
export interface Answers {
	warm: null;
	/** `level`: that of the deal; another than asked for where so few people have no tangle as hard. */
	deal: { tangle: Tangle; level: Level } | null;
	/** No hint: it does not come undone by moving, and one of `mends` would do. */
	help: { hint: Hint | null; mends: Regrip[] };
}

const MOST_MENDS = 2;
/** Of four a few deals in a hundred lie flat. */
const MOST_DRAWN = 200;

/** Answers what the screen asked. */
export function answerScreen(asked: Asked): Answers[Asked['ask']] {
	switch (asked.ask) {
		case 'warm':
			warm();
			return null;
		case 'deal':
			return dealScreen(asked);
		case 'help': {
			const hint = nextMove(asked.circle, asked.last);
			const stuck = !hint && !isDone(asked.circle);
			return { hint, mends: stuck ? findRegrips(makeTangle(asked.circle), MOST_MENDS) : [] };
		}
	}
}

/** Four cannot play without neighbours; and what lies flat already is drawn again. */
function dealScreen({ players, level, seed }: Extract<Asked, { ask: 'deal' }>): Answers['deal'] {
	const random = seeded(seed);
	const rules = { rule: 'page', neighbours: players < 5 } as const;
	const wish = hardestOf(players, level);
	const wishes = wish === 'open' ? { rules } : { rules, oneRing: true, difficulty: wish };
	for (let drawn = 0; drawn < MOST_DRAWN; drawn += 1) {
		const dealt = deal(players, wishes, random);
		if (!dealt.ok) return null;
		if (!isDone(makeCircle(dealt.tangle))) return { tangle: dealt.tangle, level: wish };
	}
	return null;
}

/** With fewer people there are none, and looking for one would take seconds. */
const FEWEST: Record<Level, number> = { open: 4, easy: 4, middle: 6, hard: 7 };

/** What is asked for, or the hardest there is with so few. */
const hardestOf = (players: number, level: Level): Level => {
	if (level === 'hard' && players < FEWEST.hard) return hardestOf(players, 'middle');
	return level === 'middle' && players < FEWEST.middle ? 'easy' : level;
};
