// node scripts/run.mjs bench/knot-regina.mjs [COUNT]: the engine's verdicts against Regina's, and how long both take.
// Needs Debian's package regina-normal and the system's own python3.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deal } from '../src/lib/knot/deal-tangle.ts';
import { warm } from '../src/lib/knot/engine.ts';
import { judge } from '../src/lib/knot/judge.ts';
import { seeded } from '../src/lib/knot/rng.ts';
import { draw } from '../src/lib/knot/testing.ts';

const PYTHON = '/usr/bin/python3';
/** Each diagram is timed so often on both sides, and the quickest counts. */
const PASSES = 3;
const WARM_UP = 5;
const SIZES = [6, 7, 8, 9, 10, 11, 12];

/** Whether Regina can be had here. */
export function hasRegina() {
	return existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import regina'], { stdio: 'ignore' }).status === 0;
}

/**
 * A planar diagram as Regina reads it: for each crossing its four arcs anticlockwise, from the one that comes in below.
 * @param {import('../src/lib/knot/tangle.ts').Tangle} tangle
 */
function planarDiagram(tangle) {
	const { rings, signs } = draw(tangle);
	/** @type {{ under: number[], over: number[] }[]} */
	const arcs = signs.map(() => ({ under: [], over: [] }));
	let first = 1;
	for (const ring of rings) {
		for (const [i, { crossing, over }] of ring.entries()) {
			const both = [first + i, first + ((i + 1) % ring.length)];
			const at = arcs[crossing];
			if (at) at[over ? 'over' : 'under'] = both;
		}
		first += ring.length;
	}
	const pd = arcs.map(({ under: [a, c], over: [from, to] }, i) =>
		(signs[i] ?? 0) > 0 ? [a, to, c, from] : [a, from, c, to]
	);
	return { rings: rings.length, bare: rings.filter((ring) => ring.length === 0).length, pd };
}

/**
 * Compares on so many seeded tangles of 6 to 12 people.
 * @param {number} count
 */
export function compare(count) {
	const random = seeded(2006);
	/** @type {import('../src/lib/knot/rules.ts').Rules} */
	const rules = { rule: 'page', neighbours: false };
	const tangles = Array.from({ length: count }, (_, i) => {
		const dealt = deal(SIZES[i % SIZES.length] ?? 8, { rules }, random);
		if (!dealt.ok) throw new Error(dealt.reason);
		return dealt.tangle;
	});
	warm();
	for (let pass = 0; pass < WARM_UP; pass += 1) for (const tangle of tangles) judge(tangle);
	const ours = tangles.map((tangle) => judge(tangle).undoable);
	const ourMs = tangles.map((tangle) => Math.min(...Array.from({ length: PASSES }, () => timed(tangle))));
	const input = tangles.map((tangle) => JSON.stringify(planarDiagram(tangle))).join('\n');
	const args = [join(import.meta.dirname, 'knot-regina.py'), String(PASSES)];
	const run = spawnSync(PYTHON, args, { input, encoding: 'utf8', maxBuffer: 1e8 });
	if (run.status !== 0) throw new Error(`Regina stopped: ${run.stderr}`);
	/** @type {{ free: boolean | null, by: string, ms: number }[]} */
	const theirs = run.stdout
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	const decided = theirs.filter(({ free }) => free !== null).length;
	const contradictions = theirs.filter(({ free }, i) => free !== null && free !== ours[i]).length;
	const theirMs = theirs.map(({ ms }) => ms);
	/** @param {number[]} list */
	const mean = (list) => list.reduce((sum, ms) => sum + ms, 0) / count;
	/** @type {Record<string, number>} */
	const by = {};
	for (const one of theirs) by[one.by] = (by[one.by] ?? 0) + 1;
	return {
		diagrams: count,
		decided,
		contradictions,
		ourMeanMs: mean(ourMs),
		ourMaxMs: Math.max(...ourMs),
		theirMeanMs: mean(theirMs),
		theirMaxMs: Math.max(...theirMs),
		theyDecidedBy: by
	};
}

/** @param {import('../src/lib/knot/tangle.ts').Tangle} tangle */
function timed(tangle) {
	const began = performance.now();
	judge(tangle);
	return performance.now() - began;
}

if (import.meta.main) {
	if (hasRegina()) console.log(JSON.stringify(compare(Number(process.argv[2] ?? 1000))));
	else console.log('Regina is not here: apt-get install regina-normal');
}
