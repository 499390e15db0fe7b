import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';

export type BackedUp = { ok: true; pages: number } | { ok: false; say: string };

/**
 * Copies a SQLite database to `file`, also while Rowan is running and writing. The copy gets its name only once
 * SQLite has read it through and found it whole.
 */
export async function backUp(database: string, file: string): Promise<BackedUp> {
	if (!existsSync(database))
		return { ok: false, say: `There is no database at ${database}. Set ROWAN_DATA as for npm start.` };
	if (existsSync(file))
		return { ok: false, say: `${file} is there already. Choose another name, so that no backup is lost.` };
	const part = `${file}.part`;
	const source = new DatabaseSync(database, { readOnly: true, timeout: 5000 });
	try {
		rmSync(part, { force: true });
		const pages = await backup(source, part);
		chmodSync(part, 0o600);
		const trouble = inspect(part);
		if (trouble) return { ok: false, say: `The copy is damaged and was thrown away: ${trouble}` };
		renameSync(part, file);
		return { ok: true, pages };
	} catch (error) {
		return { ok: false, say: `${file} could not be written: ${error instanceof Error ? error.message : 'unknown'}` };
	} finally {
		source.close();
		for (const end of ['', '-wal', '-shm']) rmSync(part + end, { force: true });
	}
}

/** What SQLite finds wrong with a database file; undefined: nothing. */
export function inspect(file: string): string | undefined {
	const copy = new DatabaseSync(file);
	try {
		copy.exec('pragma journal_mode = delete'); // one file, without a log beside it
		const rows = copy.prepare('pragma integrity_check').all();
		const found = rows.map((row) => String(Object.values(row)[0]));
		return found.length === 1 && found[0] === 'ok' ? undefined : found.join('; ');
	} finally {
		copy.close();
	}
}
