import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import type { Visitor } from './actor.ts';
import { createApi, type Gate } from './api.ts';
import type { Context } from './context.ts';
import { notHere, refuse, route } from './route.ts';

const gate: Gate = async (_, { who, token }) => {
	if (who === 'nobody') return { bucket: 'b' } as Visitor;
	return token === 'good' ? ({ account: 'a', session: 's' } as never) : refuse(401, 'sign-in');
};
const Note = v.object({ text: v.pipe(v.string(), v.maxLength(10)) });
const routes = [
	route({ method: 'GET', path: '/open', who: 'nobody', summary: 'Open', handle: async () => ({ fine: true }) }),
	route({
		method: 'GET',
		path: '/mine',
		who: 'account',
		summary: 'Mine',
		handle: async ({ actor }) => ({ a: actor.account })
	}),
	route({
		method: 'POST',
		path: '/notes/:id',
		who: 'nobody',
		summary: 'Write',
		params: v.object({ id: v.string() }),
		body: Note,
		limit: 100,
		handle: async ({ params, body }) => ({ id: params.id, text: body.text })
	}),
	route({
		method: 'POST',
		path: '/mine/notes',
		who: 'account',
		summary: 'Write mine',
		body: Note,
		limit: 100,
		handle: async ({ body }) => ({ text: body.text })
	}),
	route({
		method: 'GET',
		path: '/long',
		who: 'nobody',
		summary: 'Long',
		handle: async () => ({ text: 'x'.repeat(9000) })
	}),
	route({ method: 'GET', path: '/gone', who: 'nobody', summary: 'Gone', handle: async () => notHere() }),
	route({
		method: 'GET',
		path: '/crash',
		who: 'nobody',
		summary: 'Crash',
		handle: async () => {
			throw new Error('a secret in a message');
		}
	}),
	route({
		method: 'GET',
		path: '/full',
		who: 'nobody',
		summary: 'Full',
		handle: async () => {
			throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
		}
	})
];
const crashes: unknown[] = [];
const app = createApi({
	ctx: {} as Context,
	routes,
	gate,
	cookieName: '__Host-s',
	origin: () => 'http://localhost',
	onCrash: (id, error) => crashes.push([id, error])
});
const ask = async (path: string, init?: RequestInit) => {
	const response = await app.fetch(new Request(`http://localhost/api${path}`, init));
	return {
		status: response.status,
		headers: response.headers,
		body: (await response.json()) as Record<string, unknown>
	};
};
const json = (body: string, headers: Record<string, string> = {}): RequestInit => ({
	method: 'POST',
	body,
	headers: { 'content-type': 'application/json', ...headers }
});

it('denies by default and lets the right one in', async () => {
	expect((await ask('/mine')).status).toBe(401);
	expect(await ask('/mine', { headers: { cookie: '__Host-s=good' } })).toMatchObject({ status: 200, body: { a: 'a' } });
	expect(await ask('/nothing')).toMatchObject({ status: 404, body: { reason: 'not-here' } });
	expect(await ask('/gone')).toMatchObject({ status: 404, body: { reason: 'not-here' } });
});

it('says which field it did not understand, and never crashes on junk', async () => {
	expect(await ask('/notes/1', json('{"text":"hello"}'))).toMatchObject({
		status: 200,
		body: { id: '1', text: 'hello' }
	});
	const long = await ask('/notes/1', json('{"text":"much too long"}'));
	expect(long).toMatchObject({ status: 400, body: { reason: 'not-understood', fields: [{ field: 'text' }] } });
	for (const junk of ['', '{', '[]', 'null', '"x"', '\u0000']) {
		expect((await ask('/notes/1', json(junk))).status).toBe(400);
	}
	expect((await ask('/notes/1', json(`{"text":"${'x'.repeat(200)}"}`))).status).toBe(413);
});

/** A body whose length nobody has said, and how many of its pieces were asked for. */
function trickle(pieces: readonly string[]) {
	let taken = 0;
	const body = new ReadableStream<Uint8Array>(
		{
			pull: (stream) => {
				const piece = pieces[taken];
				if (piece === undefined) return stream.close();
				taken += 1;
				stream.enqueue(new TextEncoder().encode(piece));
			}
		},
		{ highWaterMark: 0 }
	);
	const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
	return {
		taken: () => taken,
		init: { method: 'POST', body, duplex: 'half', headers } as Omit<RequestInit, 'headers'> & {
			headers: typeof headers;
		}
	};
}

it('reads nothing of a body before it knows who sends it', async () => {
	const stranger = trickle(['{"text":', '"hello"}']);
	expect(await ask('/mine/notes', stranger.init)).toMatchObject({ status: 401, body: { reason: 'sign-in' } });
	expect(stranger.taken()).toBe(0);
	const long = json(`{"text":"${'x'.repeat(200)}"}`);
	expect((await ask('/mine/notes', long)).status).toBe(401);
});

it('reads a body of unknown length as far as the route takes it', async () => {
	const signedIn = { cookie: '__Host-s=good' };
	const send = ({ init }: ReturnType<typeof trickle>) =>
		ask('/mine/notes', { ...init, headers: { ...init.headers, ...signedIn } });
	expect(await send(trickle(['{"text":', '"hello"}']))).toMatchObject({ status: 200, body: { text: 'hello' } });
	const endless = trickle(Array.from({ length: 50 }, () => 'x'.repeat(60)));
	expect(await send(endless)).toMatchObject({ status: 413, body: { reason: 'too-long' } });
	expect(endless.taken()).toBe(2);
});

it('refuses a write that comes from another site', async () => {
	const body = '{"text":"hello"}';
	expect((await ask('/notes/1', json(body, { origin: 'https://elsewhere.example' }))).status).toBe(403);
	expect((await ask('/notes/1', json(body, { 'sec-fetch-site': 'cross-site' }))).status).toBe(403);
	expect((await ask('/notes/1', json(body, { 'sec-fetch-site': 'same-site' }))).status).toBe(403);
	expect((await ask('/notes/1', json(body, { origin: 'http://localhost' }))).status).toBe(200);
});

it('keeps what went wrong to itself', async () => {
	const { status, body, headers } = await ask('/crash');
	expect(status).toBe(500);
	expect(JSON.stringify(body)).not.toContain('secret');
	expect(crashes).toHaveLength(1);
	expect(headers.get('cache-control')).toBe('no-store');
	expect(await ask('/full')).toMatchObject({ status: 507, body: { reason: 'not-saved' } });
});

it('describes itself from the same table', async () => {
	const { body } = await ask('/openapi.json');
	expect(body.openapi).toBe('3.1.0');
	const paths = body.paths as Record<string, Record<string, unknown>>;
	expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/open', '/api/notes/{id}']));
	expect(JSON.stringify(paths['/api/notes/{id}'])).toContain('"maxLength":10');
});

it('packs what is long, for whoever takes it, and nothing else', async () => {
	const get = (path: string, headers: Record<string, string> = {}) =>
		app.fetch(new Request(`http://localhost/api${path}`, { headers }));
	const unpacked = { br: brotliDecompressSync, gzip: gunzipSync };
	for (const [coding, accepted] of [
		['br', 'gzip, br'],
		['gzip', 'gzip, br;q=0']
	] as const) {
		const packed = await get('/long', { 'accept-encoding': accepted });
		expect(packed.headers.get('content-encoding')).toBe(coding);
		expect(packed.headers.get('vary')).toBe('accept-encoding');
		expect(packed.headers.get('cache-control')).toBe('no-store');
		const bytes = new Uint8Array(await packed.arrayBuffer());
		expect(bytes.length).toBeLessThan(500);
		expect(JSON.parse(unpacked[coding](bytes).toString())).toEqual({ text: 'x'.repeat(9000) });
	}
	const others: Record<string, string>[] = [{}, { 'accept-encoding': 'zstd' }, { 'accept-encoding': 'gzip;q=0' }];
	for (const headers of others) {
		const plain = await get('/long', headers);
		expect(plain.headers.get('content-encoding')).toBeNull();
		expect(await plain.json()).toEqual({ text: 'x'.repeat(9000) });
	}
	expect((await get('/open', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBeNull();
});

it('answers several at once, each as if it had come alone', async () => {
	const of = ['/open', '/mine', '/nothing', '/gone', '/crash', '/several?of=%2Fopen', '/mine', 'x'].join('\n');
	const ofMany = (list: string, headers: Record<string, string> = {}) =>
		ask(`/several?of=${encodeURIComponent(list)}`, { headers });
	const stranger = (await ofMany(of)).body as unknown as { status: number; body: unknown }[];
	expect(stranger.map(({ status }) => status)).toEqual([200, 401, 404, 404, 500, 404, 401, 404]);
	expect(stranger[0]?.body).toEqual({ fine: true });
	expect(JSON.stringify(stranger)).not.toContain('secret');
	const hers = (await ofMany(of, { cookie: '__Host-s=good' })).body as unknown as typeof stranger;
	expect(hers[1]).toEqual({ status: 200, body: { a: 'a' } });
	expect((await ofMany(Array(9).fill('/open').join('\n'))).status).toBe(400);
	expect((await ask('/several')).status).toBe(400);
	// Writing is nobody's by this way, whatever the method says.
	expect((await ofMany('/notes/1')).body).toEqual([{ status: 404, body: { reason: 'not-here' } }]);
	expect((await ask('/several?of=%2Fopen', { method: 'POST' })).status).toBe(404);
});

it('lets no stream into several', async () => {
	let ended = false;
	const stream = route({
		method: 'GET',
		path: '/stream',
		who: 'nobody',
		summary: 'Stream',
		handle: async () => new Response(new ReadableStream({ cancel: () => void (ended = true) }))
	});
	const options = {
		ctx: {} as Context,
		routes: [stream],
		gate,
		cookieName: '__Host-s',
		origin: () => 'http://localhost'
	};
	const response = await createApi(options).fetch(new Request('http://localhost/api/several?of=%2Fstream'));
	expect(await response.json()).toEqual([{ status: 404, body: { reason: 'not-here' } }]);
	expect(ended).toBe(true);
});
