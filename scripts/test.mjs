// `npm test`, and single stages by name: node scripts/test.mjs types lint
// Everything from the first argument that starts with a dash is passed on to the stage's own command.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureChromium } from './chromium.mjs';
import { buildIsFresh } from './freshness.mjs';
import { handOver, needNode, nodeEnv, root, stop } from './node.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithParent } from './parent.mjs';
import { commandOf, everyday, stages } from './stages.mjs';

const words = process.argv.slice(2);
const dash = words.findIndex((word) => word.startsWith('-'));
const named = dash < 0 ? words : words.slice(0, dash);
const passedOn = dash < 0 ? [] : words.slice(dash).filter((word) => word !== '--');
const wrong = named.find((name) => !(name in stages));
if (wrong) stop(`There is no stage "${wrong}". There are: ${Object.keys(stages).join(' ')}`, 2);
const chosen = named.length > 0 ? named : everyday;
const quiet = chosen.length === 1 && stages[chosen[0] ?? '']?.speaks === true;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
function interrupt() {
	for (const child of running) child.kill('SIGTERM');
	process.exit(130);
}

const SLOTS = 2;
let busy = 0;
/** @type {(() => void)[]} */
const waiting = [];

/**
 * Two at a time, which is what two cores carry.
 * @param {() => Promise<void>} work
 */
async function inSlot(work) {
	while (busy >= SLOTS) await new Promise((go) => waiting.push(() => go(undefined)));
	busy += 1;
	await work();
	busy -= 1;
	waiting.shift()?.();
}

/** @param {string} line */
function say(line) {
	if (!quiet) console.log(line);
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {boolean} aside keep the output until the end
 * @returns {Promise<{ code: number, output: string }>}
 */
function runNode(args, env, aside = false) {
	return new Promise((done) => {
		/** @type {import('node:child_process').SpawnOptions} */
		const options = {
			cwd: root,
			stdio: aside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
			env: nodeEnv(process.execPath, env)
		};
		const child = spawn(process.execPath, args, options);
		running.add(child);
		let output = '';
		for (const stream of [child.stdout, child.stderr])
			stream?.setEncoding('utf8').on('data', (text) => (output += text));
		/** @param {number | null} code */
		const end = (code) => {
			running.delete(child);
			done({ code: code ?? 1, output });
		};
		child.on('error', () => end(1));
		child.on('close', end);
	});
}

async function main() {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
	endWithParent(interrupt);
	process.chdir(root);
	await prepare();
	const reports = mkdtempSync(join(tmpdir(), 'rowan-reports-'));
	const results = await runAll(reports);
	rmSync(reports, { recursive: true, force: true });
	/** @param {'passed' | 'failed' | 'skipped'} what */
	const total = (what) => results.reduce((sum, result) => sum + result[what], 0);
	if (total('skipped') > 0) say(`\n!! ${total('skipped')} tests were skipped; they are in neither number below.`);
	say(`\n${total('passed')} passed, ${total('failed')} failed`);
	const code = results.find((result) => result.failed > 0)?.code ?? 0;
	process.exit(quiet ? code : total('failed') > 0 ? 1 : 0);
}

/** What is chosen, in order; what may run beside each other does. @param {string} reports */
async function runAll(reports) {
	/** @type {Awaited<ReturnType<typeof runStage>>[]} */
	const results = [];
	/** @type {ReturnType<typeof build> | undefined} */
	let built;
	for (let i = 0; i < chosen.length;) {
		const beside = chosen.slice(i).findIndex((name) => !stages[name]?.aside);
		const group = chosen.slice(i, i + Math.max(1, beside < 0 ? chosen.length - i : beside));
		const broken = group.some(needsBuild) && (await (built ??= build()));
		if (broken) {
			results.push(broken);
			break;
		}
		// The last has the longest step: begun first, all are done soonest.
		const going = group.toReversed().map((name) => runStage(name, reports));
		if (chosen.some(needsBuild)) built ??= build();
		results.push(...(await Promise.all(going)).reverse());
		i += group.length;
	}
	return results;
}

/** @param {string} name @param {string} reports */
async function runStage(name, reports) {
	const stage = stages[name];
	const began = Date.now();
	const total = { passed: 0, failed: 0, skipped: 0, code: 0 };
	if (!stage?.aside) say(`\n── ${name} ──`);
	let shown = '';
	/** @param {import('./stages.mjs').Step} step */
	const run = async (step) => {
		const report = join(reports, `${name}-${step.name.replace(/\W/g, '-')}.json`);
		const { output, ...count } = await runStep(step, report, stage?.aside === true);
		for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += count[key];
		if (count.failed > 0) total.code = count.code || 1;
		const skipped = count.skipped > 0 ? `, ${count.skipped} SKIPPED` : '';
		shown += `${count.failed > 0 ? output : ''}${step.name}: ${count.passed} passed, ${count.failed} failed${skipped}\n`;
	};
	if (stage?.aside) await Promise.all(stage.steps.map((step) => inSlot(() => run(step))));
	else for (const step of stage?.steps ?? []) await run(step);
	if (stage?.aside) say(`\n── ${name} ──`);
	say(`${shown}${name} took ${((Date.now() - began) / 1000).toFixed(1)} s`);
	return total;
}

/** What several stages need: Kit's generated types always, a browser where one asks for it. */
async function prepare() {
	const wanted = chosen.map((name) => stages[name]);
	if (wanted.some((stage) => stage?.browser)) ensureChromium();
	const sync = spawnSync(process.execPath, [join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], {
		stdio: ['ignore', 2, 2]
	});
	if (sync.status !== 0) stop('svelte-kit sync did not work; the reason is above.');
}

/** @param {string} name */
const needsBuild = (name) => stages[name]?.build === true;

/** The built server, made beside the first stages where there are such. What it answers is how it failed. */
async function build() {
	if (buildIsFresh()) return undefined;
	let code = 0;
	await inSlot(async () => {
		const made = await runNode([join(root, 'scripts/build.mjs')], {}, true);
		code = made.code;
		if (code !== 0) console.error(`\n── build ──\n${made.output}`);
	});
	return code === 0 ? undefined : { passed: 0, failed: 1, skipped: 0, code };
}

/** @param {import('./stages.mjs').Step} step @param {string} report @param {boolean} aside */
async function runStep(step, report, aside) {
	const command = commandOf(step, report);
	const { code, output } = await runNode([...command.args, ...passedOn], command.env, aside);
	const one = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
	if (!step.count) return { ...one, code, output };
	const count = existsSync(report) ? step.count(report) : { passed: 0, failed: 0, skipped: 0 };
	// A runner that failed without a failed test, or that found nothing to run, has not passed.
	const silent = count.failed === 0 && (code !== 0 || count.passed === 0);
	return { ...count, failed: count.failed + (silent ? 1 : 0), code, output };
}

ensurePackages();
const node = needNode();
if (realpathSync(node) === realpathSync(process.execPath)) await main();
else handOver(node, [join(root, 'scripts/test.mjs'), ...words]);
