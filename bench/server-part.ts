import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, serve, type Served } from '../e2e/serve.ts';
import { fill, type Caller } from './fixture.ts';
import { closedLoop, openLoop, type Call, type Result } from './load.ts';

export interface ServerFigures {
	apiReadRatio: number;
	durableWriteRatio: number;
	mixedP95Ms: number;
	rssMb: number;
	growth: number;
	/** For the table in RESULTS.md. */
	details: Record<string, string>;
}

const ROUND_SECONDS = 3;
const ROUNDS = 3;
const MIXED_RATE = 200;
const MIXED_SECONDS = 20;
const SEALED = Buffer.alloc(700, 7).toString('base64url');

const read =
	(callers: readonly Caller[], cookie: string) =>
	(n: number): Call => {
		const { group, handle, token } = callers[n % callers.length] as Caller;
		const path = `/api/groups/${group}/records/profile/${handle}?circle=group`;
		return { method: 'GET', path, headers: { cookie: `${cookie}=${token}` } };
	};
const write =
	(callers: readonly Caller[], cookie: string, origin: string) =>
	(n: number): Call => {
		const { token } = callers[n % callers.length] as Caller;
		const headers = { cookie: `${cookie}=${token}`, origin };
		return { method: 'PUT', path: `/api/me/drafts/bench-${n % 8}`, headers, body: JSON.stringify({ sealed: SEALED }) };
	};

async function startRaw(folder: string): Promise<{ port: number; stop: () => void }> {
	const port = await freePort();
	const args = [
		'--disable-warning=ExperimentalWarning',
		join(import.meta.dirname, 'raw.ts'),
		join(folder, 'rowan.sqlite')
	];
	const child = spawn(process.execPath, [...args, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
	await new Promise((ready) => child.stdout.once('data', ready));
	return { port, stop: () => void child.kill() };
}

const folderFor = () => mkdtempSync(join(tmpdir(), 'rowan-bench-'));
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const rssOf = async (pid: number) => {
	const { readFileSync } = await import('node:fs');
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
};

/** App and baseline by turns, so that whatever else the machine is doing falls on both. */
async function sideBySide(app: number, raw: number, callOf: (port: number) => (n: number) => Call) {
	const rates: { app: number[]; raw: number[] } = { app: [], raw: [] };
	for (let round = 0; round <= ROUNDS; round += 1) {
		for (const [name, port] of [
			['app', app],
			['raw', raw]
		] as const) {
			const result = await closedLoop({ port, call: callOf(port), seconds: round === 0 ? 1 : ROUND_SECONDS });
			if (result.refused > 0) throw new Error(`${name} refused ${result.refused} calls`);
			if (round > 0) rates[name].push(result.perSecond); // the first round warms up
		}
	}
	return { app: median(rates.app), raw: median(rates.raw) };
}

async function fixed(port: number, call: (n: number) => Call): Promise<Result> {
	return closedLoop({ port, call, connections: 4, seconds: ROUND_SECONDS });
}

/** Read and write against 10 and against 1,000 groups of twelve: how many times longer the median answer takes. */
async function growth(cookie: string): Promise<{ factor: number; detail: string }> {
	const sizes = [];
	for (const groups of [10, 1000]) {
		const dataDir = folderFor();
		const callers = await fill(dataDir, groups);
		const served = await serve({ dataDir });
		sizes.push({ served, callers, dataDir, reads: [] as number[], writes: [] as number[] });
	}
	for (let round = 0; round < ROUNDS + 1; round += 1) {
		for (const size of sizes) {
			const { port, origin } = size.served;
			const reads = await fixed(port, read(size.callers, cookie));
			const writes = await fixed(port, write(size.callers, cookie, origin));
			if (round > 0) size.reads.push(1 / reads.perSecond);
			if (round > 0) size.writes.push(1 / writes.perSecond);
		}
	}
	const [small, large] = sizes.map(({ reads, writes }) => ({ read: median(reads), write: median(writes) }));
	for (const { served } of sizes) await served.stop();
	if (!small || !large) throw new Error('nothing measured');
	const factors = { read: large.read / small.read, write: large.write / small.write };
	const detail = `read ${factors.read.toFixed(2)} ×, write ${factors.write.toFixed(2)} ×`;
	return { factor: Math.max(factors.read, factors.write), detail };
}

async function mixed(served: Served, callers: readonly Caller[], cookie: string): Promise<Result> {
	const [reading, writing] = [read(callers, cookie), write(callers, cookie, served.origin)];
	const call = (n: number) => (n % 5 === 0 ? writing(n) : reading(n));
	return openLoop({ port: served.port, call, rate: MIXED_RATE, seconds: MIXED_SECONDS });
}

/** Everything about the server, against node:http and node:sqlite by hand in the same run. */
export async function measureServer(say: (line: string) => void): Promise<ServerFigures> {
	const cookie = '__Host-s';
	const dataDir = folderFor();
	const callers = await fill(dataDir, 10);
	const rawDir = folderFor();
	cpSync(dataDir, rawDir, { recursive: true });
	const served = await serve({ dataDir });
	await new Promise((rest) => setTimeout(rest, 3000));
	const rssMb = await rssOf(served.pid());
	const raw = await startRaw(rawDir);
	say('reads …');
	const reads = await sideBySide(served.port, raw.port, () => read(callers, cookie));
	say('durable writes …');
	const writes = await sideBySide(served.port, raw.port, () => write(callers, cookie, served.origin));
	say('mixed load …');
	const both = await mixed(served, callers, cookie);
	const rssAfter = await rssOf(served.pid());
	raw.stop();
	await served.stop();
	rmSync(rawDir, { recursive: true, force: true });
	say('10 and 1,000 groups …');
	const grown = await growth(cookie);
	return {
		apiReadRatio: reads.app / reads.raw,
		durableWriteRatio: writes.app / writes.raw,
		mixedP95Ms: both.p95,
		rssMb,
		growth: grown.factor,
		details: {
			apiReadRatio: `${reads.app.toFixed(0)}/s against ${reads.raw.toFixed(0)}/s`,
			durableWriteRatio: `${writes.app.toFixed(0)}/s against ${writes.raw.toFixed(0)}/s`,
			mixedP95Ms: `median ${both.median.toFixed(1)}, p99 ${both.p99.toFixed(1)}, refused ${both.refused}`,
			rssMb: `after the load ${rssAfter.toFixed(0)}`,
			growth: grown.detail
		}
	};
}
