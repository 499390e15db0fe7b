import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '#lib/platform/server/over-http.ts';
import { hasLeft, leave, leaveLate, without } from './exit.ts';
import { compressPages, guard, isMethod, pathOf } from './guard.ts';
import type { Running } from './install.ts';
import { addressOf, asksHerself, exitForgets, hostAnswer, isFromElsewhere } from './visit.ts';
import { send } from './web.ts';

/** adapter-node's handler, or a stand-in. */
export type Pages = (req: IncomingMessage, res: ServerResponse, next: () => void) => unknown;

/** What the page framework's hooks find as `event.platform.req.rowan`. */
export interface ForPages {
	api: (request: Request) => Promise<Response>;
	practice: boolean;
	secure: boolean;
}

export interface FrontOptions {
	/** The install that answers now: the real one or the practice one. Waits while it is being opened. */
	current: () => Promise<Running>;
	pages: Pages;
	/** Known once we listen. */
	publicUrl: () => URL;
	/** PUBLIC_URL was not given: only our own name is answered. */
	onlyThisName: boolean;
	proxies: readonly string[];
	neutralSite: string;
	policies: ReadonlyMap<string, string>;
	/** There is a prerendered shell for everything under /app. */
	shell: boolean;
	onCrash: (id: string, error: unknown) => void;
}

/** Private names for what adapter-node must be told; overwritten on each request, so a client cannot set them. */
export const PROTOCOL_HEADER = 'x-rowan-protocol';
export const HOST_HEADER = 'x-rowan-host';

/** The wrapper server: one function for every request, and a way to let go of the open streams. */
export function makeFront(options: FrontOptions) {
	const open: Open = new Set();
	const answer = (req: IncomingMessage, res: ServerResponse) => {
		const secure = options.publicUrl().protocol === 'https:';
		guard(req, res, { secure, pages: options.policies });
		handle(req, res, options, open).catch((error: unknown) => fail(res, error, options));
	};
	/** Streams end; their clients come back, to a new install or a new process. */
	const letGo = () => {
		// Cut, not ended: that is what tells the stream's source that nobody listens any more.
		for (const res of open) res.destroy();
		open.clear();
	};
	return { answer, letGo };
}

async function handle(req: IncomingMessage, res: ServerResponse, options: FrontOptions, open: Open) {
	const publicUrl = options.publicUrl();
	const path = pathOf(req);
	const visit = { method: req.method ?? '', path, headers: req.headers };
	if (!req.url?.startsWith('/')) return say(req, res, 400, 'not-understood');
	if (!isMethod(req.method)) return say(req, res, 405, 'not-here');
	if (options.onlyThisName) {
		const host = hostAnswer(req.headers.host, publicUrl);
		if (host === 'redirect' && req.method === 'GET') return redirect(res, publicUrl.origin + req.url);
		if (host !== 'right') return say(req, res, 421, 'not-here');
	}
	if (isFromElsewhere(visit, publicUrl.origin)) return say(req, res, 403, 'other-site');
	const running = await options.current();
	if (path === '/exit') return exit(req, res, running, options);
	if (hasLeft(req.headers.cookie)) await late(req, res, running, asksHerself(visit));
	if (path === '/api' || path.startsWith('/api/')) return api(req, res, running, options, open);
	pages(req, res, running, options);
}

async function exit(req: IncomingMessage, res: ServerResponse, running: Running, { neutralSite }: FrontOptions) {
	if (req.method !== 'GET') return say(req, res, 405, 'not-here');
	const forget = exitForgets({ method: 'GET', path: '/exit', headers: req.headers });
	const { ctx, cookieName } = running.install;
	await send(res, await leave({ ctx, cookieName, cookies: req.headers.cookie, neutralSite, forget }));
}

/** Nobody is signed in for a request that comes after she has left. */
async function late(req: IncomingMessage, res: ServerResponse, { install }: Running, forget: boolean) {
	const { ctx, cookieName } = install;
	const { cookie } = req.headers;
	const forgotten = await leaveLate({ ctx, cookieName, cookies: cookie, forget });
	if (!forgotten) return;
	req.headers.cookie = without(cookie, cookieName);
	if (forgotten.length > 0) res.setHeader('set-cookie', forgotten);
}

/** The largest body of any route: a change that seals every picture of a group again. Each has its own limit besides. */
const LARGEST_BODY = 24_000_000;

/** Streams that have not ended yet. */
type Open = Set<ServerResponse>;

async function api(req: IncomingMessage, res: ServerResponse, running: Running, { proxies }: FrontOptions, open: Open) {
	if (Number(req.headers['content-length'] ?? 0) > LARGEST_BODY) return say(req, res, 413, 'too-long');
	const onStream = (stream: ServerResponse) => {
		open.add(stream);
		stream.once('close', () => open.delete(stream));
	};
	const address = addressOf(req.socket.remoteAddress, req.headers['x-forwarded-for']?.toString(), proxies);
	await listen(running.app, req, res, { address, onStream });
}

function pages(req: IncomingMessage, res: ServerResponse, { app, install }: Running, options: FrontOptions) {
	const publicUrl = options.publicUrl();
	const secure = publicUrl.protocol === 'https:';
	req.headers[PROTOCOL_HEADER] = publicUrl.protocol.slice(0, -1);
	req.headers[HOST_HEADER] = publicUrl.host;
	const forPages: ForPages = { api: async (request) => app.fetch(request), practice: install.practice, secure };
	Object.assign(req, { rowan: forPages });
	const path = pathOf(req);
	const reads = req.method === 'GET' || req.method === 'HEAD';
	if (options.shell && reads && path.startsWith('/app/')) req.url = '/app';
	else compressPages(req, res);
	options.pages(req, res, () => say(req, res, 404, 'not-here'));
}

const SENTENCES: Record<string, string> = {
	'not-understood': 'This address cannot be understood.',
	'not-here': 'There is nothing here.',
	'other-site': 'This came from another site, so nothing was changed.',
	'too-long': 'This is too long, so nothing was saved.',
	'went-wrong': 'Something went wrong on our side. Nothing was changed.'
};

/** A refusal of the wrapper's own, in the API's form below /api and as one sentence elsewhere. */
function say(req: IncomingMessage, res: ServerResponse, status: number, reason: string, more: object = {}): void {
	const json = pathOf(req).startsWith('/api');
	req.resume(); // what is left of the body is let through, or the connection would be stuck
	res.setHeader('content-type', json ? 'application/json' : 'text/plain; charset=utf-8');
	res.writeHead(status);
	res.end(json ? JSON.stringify({ reason, ...more }) : (SENTENCES[reason] ?? ''));
}

function redirect(res: ServerResponse, location: string): void {
	res.writeHead(307, { location });
	res.end();
}

/** Something we did not expect: an id to look for in the terminal, nothing else. */
function fail(res: ServerResponse, error: unknown, { onCrash }: FrontOptions): void {
	if (res.destroyed || res.req.readableAborted) return; // she went away in the middle; that is no fault
	const id = crypto.randomUUID();
	onCrash(id, error);
	if (res.headersSent) return void res.destroy();
	say(res.req, res, 500, 'went-wrong', { id });
}
