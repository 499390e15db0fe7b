import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Below this, writing is refused while what is there can still be read and erased. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const LOOK_EVERY_MS = 5_000;
const BALLAST_BYTES = 32 * 1024 * 1024;

/** What Node says when a disk is full, so that one place maps both (`failureOf`). */
class NoRoom extends Error {
	readonly code = 'ENOSPC';
}

/**
 * A check to run before each write: throws when less than 200 MB are free on the disk of `folder`.
 * It looks at most every five seconds.
 */
export function roomCheck(folder: string, now: () => number = Date.now): () => Promise<void> {
	let lookedAt = -Infinity;
	let free = Infinity;
	return async () => {
		if (now() - lookedAt > LOOK_EVERY_MS) {
			const { bavail, bsize } = await statfs(folder);
			free = bavail * bsize;
			lookedAt = now();
		}
		if (free < LEAST_FREE_BYTES) throw new NoRoom('less than 200 MB are free');
	};
}

/**
 * A file of 32 MB that holds nothing: on a disk filled up by something else, the operator deletes it and has room
 * to start, back up and erase. Made again at a later start, once there is room: it must not take what she just freed.
 */
export function keepBallast(folder: string): void {
	const path = join(folder, 'ballast');
	if (existsSync(path)) return;
	const { bavail, bsize } = statfsSync(folder);
	if (bavail * bsize < LEAST_FREE_BYTES + BALLAST_BYTES) return;
	const file = openSync(path, 'w', 0o600);
	try {
		const block = Buffer.alloc(1024 * 1024, 1); // not zeros: some file systems would not store them
		for (let written = 0; written < BALLAST_BYTES; written += block.length) writeSync(file, block);
		fsyncSync(file);
	} catch {
		rmSync(path, { force: true }); // half of it would be taken for the whole at the next start
	} finally {
		closeSync(file);
	}
}
