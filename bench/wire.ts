import { connect, createServer, type Socket } from 'node:net';

/** A plain wire to the server that counts what comes back: pages, Workers, the API, headers and all. */
export interface Wire {
	readonly origin: string;
	/** Bytes from the server to the browser so far. */
	bytes: () => number;
	/** The same by what was asked for, in that order. */
	asked: () => readonly Asked[];
	stop: () => Promise<void>;
}

export interface Asked {
	what: string;
	bytes: number;
}
/** One request at a time on a connection, so that what comes back belongs to the last. */
const REQUEST = /^([A-Z]+ \S+) HTTP\/1/;

export async function startWire(target: number): Promise<Wire> {
	let bytes = 0;
	const asked: Asked[] = [];
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
		let last: Asked | undefined;
		from.on('data', (chunk: Buffer) => {
			const what = REQUEST.exec(chunk.toString('latin1'))?.[1];
			if (what) asked.push((last = { what, bytes: 0 }));
		});
		to.on('data', (chunk: Buffer) => {
			bytes += chunk.length;
			if (last) last.bytes += chunk.length;
		});
		from.pipe(to).pipe(from);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		origin: `http://localhost:${port}`,
		bytes: () => bytes,
		asked: () => asked,
		stop: () =>
			new Promise((done) => {
				server.close(() => done());
				for (const socket of open) socket.destroy();
			})
	};
}
