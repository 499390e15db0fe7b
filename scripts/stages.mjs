// The stages of `npm test`, and the longer ones that are run by name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {object} Step one command of a stage
 * @property {string} name
 * @property {string[]} args for Node, relative to the repository
 * @property {Record<string, string>} [env]
 * @property {(report: string) => Count} [count] reads the report; without it the command itself is one check
 * @typedef {object} Stage
 * @property {Step[]} steps
 * @property {boolean} [build] needs the built server
 * @property {boolean} [browser] needs Chromium
 * @property {boolean} [aside] its steps may run beside each other and beside the next such stage; shown when done
 * @property {boolean} [speaks] its own output is its result: nothing of ours is printed around it
 */

/** @param {string} report */
const json = (report) => JSON.parse(readFileSync(report, 'utf8'));

/** Tests, and files that broke before their first test. @type {(report: string) => Count} */
function countUnit(report) {
	const { numPassedTests, numFailedTests, numPendingTests, testResults } = json(report);
	/** @type {{ status: string, assertionResults: unknown[] }[]} */
	const files = testResults;
	const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
	return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests };
}

/** @type {(report: string) => Count} */
function countBrowser(report) {
	const { stats, errors } = json(report);
	return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

const REPORT = '{report}';
/** @param {string} project @returns {Step} */
const vitest = (project) => ({
	name: 'vitest',
	args: [
		'node_modules/vitest/vitest.mjs',
		'run',
		`--project=${project}`,
		'--reporter=dot',
		'--reporter=json',
		`--outputFile.json=${REPORT}`
	],
	count: countUnit
});
/** @param {string[]} projects @returns {Step} */
const playwright = (...projects) => ({
	name: 'playwright',
	args: [
		'node_modules/@playwright/test/cli.js',
		'test',
		...projects.map((project) => `--project=${project}`),
		'--reporter=list,json'
	],
	env: { PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT },
	count: countBrowser
});
/** @param {string} file @returns {Stage} */
const script = (file) => ({ steps: [{ name: file, args: [file] }], build: true, browser: true, speaks: true });

/** @type {Record<string, Stage>} */
export const stages = {
	types: {
		aside: true,
		steps: [
			{
				name: 'svelte-check',
				args: ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings']
			},
			{ name: 'tsc', args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'] }
		]
	},
	lint: {
		aside: true,
		steps: [
			{
				name: 'eslint',
				args: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'],
				// The types of all components are then ready at once. Without it they are made anew for each of them: the
				// same problems are found, in twice the time.
				env: { SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK: '1' }
			},
			{ name: 'prettier', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] }
		]
	},
	unit: { steps: [vitest('unit')] },
	requests: { steps: [vitest('requests')] },
	// Journeys and accessibility in one run, so that no worker waits for the end of the other's stage.
	browser: { steps: [playwright('journeys', 'access')], build: true, browser: true },
	access: { steps: [playwright('access')], build: true, browser: true },
	a11y: { steps: [playwright('access-full')], build: true, browser: true },
	crash: script('e2e/crash.ts'),
	canary: { steps: [playwright('canary-full')], build: true, browser: true },
	headers: script('e2e/audit/headers.ts'),
	leaks: script('e2e/audit/leaks.ts'),
	bench: script('bench/bench.ts')
};

/** What `npm test` runs, cheapest first. */
export const everyday = ['types', 'lint', 'unit', 'requests', 'browser'];

/** @param {Step} step @param {string} report */
export const commandOf = (step, report) => ({
	args: step.args.map((arg, i) => (i === 0 ? join(root, arg) : arg.replace(REPORT, report))),
	env: Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, value.replace(REPORT, report)]))
});
