import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The largest body of any route (a sealed picture); each route has its own, smaller limit on top. */
export const LARGEST_BODY = 1.5 * 1024 * 1024;

/**
 * The whole body, or `too-long`. Read before anything else happens, so that no route can be left waiting for a slow
 * one, and so that too much is told as 413 and never as a broken read.
 */
export async function readBody(req: IncomingMessage, most = LARGEST_BODY): Promise<Buffer | undefined | 'too-long'> {
	if (req.method === 'GET' || req.method === 'HEAD') return undefined;
	if (Number(req.headers['content-length'] ?? 0) > most) return 'too-long';
	const chunks: Buffer[] = [];
	let size = 0;
	return new Promise((done, broken) => {
		// What is too much is let through unread: cutting it off would cut off the answer too.
		req.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size <= most) chunks.push(chunk);
			else done('too-long');
		});
		req.once('end', () => done(size === 0 ? undefined : Buffer.concat(chunks)));
		req.once('error', broken);
	});
}

export interface Asked {
	/** The public origin; the request's own Host is not asked. */
	origin: string;
	body: Buffer | undefined;
	signal: AbortSignal;
	/** Set over whatever the client sent under these names. */
	headers: Record<string, string>;
}

/** A node request as a web-standard one. */
export function toRequest(req: IncomingMessage, { origin, body, signal, headers }: Asked): Request {
	const given = { ...(req.headers as Record<string, string>), ...headers };
	const init: RequestInit = { method: req.method ?? 'GET', headers: given, signal };
	if (body) init.body = new Uint8Array(body);
	return new Request(origin + (req.url ?? '/'), init);
}

/**
 * Sends a web-standard response. An event stream goes out piece by piece, everything else at once.
 * @param signal ends an event stream from our side
 */
export async function send(res: ServerResponse, response: Response, signal?: AbortSignal): Promise<void> {
	response.headers.forEach((value, name) => {
		if (name !== 'set-cookie') res.setHeader(name, value);
	});
	const cookies = response.headers.getSetCookie();
	if (cookies.length > 0) res.setHeader('set-cookie', cookies);
	if (response.headers.get('content-type')?.startsWith('text/event-stream') && response.body) {
		return stream(res, response.status, response.body, signal);
	}
	const body = Buffer.from(await response.arrayBuffer());
	if (response.status !== 204 && response.status !== 304) res.setHeader('content-length', body.length);
	res.writeHead(response.status);
	res.end(body);
}

async function stream(res: ServerResponse, status: number, body: ReadableStream<Uint8Array>, signal?: AbortSignal) {
	res.setHeader('x-accel-buffering', 'no'); // nginx collects otherwise, and "live" would be a minute late
	res.writeHead(status);
	res.flushHeaders();
	const reader = body.getReader();
	const gone = () => void reader.cancel().catch(() => undefined);
	res.once('close', gone);
	signal?.addEventListener('abort', gone, { once: true });
	if (signal?.aborted) gone();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done || res.destroyed) break;
			if (!res.write(value)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
		}
	} catch {
		// The stream broke off: its listener left, or the server is stopping. The client opens another.
	} finally {
		res.off('close', gone);
		res.end();
	}
}
