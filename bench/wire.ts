import { connect, createServer, type Socket } from 'node:net';

/** A plain wire to the server that counts what comes back: pages, Workers, the API, headers and all. */
export interface Wire {
	readonly origin: string;
	/** Bytes from the server to the browser so far. */
	bytes: () => number;
	stop: () => Promise<void>;
}

export async function startWire(target: number): Promise<Wire> {
	let bytes = 0;
	const open = new Set<Socket>();
	const server = createServer((from) => {
		const to = connect(target, '127.0.0.1');
		for (const socket of [from, to]) {
			open.add(socket.setNoDelay(true));
			socket.on('error', () => socket.destroy());
			socket.on('close', () => {
				open.delete(socket);
				from.destroy();
				to.destroy();
			});
		}
		to.on('data', (chunk) => (bytes += chunk.length));
		from.pipe(to).pipe(from);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		origin: `http://localhost:${port}`,
		bytes: () => bytes,
		stop: () =>
			new Promise((done) => {
				server.close(() => done());
				for (const socket of open) socket.destroy();
			})
	};
}
