import { checkEntered, type Checked } from './check.ts';
import { makeCircle } from './circle.ts';
import { count, type Count } from './count.ts';
import { deal, type Dealt, type Wishes } from './deal-tangle.ts';
import { findWay, difficultyOf, type Difficulty, type WayOut } from './hint.ts';
import { judge, prove, type Certificate, type Verdict } from './judge.ts';
import { findRegrips, type Regrip } from './regrip.ts';
import { seeded } from './rng.ts';
import { asWritten, type Rules } from './rules.ts';
import { parseTangle, type Problem } from './tangle.ts';

// The engine's one door for a Worker: a question and an answer, both plain data. What a game asks at every touch
// (ring.ts, walk.ts, nextMove in hint.ts) is quick enough for the page itself, and may come through here as well.

export type Question =
	| { ask: 'warm' }
	| { ask: 'count'; players: number; rules: Rules }
	| { ask: 'deal'; players: number; wishes: Wishes; seed: number }
	| { ask: 'check'; tangle: unknown; rules: Rules }
	| { ask: 'judge'; tangle: unknown }
	| { ask: 'solve'; tangle: unknown };

export interface Solved {
	verdict: Verdict;
	/** With a way out: the way, and how hard it is. */
	way: WayOut | null;
	difficulty: Difficulty | null;
	/** Without one: why, and the holds that would mend it. */
	proof: Certificate | null;
	regrips: Regrip[];
}
export type Answer =
	| { answer: 'warm' }
	| { answer: 'count'; count: Count | null }
	| { answer: 'deal'; dealt: Dealt }
	| { answer: 'check'; checked: Checked }
	| { answer: 'judge'; verdict: Verdict }
	| { answer: 'solve'; solved: Solved }
	| { answer: 'wrong'; problems: Problem[] };

/** Answers a question. Never throws: a tangle that is none is answered with what is wrong in it. */
export function answer(question: Question): Answer {
	switch (question.ask) {
		case 'warm':
			warm();
			return { answer: 'warm' };
		case 'count':
			return { answer: 'count', count: count(question.players, question.rules) };
		case 'deal':
			return { answer: 'deal', dealt: deal(question.players, question.wishes, seeded(question.seed)) };
		default:
			return answerOn(question);
	}
}

function answerOn(question: Extract<Question, { tangle: unknown }>): Answer {
	if (question.ask === 'check') {
		const entered = checkEntered(question.tangle, question.rules);
		return entered.ok ? { answer: 'check', checked: entered.value } : { answer: 'wrong', problems: entered.problems };
	}
	const read = parseTangle(question.tangle);
	if (!read.ok) return { answer: 'wrong', problems: read.problems };
	const tangle = read.value;
	switch (question.ask) {
		case 'judge':
			return { answer: 'judge', verdict: judge(tangle) };
		case 'solve': {
			const verdict = judge(tangle);
			const way = verdict.undoable ? findWay(makeCircle(tangle)) : null;
			const proof = way ? null : prove(tangle);
			const solved = {
				verdict,
				way,
				difficulty: way && difficultyOf(way),
				proof,
				regrips: way ? [] : findRegrips(tangle)
			};
			return { answer: 'solve', solved };
		}
	}
}

/** So many tangles are judged and solved before the first one counts. */
const WARMING = 150;

/** Makes tables and compiled code ready, so that the first real question is answered as quickly as the next. */
export function warm(): void {
	const random = seeded(1);
	for (let i = 0; i < WARMING; i += 1) {
		const dealt = deal(6 + (i % 7), { rules: asWritten }, random);
		if (!dealt.ok || !judge(dealt.tangle).undoable) continue;
		findWay(makeCircle(dealt.tangle));
	}
}
