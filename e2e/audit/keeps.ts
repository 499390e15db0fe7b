import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Served } from '../serve.ts';
import { filesBelow, search } from './search.ts';

export interface Kept {
	where: string;
	bytes: Buffer;
}

const ROWAN = join(import.meta.dirname, '../../bin/rowan');

/** All that an install leaves: its folder with database and write-ahead log, a backup of it, and what it has printed. */
export function everythingKept({ dataDir, output }: Pick<Served, 'dataDir' | 'output'>): Kept[] {
	const folder = mkdtempSync(join(tmpdir(), 'rowan-backup-'));
	const file = join(folder, 'copy');
	try {
		const env = { PATH: process.env.PATH ?? '', ROWAN_DATA: dataDir };
		const { status, stdout, stderr } = spawnSync(process.execPath, [ROWAN, 'backup', file], { env, encoding: 'utf8' });
		if (status !== 0) throw new Error(`rowan backup: ${stderr}`);
		return [
			...filesBelow(dataDir),
			{ where: 'backup', bytes: readFileSync(file) },
			{ where: 'printed', bytes: Buffer.from(output() + stdout) }
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Three leaks made on purpose; the search must find each, or it proves nothing. */
export function plant(text: string): number {
	const leaks = [
		Buffer.from(`log: ${text}`),
		Buffer.from(Buffer.from(`"name":"${text}"`).toString('base64')),
		gzipSync(`x ${text}`)
	];
	return leaks.filter((leak) => search('planted', leak, [text]).length > 0).length;
}
