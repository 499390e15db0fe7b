// Runs on any Node >= 18, without a single package.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, stop } from './node.mjs';

/** Whether what lies in node_modules is what package-lock.json names. Packages for other machines may be missing. */
export function packagesAreRight() {
	const installed = join(root, 'node_modules', '.package-lock.json'); // npm writes it last, so half an install has none
	if (!existsSync(installed)) return false;
	const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
	const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
	return Object.entries(want).every(([path, { version, integrity, optional }]) => {
		if (path === '') return true;
		const there = have[path];
		return there ? there.version === version && there.integrity === integrity : optional === true;
	});
}

/** Installs exactly what package-lock.json names, each file checked against its hash, no install scripts. */
export function ensurePackages() {
	if (packagesAreRight()) return;
	console.error('Installing packages (only when they have changed)…');
	const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const own = process.env.npm_execpath;
	const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
	const result = spawnSync(command, [...first, ...args], {
		cwd: root,
		stdio: ['ignore', 2, 2], // standard output belongs to whatever was asked for
		shell: command === 'npm' && process.platform === 'win32'
	});
	if (result.error) stop(`npm could not be started (${result.error.message}). Install npm and try again.`);
	if (result.status !== 0) {
		stop(
			'The packages could not be installed; npm says why above. Nothing of yours was changed. ' +
				'Look at the network and the free space on the disk, then try again.'
		);
	}
}
