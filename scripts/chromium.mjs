import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { stop } from './node.mjs';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable'
];

const HEADLESS = '/usr/bin/chromium-headless-shell';

/** The browser to test in: CHROMIUM, or the system's; undefined if there is none. */
export const findChromium = () => process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));

/** The same engine without its windows, which takes a fifth less time; the whole one where that is not there. */
export const findHeadless = () => process.env.CHROMIUM ?? (existsSync(HEADLESS) ? HEADLESS : findChromium());

/** Installs Chromium from the system's packages where we may; else says what to install, and stops. */
export function ensureChromium() {
	if (!findChromium()) {
		console.error('Installing Chromium for the browser tests…');
		apt('update', '-q');
		apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
	}
	if (!process.env.CHROMIUM && findHeadless() === PLACES[0]) addHeadless();
	if (findChromium()) return;
	stop(
		'The browser tests need Chromium, and it could not be installed from here. Install it ' +
			'(Debian and Ubuntu: apt-get install chromium), or say where one is: CHROMIUM=/path/to/chromium npm test'
	);
}

/** Only of the very version that is here: nothing of the system changes for the sake of a little time. */
function addHeadless() {
	const version = spawnSync('dpkg-query', ['-W', '-f', '${Version}', 'chromium'], { encoding: 'utf8' }).stdout;
	if (version) apt('install', '-y', '-q', '--no-install-recommends', `chromium-headless-shell=${version}`);
}

/** @param {string[]} args */
function apt(...args) {
	const root = process.getuid?.() === 0;
	if (!existsSync('/usr/bin/apt-get')) return;
	if (!root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return;
	const [command, rest] = root ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]];
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	spawnSync(command, rest, { stdio: ['ignore', 2, 2], env });
}
