const LOOK_EVERY_MS = 1000;

/**
 * Calls `end` when whoever started us is gone: the channel of `scripts/node.mjs` closes, or npm's process disappears.
 * Without this a killed `npm start` would leave a server on the port that nobody knows of.
 */
export function endWithParent(end: () => void): void {
	if (process.channel) {
		process.on('disconnect', end);
		process.channel.unref();
	}
	if (process.env.npm_lifecycle_event !== 'start') return;
	const parent = process.ppid;
	setInterval(() => {
		if (process.ppid !== parent) end();
	}, LOOK_EVERY_MS).unref();
}
