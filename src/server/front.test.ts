import { mkdtempSync, rmSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFront, type ForPages, type Pages } from './front.ts';
import type { Answered, Asking } from '#lib/platform/server/api.ts';
import { answerRequest } from '#lib/platform/server/over-fetch.ts';
import { rawAnswer } from './guard.ts';
import { openInstall, type Running } from './install.ts';

// A real server and a real install. Behind the two seams stand small apps that show what reaches them.

let running: Running;
let server: http.Server;
let front: ReturnType<typeof makeFront>;
let port: number;
let dataDir: string;
const streams = { begun: 0, ended: 0 };
const crashes: string[] = [];
const publicUrl = () => new URL(`http://localhost:${port}`);

const pages: Pages = (req, res, next) => {
	const { url, rowan, headers } = req as IncomingMessage & { rowan: ForPages };
	if (url === '/gone') return next();
	if (url === '/broken') throw new Error('what she typed');
	const nonce = url === '/nonce' ? { 'content-security-policy': "script-src 'nonce-a'" } : {};
	const kept = url?.startsWith('/_app/immutable/') ? { 'cache-control': 'public,immutable' } : {};
	const type = url?.endsWith('.js') ? 'text/javascript' : 'text/html';
	res.writeHead(200, { 'content-type': type, 'x-sveltekit-page': 'true', server: 'x', ...nonce, ...kept });
	const seen = [url, rowan.practice, rowan.secure, headers['x-rowan-host'], headers['x-rowan-protocol']];
	res.write(`<p>${seen.join(' ')}</p>`);
	res.end('<p>end</p>');
};

const answer = async (asking: Asking): Promise<Answered> => {
	const { path, address } = asking;
	if (path === '/api/cookies')
		return { status: 200, headers: {}, cookies: ['__Host-s=new'], body: asking.header('cookie') ?? '' };
	if (path === '/api/stream') return eventStream(asking.signal());
	if (path === '/api/broken') throw new Error('what she typed');
	const size = (await asking.read(30_000_000))?.length;
	const headers = { 'content-type': 'application/json' };
	return { status: 200, headers, cookies: [], body: JSON.stringify({ path, address, size }) };
};

function eventStream(signal: AbortSignal): Response {
	streams.begun += 1;
	signal.addEventListener('abort', () => (streams.ended += 1));
	const body = new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('data: 1\n\n')) });
	return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'rowan-front-'));
	const onCrash = (_: string, error: unknown) => void crashes.push(String(error));
	const real = await openInstall({ dataDir, database: join(dataDir, 'r.sqlite'), practice: false, publicUrl, onCrash });
	running = { ...real, app: { answer, fetch: (request, beside) => answerRequest(answer, request, beside) } };
	front = makeFront({
		current: async () => running,
		pages,
		publicUrl,
		onlyThisName: true,
		proxies: [],
		neutralSite: 'https://weather.example/',
		policies: new Map([['/app', "script-src 'sha256-x'; frame-ancestors 'none'"]]),
		shell: true,
		onCrash
	});
	server = http.createServer(front.answer);
	server.on('clientError', (error: NodeJS.ErrnoException, socket) => socket.end(rawAnswer(error.code, false)));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	port = (server.address() as { port: number }).port;
});
afterAll(async () => {
	server.close();
	server.closeAllConnections();
	await running.close();
	rmSync(dataDir, { recursive: true, force: true });
});

interface Got {
	status: number;
	headers: http.IncomingHttpHeaders;
	body: Buffer;
}
interface Ask {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

function ask(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Got> {
	return new Promise((done, refuse) => {
		const all = { host: `localhost:${port}`, ...headers };
		const request = http.request({ host: '127.0.0.1', port, path, method, headers: all, agent: false }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () =>
				done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
			);
		});
		request.on('error', refuse);
		request.end(body);
	});
}

const ours = () => ({ origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-origin' });

describe('headers', () => {
	const everything: [string, string, Ask][] = [
		['a page', '/', {}],
		['a page with a nonce', '/nonce', {}],
		['the shell', '/app/any/where', {}],
		['a file', '/_app/immutable/a.js', {}],
		['no page', '/gone', {}],
		['a broken page', '/broken', {}],
		['the API', '/api/x', {}],
		['a broken API', '/api/broken', {}],
		['exit', '/exit', {}],
		['another name for us', '/', { headers: { host: '127.0.0.1' } }],
		['another site', '/api/x', { method: 'POST', headers: { origin: 'https://evil.example' } }],
		['a strange method', '/', { method: 'PROPFIND' }],
		['too much', '/api/x', { method: 'POST', headers: { 'content-length': '99999999' } }]
	];
	it.each(everything)('are on %s', async (_, path, asked) => {
		const { headers } = await ask(path, asked);
		expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
		expect(headers).toMatchObject({
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'x-robots-tag': expect.stringContaining('noindex')
		});
		expect(headers['permissions-policy']).toContain('camera=()');
		expect(headers['cache-control']).toBe(
			path.startsWith('/_app/') ? 'public, max-age=31536000, immutable' : 'no-store'
		);
		for (const name of ['server', 'x-powered-by', 'x-sveltekit-page']) expect(headers).not.toHaveProperty(name);
	});

	it('say nothing of a connection that stays open, and end one that is to end', async () => {
		const talk = (version: string, more: string) =>
			new Promise<string>((done) => {
				let text = '';
				const socket = connect(port, '127.0.0.1');
				const ask = (last: string) =>
					socket.write(`GET /api/x HTTP/${version}\r\nhost: localhost:${port}\r\n${last}\r\n`);
				ask(more);
				socket.once('data', () => socket.writable && ask('connection: close\r\n'));
				socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => done(text));
			});
		const [first = '', second = ''] = (await talk('1.1', '')).split(/(?=HTTP\/1.1 )/);
		expect(first).toMatch(/^HTTP\/1.1 200(?![^]*keep-alive)/i);
		expect(second).toMatch(/\nconnection: close\r/i);
		expect(await talk('1.0', 'connection: keep-alive\r\n')).toMatch(/\nconnection: keep-alive\r/i);
	});

	it('are also on what was no request at all', async () => {
		const answer = await new Promise<string>((done) => {
			let text = '';
			const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
			socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => done(text));
		});
		expect(answer).toMatch(/^HTTP\/1.1 400 /);
		expect(answer).toContain("content-security-policy: default-src 'none'");
	});
});

describe('what reaches the pages', () => {
	it('is the public address, whatever the client says', async () => {
		const headers = { 'x-rowan-host': 'evil.example', 'x-rowan-protocol': 'https' };
		const { body } = await ask('/', { headers });
		expect(body.toString()).toBe(`<p>/ false false localhost:${port} http</p><p>end</p>`);
	});
	it('is the one shell for everything in the app', async () => {
		const { body, headers } = await ask('/app/groups/x?y=z');
		expect(body.toString()).toContain('<p>/app ');
		expect(headers['content-security-policy']).toContain('sha256-x');
	});
	it('comes back packed where nothing is echoed, and plain where something is', async () => {
		const packed = await ask('/', { headers: { 'accept-encoding': 'gzip, br' } });
		expect(packed.headers['content-encoding']).toBe('br');
		expect(brotliDecompressSync(packed.body).toString()).toContain('<p>end</p>');
		const plain = await ask('/?q=1', { headers: { 'accept-encoding': 'gzip, br' } });
		expect(plain.headers).not.toHaveProperty('content-encoding');
		expect(plain.body.toString()).toContain('<p>end</p>');
	});
});

describe('what reaches the API', () => {
	it('is the path and the real sender', async () => {
		const headers = { 'x-rowan-address': '10.9.8.7', 'x-forwarded-for': '10.9.8.7' };
		const { body } = await ask('/api/x?y=z', { headers });
		expect(JSON.parse(body.toString())).toEqual({ path: '/api/x', address: '127.0.0.1', size: 0 });
	});
	it('is a body of bearable size', async () => {
		const ok = await ask('/api/x', { method: 'POST', headers: ours(), body: Buffer.alloc(1_000_000) });
		expect(JSON.parse(ok.body.toString())).toMatchObject({ size: 1_000_000 });
		// As large as a removal in a group with pictures of its places.
		const change = await ask('/api/x', { method: 'POST', headers: ours(), body: Buffer.alloc(6_000_000) });
		expect(JSON.parse(change.body.toString())).toMatchObject({ size: 6_000_000 });
		const much = await ask('/api/x', { method: 'POST', headers: ours(), body: Buffer.alloc(25_000_000) });
		expect([much.status, JSON.parse(much.body.toString())]).toEqual([413, { reason: 'too-long' }]);
	});
	it('is nothing from another site or for another name', async () => {
		const evil = { origin: 'https://evil.example', cookie: '__Host-s=x' };
		expect((await ask('/api/x', { method: 'POST', headers: evil })).status).toBe(403);
		expect((await ask('/api/x', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
		expect((await ask('/api/x', { headers: { host: 'evil.example' } })).status).toBe(421);
	});
	it('is nobody signed in where she has left before, and whoever signs in then stays', async () => {
		const cookie = '__Host-gone=1; look=dark; __Host-s=old';
		const got = await ask('/api/cookies', { headers: { ...ours(), cookie } });
		expect(got.body.toString()).toBe('__Host-gone=1; look=dark');
		const names = got.headers['set-cookie']?.map((one) => one.split(';')[0]);
		expect(names).toEqual(['__Host-s=', '__Host-gone=', '__Host-h=', '__Host-s=new']);
		const linked = await ask('/', { headers: { 'sec-fetch-site': 'cross-site', cookie: '__Host-gone=1' } });
		expect(linked.headers['set-cookie']).toBeUndefined();
	});

	it('does not tell what broke', async () => {
		const { status, body } = await ask('/api/broken');
		expect(status).toBe(500);
		expect(JSON.parse(body.toString())).toEqual({ reason: 'went-wrong', id: expect.any(String) });
		expect(crashes.at(-1)).toContain('what she typed'); // handed over; main.ts prints where, and not what
	});
});

it('streams events at once, and lets go of them when told to', async () => {
	const first = await new Promise<string>((done) => {
		const headers = { host: `localhost:${port}`, 'accept-encoding': 'gzip, br' };
		http.get({ host: '127.0.0.1', port, path: '/api/stream', headers }, (response) => {
			expect(response.headers).not.toHaveProperty('content-encoding');
			response.once('data', (chunk: Buffer) => {
				front.letGo();
				response.on('error', () => undefined).once('close', () => done(chunk.toString()));
			});
		});
	});
	expect([first, streams]).toEqual(['data: 1\n\n', { begun: 1, ended: 1 }]);
});
