import { makeCircle, type Circle } from '../src/lib/knot/circle.ts';
import { deal } from '../src/lib/knot/deal-tangle.ts';
import { warm } from '../src/lib/knot/engine.ts';
import { nextMove } from '../src/lib/knot/hint.ts';
import { judge } from '../src/lib/knot/judge.ts';
import { moves, play } from '../src/lib/knot/ring.ts';
import { seeded } from '../src/lib/knot/rng.ts';
import { asWritten } from '../src/lib/knot/rules.ts';
import type { Tangle } from '../src/lib/knot/tangle.ts';

// The engine of the human knot, warm. Also by itself: node scripts/run.mjs bench/knot-part.ts

export interface Figure {
	mean: number;
	median: number;
	p99: number;
	max: number;
}
export type Work = 'judge' | 'deal' | 'move' | 'hint';
/** Milliseconds, by number of people. */
export type KnotFigures = Record<number, Record<Work, Figure>>;

export const PLAYERS = [6, 8, 10, 12, 16, 20] as const;
const TANGLES = 10_000;
/** Each piece of work is timed so often and the quickest counts: what else the machine does is not the engine's. */
const TIMES = 3;
const WARM_UP = 3_000;

function measure(count: number, work: (i: number) => unknown): Figure {
	for (let i = 0; i < Math.min(count, WARM_UP); i += 1) work(i);
	const best = new Float64Array(count).fill(Infinity);
	for (let round = 0; round < TIMES; round += 1)
		for (let i = 0; i < count; i += 1) {
			const began = performance.now();
			work(i);
			best[i] = Math.min(best[i]!, performance.now() - began);
		}
	best.sort();
	const at = (share: number) => best[Math.min(count - 1, Math.floor(share * count))]!;
	return { mean: best.reduce((sum, ms) => sum + ms, 0) / count, median: at(0.5), p99: at(0.99), max: best[count - 1]! };
}

function tanglesOf(n: number, count: number): Tangle[] {
	const random = seeded(n);
	return Array.from({ length: count }, () => {
		const dealt = deal(n, { rules: asWritten }, random);
		if (!dealt.ok) throw new Error(dealt.reason);
		return dealt.tangle;
	});
}

/** What one touch asks: all legal moves of one person, and the first of them played. */
function touch(circle: Circle, i: number): void {
	const [one, other] = moves(circle, i % circle.players);
	const move = one?.moves[0] ?? other?.moves[0];
	if (move) play(circle, move);
}

export function measureKnot(say: (line: string) => void): KnotFigures {
	warm();
	const figures: KnotFigures = {};
	for (const n of PLAYERS) {
		const tangles = tanglesOf(n, TANGLES);
		const circles = tangles.map(makeCircle);
		const free = circles.filter((_, i) => judge(tangles[i]!).undoable);
		figures[n] = {
			judge: measure(TANGLES, (i) => judge(tangles[i]!)),
			deal: measure(TANGLES, (i) => deal(n, { rules: asWritten }, seeded(i))),
			move: measure(TANGLES, (i) => touch(circles[i]!, i)),
			hint: measure(free.length, (i) => nextMove(free[i]!))
		};
		for (const [work, figure] of Object.entries(figures[n])) say(`knot ${n} ${work}: ${shown(figure)}`);
	}
	return figures;
}

export const shown = ({ mean, median, p99, max }: Figure): string =>
	`mean ${mean.toFixed(4)}, median ${median.toFixed(4)}, p99 ${p99.toFixed(4)}, max ${max.toFixed(3)} ms`;

if (import.meta.main) measureKnot(console.log);
