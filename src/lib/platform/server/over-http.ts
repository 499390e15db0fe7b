import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answered, Api, Asking } from './api.ts';
import type { Beside } from './over-fetch.ts';

/** The API over node:http, without a web-standard request and answer in between: they took half the time of a call. */
export async function listen(api: Api, req: IncomingMessage, res: ServerResponse, beside: BesideHttp): Promise<void> {
	const given = await api.answer(askingOf(req, res, beside));
	if (!(given instanceof Response)) return send(req, res, given);
	// She left while it was being made: nobody would ever end it.
	if (res.destroyed) return void given.body?.cancel();
	beside.onStream(res);
	await stream(res, given);
}

interface BesideHttp extends Beside {
	/** Called with an answer that stays open. */
	onStream: (res: ServerResponse) => void;
}

function askingOf(req: IncomingMessage, res: ServerResponse, { address }: Beside): Asking {
	const url = req.url ?? '/';
	const at = url.indexOf('?');
	return {
		method: req.method ?? '',
		path: at < 0 ? url : url.slice(0, at),
		query: at < 0 ? '' : url.slice(at + 1),
		address,
		header: (name) => req.headers[name]?.toString(),
		read: (limit) => readUpTo(req, limit),
		signal: () => gone(res)
	};
}

function gone(res: ServerResponse): AbortSignal {
	const controller = new AbortController();
	if (res.destroyed) controller.abort();
	res.once('close', () => controller.abort());
	return controller.signal;
}

/** Listens to the events itself: a request's own iterator costs more than all the rest of a small write. */
function readUpTo(req: IncomingMessage, limit: number): Promise<string | undefined> {
	if (Number(req.headers['content-length'] ?? 0) > limit) return Promise.resolve(undefined);
	if (req.destroyed) return Promise.resolve('');
	return new Promise((done) => {
		const chunks: Buffer[] = [];
		let length = 0;
		req.on('data', (chunk: Buffer) => {
			length += chunk.length;
			if (length > limit) done(undefined);
			else chunks.push(chunk);
		});
		req.once('end', () => done(Buffer.concat(chunks).toString('utf8')));
		// Gone in the middle of it: nobody waits for an answer, and half a body is no JSON.
		req.once('close', () => done(''));
	});
}

function send(req: IncomingMessage, res: ServerResponse, given: Exclude<Answered, Response>): void {
	if (res.destroyed) return;
	const { body, cookies } = given;
	const headers: OutgoingHttpHeaders = { ...given.headers };
	// After what the wrapper server has the browser forget: of two with one name the later counts.
	if (cookies.length > 0) headers['set-cookie'] = [res.getHeader('set-cookie') ?? [], ...cookies].flat().map(String);
	if (body !== null) headers['content-length'] = Buffer.byteLength(body);
	// What is left of a body that was not wanted is let through, or the connection would be stuck.
	if (!req.complete) req.resume();
	res.writeHead(given.status, headers);
	if (body === null || req.method === 'HEAD') res.end();
	else res.end(body);
}

async function stream(res: ServerResponse, response: Response): Promise<void> {
	res.writeHead(response.status, Object.fromEntries(response.headers));
	res.flushHeaders();
	if (!response.body) return void res.end();
	// A client that goes away is how most streams end.
	await pipeline(Readable.fromWeb(response.body as never), res).catch(() => undefined);
}
