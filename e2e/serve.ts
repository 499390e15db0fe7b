import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '../build/server.js');
const READY_MS = 20_000;

export interface Served {
	/** `http://localhost:<port>` */
	readonly origin: string;
	readonly port: number;
	readonly dataDir: string;
	/** The token of the first-run link that this start printed; undefined once there is a group. */
	readonly firstRun: string | undefined;
	/** Everything the server has printed: its whole log. */
	output: () => string;
	pid: () => number;
	/** As a power cut would: no goodbye. */
	kill: () => Promise<void>;
	/** As the operator would: SIGTERM. Keeps the folder; `start({ dataDir, port })` opens it again. */
	halt: () => Promise<void>;
	/** Halts and throws the folder away. */
	stop: () => Promise<void>;
}

export interface ServeOptions {
	dataDir?: string;
	port?: number;
	env?: Record<string, string>;
}

export function freePort(): Promise<number> {
	return new Promise((done) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** Starts the real built server, on an empty data folder unless one is given, and waits until it answers. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
	const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'rowan-e2e-'));
	const port = options.port ?? (await freePort());
	const env = { PATH: process.env.PATH ?? '', ROWAN_DATA: dataDir, PORT: String(port), ...options.env };
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVER], {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'], // with the channel: should this process die, the server ends too
		env
	});
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
	}
	const opened = await waitFor(
		child,
		() => /Open (\S+)/.exec(printed)?.[1],
		() => printed
	);
	const end = (signal: NodeJS.Signals) => gone(child, signal);
	return {
		origin: new URL(opened).origin,
		port,
		dataDir,
		firstRun: /#(\S+)/.exec(opened)?.[1],
		output: () => printed,
		pid: () => child.pid ?? 0,
		kill: () => end('SIGKILL'),
		halt: () => end('SIGTERM'),
		stop: async () => {
			await end('SIGTERM');
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

function waitFor(child: ChildProcess, found: () => string | undefined, printed: () => string): Promise<string> {
	return new Promise((done, refuse) => {
		const end = (error?: Error) => {
			clearInterval(look);
			clearTimeout(late);
			if (error) refuse(error);
		};
		const look = setInterval(() => {
			const what = found();
			if (what === undefined) return;
			end();
			done(what);
		}, 20);
		const late = setTimeout(() => end(new Error(`The server did not start in time:\n${printed()}`)), READY_MS);
		child.once('exit', () => end(new Error(`The server ended instead of starting:\n${printed()}`)));
	});
}

function gone(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
	return new Promise((done) => {
		child.once('exit', () => done());
		child.kill(signal);
	});
}
