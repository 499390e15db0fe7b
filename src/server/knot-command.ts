import { randomInt } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { personOf } from '#lib/knot/hand.ts';
import { checkEntered } from '#lib/knot/check.ts';
import { makeCircle } from '#lib/knot/circle.ts';
import { count } from '#lib/knot/count.ts';
import { deal, type Wishes } from '#lib/knot/deal-tangle.ts';
import { difficultyOf, findWay, type Difficulty } from '#lib/knot/hint.ts';
import { judge, prove } from '#lib/knot/judge.ts';
import { findRegrips } from '#lib/knot/regrip.ts';
import { seeded } from '#lib/knot/rng.ts';
import type { Rules } from '#lib/knot/rules.ts';
import { makeLine, parseLine, type Hold, type Tangle } from '#lib/knot/tangle.ts';
import { sayProblems, sayRegrip, sayThought } from './knot-words.ts';

// bin/rowan knot: the engine of the human knot, for the curious and for tests. Needs no data folder. Exit 0 with an
// answer, 2 with a sentence. The JSON is described in docs/knot.md.

const HELP = `rowan knot, the human knot. Tangles come in and go out as JSON; see docs/knot.md.

  rowan knot count --players N [--rule page|any] [--neighbours]
  rowan knot deal  --players N [--seed S] [--rule page|any] [--neighbours]
                   [--one-ring] [--undoable] [--difficulty easy|middle|hard]
  rowan knot check [--rule page|any] [--neighbours]     reads who holds whom
  rowan knot judge [--jsonl]                            reads a tangle, or one a line
  rowan knot solve                                      reads a tangle`;

/** What a call comes to: lines for standard output, and a sentence if something was not understood. */
interface Said {
	lines: string[];
	trouble?: string;
}
type Values = Record<string, string | boolean | undefined>;
type Part = {
	options: NonNullable<ParseArgsConfig['options']>;
	run: (values: Values, read: () => Promise<string>) => Promise<Said>;
};

const rulesOptions = { rule: { type: 'string' }, neighbours: { type: 'boolean' } } as const;
const players = { players: { type: 'string' } } as const;

const parts: Record<string, Part> = {
	count: { options: { ...players, ...rulesOptions }, run: async (values) => countDeals(values) },
	deal: {
		options: {
			...players,
			...rulesOptions,
			seed: { type: 'string' },
			'one-ring': { type: 'boolean' },
			undoable: { type: 'boolean' },
			difficulty: { type: 'string' }
		},
		run: async (values) => dealOne(values)
	},
	check: { options: rulesOptions, run: async (values, read) => checkOne(values, await read()) },
	judge: {
		options: { jsonl: { type: 'boolean' } },
		run: async ({ jsonl }, read) =>
			jsonl ? judgeAll(await read()) : withTangle(await read(), (tangle) => judge(tangle))
	},
	solve: { options: {}, run: async (_, read) => withTangle(await read(), solve) }
};

/** Answers `rowan knot …` and gives the exit code. */
export async function knot([word, ...words]: string[], read = () => text(process.stdin)): Promise<number> {
	const { lines, trouble } = await run(word, words, read);
	if (lines.length > 0) console.log(lines.join('\n'));
	if (trouble !== undefined) console.error(trouble);
	return trouble === undefined ? 0 : 2;
}

/** What a call comes to; `knot` prints it. */
export async function run(word: string | undefined, words: string[], read: () => Promise<string>): Promise<Said> {
	if (word === 'help') return { lines: [HELP] };
	const part = word !== undefined && Object.hasOwn(parts, word) ? parts[word] : undefined;
	if (!part) return sorry(HELP);
	let values: Values;
	try {
		values = parseArgs({ args: words, options: part.options, allowPositionals: false }).values as Values;
	} catch {
		return sorry(HELP);
	}
	return part.run(values, read);
}

const sorry = (trouble: string): Said => ({ lines: [], trouble });
const say = (answer: unknown): Said => ({ lines: [JSON.stringify(answer)] });

function wholeNumber(value: Values[string], lowest: number, highest: number): number | null {
	if (typeof value !== 'string' || !/^\d{1,16}$/.test(value)) return null;
	const number = Number(value);
	return number >= lowest && number <= highest ? number : null;
}

function rulesIn({ rule = 'page', neighbours = false }: Values): Rules | null {
	return rule === 'page' || rule === 'any' ? { rule, neighbours: neighbours === true } : null;
}
const NO_RULE = '--rule is page or any.';

function countDeals(values: Values): Said {
	const n = wholeNumber(values.players, 4, 12);
	const rules = rulesIn(values);
	if (n === null) return sorry('--players is a whole number from 4 to 12.');
	if (!rules) return sorry(NO_RULE);
	return say({ players: n, rule: rules.rule, ...(rules.neighbours && { neighbours: true }), ...count(n, rules) });
}

function dealOne(values: Values): Said {
	const n = wholeNumber(values.players, 4, 20);
	const rules = rulesIn(values);
	const seed = values.seed === undefined ? randomInt(2 ** 47) : wholeNumber(values.seed, 0, Number.MAX_SAFE_INTEGER);
	const { difficulty } = values;
	if (n === null) return sorry('--players is a whole number from 4 to 20.');
	if (!rules) return sorry(NO_RULE);
	if (seed === null) return sorry('--seed is a whole number from 0 to 9007199254740991.');
	if (difficulty !== undefined && difficulty !== 'easy' && difficulty !== 'middle' && difficulty !== 'hard')
		return sorry('--difficulty is easy, middle or hard.');
	const dealt = deal(n, wishesFor(values, rules, difficulty), seeded(seed));
	if (dealt.ok) return { lines: [makeLine(dealt.tangle)] };
	return sorry(
		dealt.reason === 'none'
			? 'In a ring of 4 nobody has two others who are not beside her. Four can play with --neighbours.'
			: 'There is nothing like that for so few people, or next to nothing. Try another difficulty.'
	);
}

const wishesFor = (values: Values, rules: Rules, difficulty: Difficulty | undefined): Wishes => ({
	rules,
	oneRing: values['one-ring'] === true,
	undoable: values.undoable === true,
	...(difficulty && { difficulty })
});

function checkOne(values: Values, input: string): Said {
	const rules = rulesIn(values);
	if (!rules) return sorry(NO_RULE);
	let value: unknown;
	try {
		value = JSON.parse(input);
	} catch {
		return sorry(sayProblems([{ reason: 'not-json', at: '' }]));
	}
	const read = checkEntered(value, rules);
	if (!read.ok) return sorry(sayProblems(read.problems));
	const { fits, broken, rings } = read.value;
	return say({ fits, broken, rings: rings.length, who: rings });
}

function withTangle(input: string, answer: (tangle: Tangle) => unknown): Said {
	const read = parseLine(input);
	return read.ok ? say(answer(read.value)) : sorry(sayProblems(read.problems));
}

/** A line for every line, in the same order: a verdict, or what is wrong there. Blank lines are passed over. */
function judgeAll(input: string): Said {
	const lines: string[] = [];
	const wrong: number[] = [];
	for (const [at, line] of input.split('\n').entries()) {
		if (line.trim() === '') continue;
		const read = parseLine(line);
		if (!read.ok) wrong.push(at + 1);
		lines.push(JSON.stringify(read.ok ? judge(read.value) : { wrong: read.problems }));
	}
	return wrong.length === 0 ? { lines } : { lines, trouble: `Not a tangle: line ${wrong.join(', ')}.` };
}

function solve(tangle: Tangle): unknown {
	const verdict = judge(tangle);
	const way = verdict.undoable ? findWay(makeCircle(tangle)) : null;
	if (way) {
		const steps = way.steps.map((step, i) => {
			const thought = way.thoughts[i];
			return { ...step, words: thought ? sayThought(thought) : '', moves: thought?.moves ?? [] };
		});
		return { ...verdict, difficulty: difficultyOf(way), detour: way.detour, steps };
	}
	const regrips = findRegrips(tangle).map((regrip) => {
		const people = (tangle.holds[regrip.hold] as Hold).map(personOf);
		return { ...regrip, people, words: sayRegrip(regrip, people) };
	});
	return { ...verdict, proof: prove(tangle), regrips };
}
