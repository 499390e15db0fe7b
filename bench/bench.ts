import { cpus, totalmem } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lookAtToday, measureBrowser } from './browser-part.ts';
import { compare, hasRegina } from './knot-regina.mjs';
import { measureKnot, shown as shownKnot, PLAYERS, type KnotFigures, type Work } from './knot-part.ts';
import { measureRemoval } from './removal-part.ts';
import { measureServer } from './server-part.ts';
import { measureTogether } from './together-part.ts';

// npm run bench            prints the table and keeps it in bench/RESULTS.md
// npm run -s bench -- --json   prints one line of JSON and keeps nothing
// npm run -s bench -- --today  prints what Today is made of, answer by answer, and keeps nothing

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { json: flag, today: flag } });
const say = values.json ? () => undefined : (line: string) => console.log(line);

if (values.today) {
	await lookAtToday(say);
	process.exit();
}
const server = await measureServer(say);
const browser = await measureBrowser(say);
const together = await measureTogether(say);
const removal = await measureRemoval(say);
const knot = measureKnot(say);
const regina = hasRegina() ? compare(1_000) : null;
const details: Record<string, string> = { ...server.details, ...browser.details, ...knotDetails(knot) };
details.togetherMedianMs = `${together.moves} moves at a table of five browsers on this machine, from the press to the other’s ring`;

details.removalMs6x = `${removal.ms.toFixed(0)} ms unthrottled in a group of ${removal.people}, times six, server and line included`;

interface Line {
	key: string;
	what: string;
	value: number;
	digits: number;
	unit: string;
	aim: string;
	met: boolean;
}
const line = (key: string, what: string, value: number, unit: string, aim: string, met: boolean, digits = 0): Line => ({
	key,
	what,
	value,
	digits,
	unit,
	aim,
	met
});

const lines: Line[] = [
	line('apiReadRatio', 'API read, against raw', server.apiReadRatio, '×', '≥ 0.5', server.apiReadRatio >= 0.5, 2),
	line(
		'durableWriteRatio',
		'durable write, against raw',
		server.durableWriteRatio,
		'×',
		'≥ 0.8',
		server.durableWriteRatio >= 0.8,
		2
	),
	line('mixedP95Ms', 'mixed load of 200/s, p95', server.mixedP95Ms, 'ms', '< 100', server.mixedP95Ms < 100, 1),
	line('rssMb', 'memory at rest', server.rssMb, 'MB', '≤ 120', server.rssMb <= 120),
	line(
		'publicPageBytes',
		'public page',
		browser.publicPageBytes,
		'bytes',
		'≤ 10,000',
		browser.publicPageBytes <= 10_000
	),
	line(
		'publicPageScriptBytes',
		'of it script',
		browser.publicPageScriptBytes,
		'bytes',
		'≤ 2,000',
		browser.publicPageScriptBytes <= 2_000
	),
	line(
		'todayPageBytes',
		'Today, signed in',
		browser.todayPageBytes,
		'bytes',
		'≤ 120,000',
		browser.todayPageBytes <= 120_000
	),
	line(
		'todayUsableMs',
		'Today at 400 kbit/s and 6 × CPU, unlock apart',
		browser.todayUsableMs,
		'ms',
		'≤ 4,000',
		browser.todayUsableMs <= 4_000
	),
	line('unlockMs6x', 'unlock at 6 × CPU', browser.unlockMs6x, 'ms', '≤ 3,500', browser.unlockMs6x <= 3_500),
	line('growth', 'read and write, 10 → 1,000 groups', server.growth, '×', '≤ 1.2', server.growth <= 1.2, 2),
	line('removalMs6x', 'a removal at 6 × CPU', removal.ms * 6, 'ms', '≤ 3,000', removal.ms * 6 <= 3_000),
	line(
		'togetherMedianMs',
		'knot together, one phone to another, median',
		together.medianMs,
		'ms',
		'< 150',
		together.medianMs < 150
	),
	line(
		'togetherP95Ms',
		'knot together, one phone to another, p95',
		together.p95Ms,
		'ms',
		'< 150',
		together.p95Ms < 150
	),
	...knotLines(knot)
];
if (regina) {
	const { diagrams, decided, contradictions, ourMeanMs, theirMeanMs, theirMaxMs } = regina;
	lines.push(
		line('knotContradictions', 'human knot, verdicts against Regina’s', contradictions, '', '0', contradictions === 0)
	);
	details.knotContradictions =
		`${diagrams} diagrams of 6 to 12 people, ${decided} decided by Regina; ` +
		`mean ${ourMeanMs.toFixed(4)} ms here, ${theirMeanMs.toFixed(4)} there (longest ${theirMaxMs.toFixed(1)})`;
}

/** The aims are for twelve people. */
function knotLines(figures: KnotFigures): Line[] {
	const twelve = figures[12]!;
	const row = (key: string, what: string, value: number, most: number) =>
		line(key, `human knot, 12 people: ${what}`, value, 'ms', `≤ ${most}`, value <= most, 4);
	return [
		row('knotJudgeMeanMs', 'judge, mean', twelve.judge.mean, 0.06),
		row('knotJudgeP99Ms', 'judge, p99', twelve.judge.p99, 0.25),
		row('knotJudgeMaxMs', 'judge, longest', twelve.judge.max, 2),
		row('knotDealMs', 'deal, mean', twelve.deal.mean, 0.05),
		row('knotMoveMs', 'legal moves of one, and one played, mean', twelve.move.mean, 0.05),
		row('knotHintMeanMs', 'hint, mean', twelve.hint.mean, 0.1),
		row('knotHintMaxMs', 'hint, longest', twelve.hint.max, 10)
	];
}

/** How each grows with the number of people; 10,000 seeded tangles each, warm, the quickest of three timings. */
function knotDetails(figures: KnotFigures): Record<string, string> {
	const grows = (work: Work, of: 'mean' | 'p99' | 'max') =>
		`${of === 'max' ? 'longest' : of} from 6 to 20 people: ${PLAYERS.map((n) => figures[n]![work][of].toFixed(4)).join(' · ')}`;
	const with12 = (work: Work, of: 'mean' | 'p99' | 'max') => `${shownKnot(figures[12]![work])}; ${grows(work, of)}`;
	return {
		knotJudgeMeanMs: with12('judge', 'mean'),
		knotJudgeP99Ms: grows('judge', 'p99'),
		knotJudgeMaxMs: grows('judge', 'max'),
		knotDealMs: with12('deal', 'mean'),
		knotMoveMs: with12('move', 'mean'),
		knotHintMeanMs: with12('hint', 'mean'),
		knotHintMaxMs: grows('hint', 'max')
	};
}

const shown = ({ value, digits }: Line) => Number(value.toFixed(digits));
const machine = () => {
	const cpu = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
		version: string;
	};
	return `Rowan ${version}, Node ${process.versions.node}, ${cpu.length} cores (${cpu[0]?.model ?? 'unknown'}), ${gigabytes} GB, ${process.platform}`;
};

if (values.json) {
	console.log(JSON.stringify(Object.fromEntries(lines.map((l) => [l.key, shown(l)]))));
} else {
	const rows = lines.map(
		(l) => `| ${l.what} | ${shown(l)} ${l.unit} | ${l.aim} | ${l.met ? 'yes' : '**no**'} | ${details[l.key] ?? ''} |`
	);
	const table = ['| what | measured | aim | met | how it came about |', '|---|---|---|---|---|', ...rows].join('\n');
	const day = new Date().toISOString().slice(0, 10);
	const note =
		'App and baseline (`bench/raw.ts`: node:http and node:sqlite by hand, the same statements) took turns in one run.';
	console.log(table);
	writeFileSync(join(import.meta.dirname, 'RESULTS.md'), `# Results\n\n${day}. ${machine()}.\n\n${note}\n\n${table}\n`);
}
