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

/** The browser to test in: CHROMIUM, or the system's; undefined if there is none. */
export const findChromium = () => process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));

/** Installs Chromium from the system's packages where we may; else says what to install, and stops. */
export function ensureChromium() {
	if (findChromium()) return;
	const apt = existsSync('/usr/bin/apt-get');
	const root = process.getuid?.() === 0;
	const sudo = !root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
	if (apt && (root || sudo)) {
		console.error('Installing Chromium for the browser tests…');
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		for (const args of [
			['update', '-q'],
			['install', '-y', '-q', '--no-install-recommends', 'chromium']
		]) {
			const [command, rest] = root ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]];
			spawnSync(command, rest, { stdio: ['ignore', 2, 2], env });
		}
	}
	if (findChromium()) return;
	stop(
		'The browser tests need Chromium, and it could not be installed from here. Install it ' +
			'(Debian and Ubuntu: apt-get install chromium), or say where one is: CHROMIUM=/path/to/chromium npm test'
	);
}
