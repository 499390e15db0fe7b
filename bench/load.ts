import { connect, type Socket } from 'node:net';

// A load generator on bare sockets: an HTTP client of Node's own would be the slowest part of what it measures.

export interface Call {
	method: 'GET' | 'PUT' | 'POST';
	path: string;
	headers: Record<string, string>;
	body?: string;
}
export interface Result {
	perSecond: number;
	/** Milliseconds. */
	median: number;
	p95: number;
	p99: number;
	/** Answers that were not 2xx. */
	refused: number;
}

const bytes = ({ method, path, headers, body = '' }: Call, host: string): Buffer => {
	const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`, 'connection: keep-alive'];
	for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
	if (body) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`);
	return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
};

/** How long the first answer in `got` is, or 0 while it is incomplete. */
function answerLength(got: Buffer): number {
	const head = got.indexOf('\r\n\r\n');
	if (head < 0) return 0;
	const text = got.toString('latin1', 0, head).toLowerCase();
	const length = /content-length: (\d+)/.exec(text);
	if (length) return got.length >= head + 4 + Number(length[1]) ? head + 4 + Number(length[1]) : 0;
	if (!text.includes('chunked')) return head + 4; // 204, 304
	const end = got.indexOf('0\r\n\r\n', head);
	return end < 0 ? 0 : end + 5;
}

/** One keep-alive connection: one call at a time. */
class Line {
	#socket: Socket;
	#got: Buffer = Buffer.alloc(0);
	#done: ((status: number) => void) | undefined;
	constructor(port: number) {
		this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
		this.#socket.on('data', (chunk) => this.#take(chunk));
		this.#socket.on('error', () => this.#finish(0));
		this.#socket.on('close', () => this.#finish(0));
	}
	#take(chunk: Buffer): void {
		this.#got = this.#got.length ? Buffer.concat([this.#got, chunk]) : chunk;
		const length = answerLength(this.#got);
		if (!length) return;
		const status = Number(this.#got.toString('latin1', 9, 12));
		this.#got = this.#got.subarray(length);
		this.#finish(status);
	}
	#finish(status: number): void {
		const done = this.#done;
		this.#done = undefined;
		done?.(status);
	}
	send(request: Buffer): Promise<number> {
		return new Promise((done) => {
			this.#done = done;
			this.#socket.write(request);
		});
	}
	close(): void {
		this.#socket.destroy();
	}
}

function summary(times: number[], seconds: number, refused: number): Result {
	times.sort((a, b) => a - b);
	const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
	return { perSecond: times.length / seconds, median: at(0.5), p95: at(0.95), p99: at(0.99), refused };
}

export interface Load {
	port: number;
	/** The n-th call to make. */
	call: (n: number) => Call;
	connections?: number;
	seconds: number;
}

/** As fast as `connections` callers can go, each waiting for her answer. */
export async function closedLoop({ port, call, connections = 16, seconds }: Load): Promise<Result> {
	const host = `localhost:${port}`;
	const times: number[] = [];
	let n = 0;
	let refused = 0;
	const start = performance.now();
	const end = start + seconds * 1000;
	const caller = async () => {
		const line = new Line(port);
		while (performance.now() < end) {
			const request = bytes(call(n++), host);
			const sent = performance.now();
			const status = await line.send(request);
			times.push(performance.now() - sent);
			if (status < 200 || status > 299) refused += 1;
		}
		line.close();
	};
	await Promise.all(Array.from({ length: connections }, caller));
	return summary(times, (performance.now() - start) / 1000, refused);
}

/** A fixed number of calls a second, whether or not the ones before have been answered. */
export async function openLoop({ port, call, seconds, rate }: Load & { rate: number }): Promise<Result> {
	const host = `localhost:${port}`;
	const free: Line[] = [];
	const all: Line[] = [];
	const times: number[] = [];
	const pending: Promise<void>[] = [];
	let refused = 0;
	const start = performance.now();
	for (let n = 0; n < rate * seconds; n += 1) {
		const due = start + (n * 1000) / rate;
		const wait = due - performance.now();
		if (wait > 1) await new Promise((go) => setTimeout(go, wait));
		const line = free.pop() ?? new Line(port);
		if (!all.includes(line)) all.push(line);
		const work = line.send(bytes(call(n), host)).then((status) => {
			times.push(performance.now() - due); // from when it was due: waiting counts
			if (status < 200 || status > 299) refused += 1;
			free.push(line);
		});
		pending.push(work);
	}
	await Promise.all(pending);
	for (const line of all) line.close();
	return summary(times, (performance.now() - start) / 1000, refused);
}
