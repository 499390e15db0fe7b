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

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
function interrupt() {
	running?.kill('SIGTERM');
	process.exit(130);
}

/** @param {string} line */
function say(line) {
	if (!quiet) console.log(line);
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<number>}
 */
function runNode(args, env) {
	return new Promise((done) => {
		running = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: nodeEnv(process.execPath, env) });
		running.on('error', () => done(1));
		running.on('exit', (code) => done(code ?? 1));
	});
}

async function main() {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
	endWithParent(interrupt);
	process.chdir(root);
	await prepare();
	const reports = mkdtempSync(join(tmpdir(), 'rowan-reports-'));
	const total = { passed: 0, failed: 0, skipped: 0 };
	let code = 0;
	for (const name of chosen) {
		const began = Date.now();
		say(`\n── ${name} ──`);
		for (const step of stages[name]?.steps ?? []) {
			const count = await runStep(step, join(reports, `${name}-${step.name.replaceAll('/', '-')}.json`));
			for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += count[key];
			if (count.failed > 0) code = count.code || 1;
			const skipped = count.skipped > 0 ? `, ${count.skipped} SKIPPED` : '';
			say(`${step.name}: ${count.passed} passed, ${count.failed} failed${skipped}`);
		}
		say(`${name} took ${((Date.now() - began) / 1000).toFixed(1)} s`);
	}
	rmSync(reports, { recursive: true, force: true });
	if (total.skipped > 0) say(`\n!! ${total.skipped} tests were skipped; they are in neither number below.`);
	say(`\n${total.passed} passed, ${total.failed} failed`);
	process.exit(quiet ? code : total.failed > 0 ? 1 : 0);
}

/** What several stages need: Kit's generated types always, the built server and a browser where one asks for them. */
async function prepare() {
	const wanted = chosen.map((name) => stages[name]);
	if (wanted.some((stage) => stage?.browser)) ensureChromium();
	const sync = spawnSync(process.execPath, [join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], {
		stdio: ['ignore', 2, 2]
	});
	if (sync.status !== 0) stop('svelte-kit sync did not work; the reason is above.');
	if (!wanted.some((stage) => stage?.build) || buildIsFresh()) return;
	say('\n── build ──');
	if ((await runNode([join(root, 'scripts/build.mjs')], {})) !== 0) stop('\n0 passed, 1 failed');
}

/** @param {import('./stages.mjs').Step} step @param {string} report */
async function runStep(step, report) {
	const command = commandOf(step, report);
	const code = await runNode([...command.args, ...passedOn], command.env);
	if (!step.count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, code };
	const none = { passed: 0, failed: 0, skipped: 0 };
	const count = existsSync(report) ? step.count(report) : none;
	// A runner that failed without a failed test, or that found nothing to run, has not passed.
	const silent = count.failed === 0 && (code !== 0 || count.passed === 0);
	return { ...count, failed: count.failed + (silent ? 1 : 0), code };
}

ensurePackages();
const node = needNode();
if (realpathSync(node) === realpathSync(process.execPath)) await main();
else handOver(node, [join(root, 'scripts/test.mjs'), ...words]);
