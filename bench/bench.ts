import { cpus, totalmem } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBrowser } from './browser-part.ts';
import { measureServer } from './server-part.ts';

// npm run bench            prints the table and keeps it in bench/RESULTS.md
// npm run -s bench -- --json   prints one line of JSON and keeps nothing

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = values.json ? () => undefined : (line: string) => console.log(line);

const server = await measureServer(say);
const browser = await measureBrowser(say);
const details: Record<string, string> = { ...server.details, ...browser.details };

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
	line('growth', 'read and write, 10 → 1,000 groups', server.growth, '×', '≤ 1.2', server.growth <= 1.2, 2)
];

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
