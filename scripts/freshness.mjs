// Runs on any Node >= 18, without a single package. Decides whether the build is as new as the sources.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

const SOURCES = [
	'src',
	'static',
	'db',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'vite.config.ts',
	'scripts/build.mjs',
	'scripts/chunks.ts',
	'scripts/first-pages.ts',
	'scripts/parent.mjs'
];
const STAMP = join(root, 'build', 'stamp.json');
const NOT_BUILT = /\.test\.ts$/;

/**
 * @param {string} path
 * @param {{ path: string, entry: import('node:fs').Stats }[]} found
 */
function files(path, found) {
	const entry = statSync(join(root, path), { throwIfNoEntry: false });
	if (!entry) return found;
	if (!entry.isDirectory()) return NOT_BUILT.test(path) ? found : [...found, { path, entry }];
	for (const name of readdirSync(join(root, path)).sort()) found = files(`${path}/${name}`, found);
	return found;
}

/** @param {(string | Buffer)[]} parts */
const hash = (parts) => parts.reduce((h, part) => h.update(part).update('\0'), createHash('sha256')).digest('hex');

/** `quick` looks at names, sizes and times; `sure` at the content, for a fresh checkout changes every time. */
function look() {
	const all = SOURCES.flatMap((path) => files(path, []));
	return {
		quick: hash(all.flatMap(({ path, entry }) => [path, String(entry.size), String(entry.mtimeMs)])),
		sure: () => hash(all.flatMap(({ path }) => [path, readFileSync(join(root, path))]))
	};
}

export function buildIsFresh() {
	if (!['stamp.json', 'server.js', 'handler.js'].every((name) => existsSync(join(root, 'build', name)))) return false;
	const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
	const now = look();
	if (stamp.quick === now.quick) return true;
	if (stamp.sure !== now.sure()) return false;
	writeFileSync(STAMP, JSON.stringify({ quick: now.quick, sure: stamp.sure }));
	return true;
}

/** Called before a build; what it answers is called after it, so that an edit in between is not missed. */
export function prepareStamp() {
	const { quick, sure } = look();
	const stamp = JSON.stringify({ quick, sure: sure() });
	return () => writeFileSync(STAMP, stamp);
}
