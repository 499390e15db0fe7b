import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { encodingFor, pack } from '#lib/platform/server/pack.ts';
import { answersHeaders, headersFor, headersToDrop } from './headers.ts';
import { mayCompress, METHODS } from './visit.ts';

export interface Guarded {
	secure: boolean;
	pages: ReadonlyMap<string, string>;
}

/**
 * Whatever writes to `res` from now on, it leaves with our headers (see [Note: Headers]). All of node:http's ways to
 * send headers come together in `writeHead`, so that is the one place to stand.
 */
export function guard(req: IncomingMessage, res: ServerResponse, { secure, pages }: Guarded): void {
	const path = pathOf(req);
	const send = res.writeHead.bind(res);
	res.writeHead = (status: number, ...rest: unknown[]) => {
		// A connection stays open unless somebody says otherwise. Two lines that say it would be in every answer.
		if (res.shouldKeepAlive && req.httpVersion === '1.1') res.removeHeader('connection');
		if (path.startsWith('/api/') && res.getHeaderNames().length === 0) {
			return send(status, flat(givenHeaders(rest), answersHeaders(secure)));
		}
		for (const [name, value] of Object.entries(givenHeaders(rest))) if (value !== undefined) res.setHeader(name, value);
		const text = (name: string) => res.getHeader(name)?.toString();
		const leaving = {
			path,
			contentType: text('content-type'),
			ownPolicy: text('content-security-policy'),
			cacheControl: text('cache-control'),
			secure,
			pages
		};
		for (const name of headersToDrop(leaving)) res.removeHeader(name);
		for (const [name, value] of Object.entries(headersFor(leaving))) res.setHeader(name, value);
		return send(status);
	};
}

/** An answer of the API says all its headers at once, and then node:http need not collect them one by one. */
function flat(given: OutgoingHttpHeaders, ours: readonly string[]): OutgoingHttpHeader[] {
	const all: OutgoingHttpHeader[] = [...ours];
	for (const [name, value] of Object.entries(given))
		if (value !== undefined && !ours.includes(name)) all.push(name, value);
	return all;
}

/** `writeHead(status, [message], [headers])`; nobody here sends headers as a flat list. */
function givenHeaders(rest: unknown[]): OutgoingHttpHeaders {
	const last = rest.at(-1);
	return typeof last === 'object' && last !== null ? (last as OutgoingHttpHeaders) : {};
}

/** The path alone, as the browser wrote it. */
export const pathOf = (req: IncomingMessage) => (req.url ?? '/').split('?', 1)[0] ?? '/';

/**
 * Compresses what the page framework renders, where `mayCompress` allows it. Pages are small: they are collected
 * and packed whole, so that nothing half-packed is ever waiting. Static files come packed from the build.
 */
export function compressPages(req: IncomingMessage, res: ServerResponse): void {
	const encoding = encodingFor(req.headers['accept-encoding']?.toString());
	if (!encoding) return;
	const [writeHead, write, end] = [res.writeHead.bind(res), res.write.bind(res), res.end.bind(res)];
	const chunks: Buffer[] = [];
	let held: number | undefined;
	res.writeHead = (status: number, ...rest: unknown[]) => {
		for (const [name, value] of Object.entries(givenHeaders(rest))) if (value !== undefined) res.setHeader(name, value);
		const type = res.getHeader('content-type')?.toString() ?? '';
		const setsCookie = res.hasHeader('set-cookie');
		const visit = { method: req.method ?? '', path: pathOf(req), headers: req.headers, url: req.url ?? '' };
		if (res.hasHeader('content-encoding') || !mayCompress({ ...visit, status, type, setsCookie })) {
			return writeHead(status);
		}
		held = status;
		return res;
	};
	const begin = () => {
		if (held === undefined && !res.headersSent) res.writeHead(res.statusCode);
	};
	const keep = (chunk: unknown) => {
		if (chunk && typeof chunk !== 'function') chunks.push(Buffer.from(chunk as string | Uint8Array));
	};
	res.write = ((chunk: unknown, ...rest: unknown[]) => {
		begin();
		if (held === undefined) return Reflect.apply(write, res, [chunk, ...rest]) as boolean;
		keep(chunk);
		return true;
	}) as ServerResponse['write'];
	res.end = ((...args: unknown[]) => {
		begin();
		if (held === undefined) return Reflect.apply(end, res, args) as ServerResponse;
		keep(args[0]);
		const status = held;
		held = undefined;
		void pack(Buffer.concat(chunks), encoding).then((packed) => {
			res.setHeader('content-encoding', encoding);
			res.setHeader('content-length', packed.length);
			res.appendHeader('vary', 'accept-encoding');
			writeHead(status);
			end(packed);
		});
		return res;
	}) as ServerResponse['end'];
}

/** For what goes wrong before there is a response: a broken request line, headers too long, a client too slow. */
export function rawAnswer(code: string | undefined, secure: boolean): string {
	const status =
		code === 'HPE_HEADER_OVERFLOW'
			? '431 Request Header Fields Too Large'
			: code === 'ERR_HTTP_REQUEST_TIMEOUT'
				? '408 Request Timeout'
				: '400 Bad Request';
	const headers = headersFor({
		path: '',
		contentType: undefined,
		ownPolicy: undefined,
		cacheControl: undefined,
		secure,
		pages: new Map()
	});
	const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' }).map(
		([n, v]) => `${n}: ${v}`
	);
	return `HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`;
}

export const isMethod = (method: string | undefined) => METHODS.some((one) => one === method);
