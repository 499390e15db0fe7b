// Runs on any Node >= 18, and is part of the built server too.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const LOOK_EVERY_MS = 1000;

/** Who started us, and who started them: between npm and us there is a shell, which outlives a killed npm. */
function elders() {
	try {
		const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
		return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`;
	} catch {
		return String(process.ppid);
	}
}

/**
 * Calls `end` when whoever started us is gone: the channel of `handOver` closes, or `npm start` disappears.
 * Without this a killed `npm start` would leave a server on the port that nobody knows of.
 * @param {() => void} end
 */
export function endWithParent(end) {
	if (process.channel) {
		process.on('disconnect', end);
		process.channel.unref();
	}
	if (process.env.npm_lifecycle_event !== 'start') return;
	const first = elders();
	setInterval(() => {
		if (elders() !== first) end();
	}, LOOK_EVERY_MS).unref();
}
