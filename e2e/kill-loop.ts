import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeClient, type NodeClient } from './node-client.ts';
import { freePort, serve, type Served } from './serve.ts';

export interface KillReport {
	kills: number;
	/** Writes that the server said were saved. */
	acknowledged: number;
	/** Of those, not there afterwards. */
	lost: number;
	/** Starts after which SQLite's own check found something. */
	corrupt: number;
	/** One write that never happened is counted as promised at the end: the loop must see it as lost. */
	planted: number;
}

const WRITERS = 8;
type Saved = Map<string, number>;

/** An account to write with, made over the API as everyone makes one. */
async function signUp(client: NodeClient, served: Served): Promise<void> {
	const link = await openLink(served.origin, served.firstRun ?? '');
	const words = 'candle meadow harbour pepper lantern';
	const made = await client.vault.createAccount({ words });
	if (!made.ok) throw new Error(made.reason);
	const { account, unlockers } = made;
	const answer = await client.api.post('/accounts', { account, name: 'writer', unlockers, via: { link } });
	if (!answer.ok) throw new Error(answer.reason);
}

async function openLink(origin: string, firstRun: string): Promise<string> {
	const headers = { authorization: `Bearer ${firstRun}`, 'content-type': 'application/json' };
	const response = await fetch(`${origin}/api/open-links`, { method: 'POST', headers, body: '{}' });
	return ((await response.json()) as { token: string }).token;
}

/** Sealed text as the server takes it, with a number in it that only grows. */
const sealedNumber = (n: number) => Buffer.from(`sealed words, number ${n}`).toString('base64url');
const numberIn = (sealed = '') => Number(/\d+$/.exec(Buffer.from(sealed, 'base64url').toString())?.[0] ?? -1);

/** Writes its own drafts in turn until the server dies; `saved` holds the newest number acknowledged of each. */
async function writeUntilDeath(client: NodeClient, writer: number, saved: Saved, tell: () => void): Promise<number> {
	for (let n = 0; ; n += 1) {
		const key = `writer-${writer}-${n % 4}`;
		const number = (saved.get(key) ?? 0) + 1;
		const answer = await client.api.put(`/me/drafts/${key}`, { sealed: sealedNumber(number) });
		if (!answer.ok && answer.status === 0) return n;
		if (!answer.ok) throw new Error(`${answer.status} ${answer.reason}`);
		saved.set(key, number);
		tell();
	}
}

function stored(dataDir: string): { rows: Map<string, string>; sound: boolean } {
	const db = new DatabaseSync(join(dataDir, 'rowan.sqlite'), { readOnly: true });
	const check = db.prepare('pragma integrity_check').get();
	const rows = db.prepare('select key, sealed from draft').all() as { key: string; sealed: string }[];
	db.close();
	return { rows: new Map(rows.map((r) => [r.key, r.sealed])), sound: check?.integrity_check === 'ok' };
}

/** A later write that was not acknowledged may be there; an earlier one than was acknowledged may not. */
const missing = (saved: Saved, rows: Map<string, string>) =>
	[...saved].filter(([key, number]) => numberIn(rows.get(key)) < number).length;

export interface KillOptions {
	kills: number;
	/** Acknowledgements before a kill, at least; a slow machine takes longer to them. */
	each?: number;
	say?: (line: string) => void;
}

/** Kills the real server again and again while it is written to, and counts what it had promised and lost. */
export async function killLoop({ kills, each = 0, say = () => undefined }: KillOptions): Promise<KillReport> {
	const dataDir = mkdtempSync(join(tmpdir(), 'rowan-kill-'));
	const port = await freePort();
	const saved: Saved = new Map();
	const report: KillReport = { kills: 0, acknowledged: 0, lost: 0, corrupt: 0, planted: 0 };
	const client = nodeClient({ origin: () => `http://localhost:${port}` });
	let served: Served = await serve({ dataDir, port });
	await signUp(client, served);
	for (; report.kills < kills; report.kills += 1) {
		let answered = 0;
		const tell = () => void (answered += 1);
		const writers = Array.from({ length: WRITERS }, (_, i) => writeUntilDeath(client, i, saved, tell));
		do await new Promise((go) => setTimeout(go, 100 + Math.random() * 700));
		while (answered < each);
		await served.kill();
		for (const written of await Promise.all(writers)) report.acknowledged += written;
		served = await serve({ dataDir, port }); // recovers the log, as a start after a power cut does
		const { rows, sound } = stored(dataDir);
		report.lost += missing(saved, rows);
		report.corrupt += sound ? 0 : 1;
		if ((report.kills + 1) % 20 === 0)
			say(`${report.kills + 1} kills, ${report.acknowledged} acknowledged, ${report.lost} lost`);
	}
	saved.set('never-written', 1);
	report.planted = missing(saved, stored(dataDir).rows);
	await served.stop();
	rmSync(dataDir, { recursive: true, force: true });
	return report;
}
