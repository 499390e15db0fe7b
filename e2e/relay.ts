import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
	method: string;
	path: string;
	status: number;
	/** Names and values in turn, as they were sent. */
	asked: readonly string[];
	answered: readonly string[];
	sent: Buffer[];
	/** Grows while a stream is open. */
	received: Buffer[];
}

export interface Relay {
	readonly port: number;
	readonly origin: string;
	readonly exchanges: readonly Exchange[];
	/** Where the server is, once it is known. */
	leadTo(port: number): void;
	stop(): Promise<void>;
}

/**
 * Stands between browsers and the server, and keeps every byte of every body: pages, the API, streams, what workers and
 * service workers ask for. Asks for nothing compressed, so that all of it can be searched as it is.
 */
export async function startRelay(): Promise<Relay> {
	const exchanges: Exchange[] = [];
	let target = 0;
	const relay = createServer((from, to) => {
		const exchange: Exchange = {
			method: from.method ?? '',
			path: from.url ?? '',
			status: 0,
			asked: from.rawHeaders,
			answered: [],
			sent: [],
			received: []
		};
		exchanges.push(exchange);
		pass(exchange, target, from, to);
	});
	relay.requestTimeout = 0;
	const port = await new Promise<number>((done) => {
		relay.listen(0, '127.0.0.1', () => {
			const address = relay.address();
			done(typeof address === 'object' && address ? address.port : 0);
		});
	});
	return {
		port,
		origin: `http://localhost:${port}`,
		exchanges,
		leadTo: (to) => void (target = to),
		stop: () =>
			new Promise((done) => {
				relay.close(() => done());
				relay.closeAllConnections();
			})
	};
}

function pass(exchange: Exchange, port: number, from: IncomingMessage, to: ServerResponse): void {
	const headers = { ...from.headers };
	delete headers['accept-encoding'];
	const on = request({ host: '127.0.0.1', port, method: from.method, path: from.url, headers }, (answer) => {
		Object.assign(exchange, { status: answer.statusCode, answered: answer.rawHeaders });
		to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
		answer.on('data', (chunk: Buffer) => exchange.received.push(chunk));
		answer.pipe(to);
	});
	on.on('error', () => to.destroy());
	to.on('close', () => on.destroy());
	from.on('data', (chunk: Buffer) => exchange.sent.push(chunk));
	from.pipe(on);
}
