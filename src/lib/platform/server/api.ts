import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono, type Context as HonoContext, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import type { Actors, Who } from './actor.ts';
import type { Context } from './context.ts';
import { newId } from './context.ts';
import { failureOf } from './dialect.ts';
import { describe } from './openapi.ts';
import { Refusal, refuse, type Reply, type Route } from './route.ts';

export interface Asked {
	who: Who;
	token: string | undefined;
	/** `Authorization: Bearer …` of the operator. */
	bearer: string | undefined;
	group: string | undefined;
	/** Whose keys the page holds; another tab may have signed in as somebody else meanwhile. */
	claimed: string | undefined;
	/** Where the request came from; hashed before anything is kept. */
	address: string;
}

/** Turns a request into a branded actor, or refuses. Deny by default: there is no other way to a handler. */
export type Gate = (ctx: Context, asked: Asked) => Promise<Actors[Who] | Refusal>;

export interface ApiOptions {
	ctx: Context;
	routes: readonly Route[];
	gate: Gate;
	cookieName: string;
	/** The address the browser uses, for the Origin check. */
	origin: () => string;
	onCrash?: (id: string, error: unknown) => void;
}

/** What the wrapper server says beside each request; nothing of it comes from the client. */
export interface Beside {
	/** The network address that the request came from. */
	address: string;
}
type Asking = HonoContext<{ Bindings: Partial<Beside> }>;
/** An open page says whose keys it holds. Where the cookie is somebody else's, nothing is done. */
export const ACCOUNT_HEADER = 'x-rowan-account';
const BODY_LIMIT = 512 * 1024;

export type Api = Hono<{ Bindings: Partial<Beside> }>;

/** The whole API as one web-standard app: `fetch(Request) → Response`. */
export function createApi(options: ApiOptions): Api {
	const app: Api = new Hono();
	app.get('/api/openapi.json', (c) => c.json(describe(options.routes)));
	for (const route of options.routes) {
		const path = `/api${route.path}`;
		app.on(route.method, path, (c) => run(c, route, options));
	}
	app.notFound((c) => answer(c, refuse(404, 'not-here')));
	app.onError((error, c) => answer(c, crash(error, options)));
	return app;
}

/** Reads a body of unknown length no further than the route takes. @returns the answer when it is longer */
async function tooLong(c: HonoContext, { body, limit = BODY_LIMIT }: Route): Promise<Response | undefined> {
	if (!body) return undefined;
	const onError = (c: HonoContext) => answer(c, refuse(413, 'too-long'));
	const read: MiddlewareHandler<object> = bodyLimit({ maxSize: limit, onError });
	return (await read(c as HonoContext<object, string>, async () => undefined)) ?? undefined;
}

async function run(c: Asking, route: Route, options: ApiOptions): Promise<Response> {
	if (route.method !== 'GET' && crossSite(c, options)) return answer(c, refuse(403, 'other-site'));
	const actor = await options.gate(options.ctx, {
		who: route.who,
		token: getCookie(c, options.cookieName),
		bearer: c.req.header('authorization')?.replace(/^Bearer /, ''),
		group: c.req.param('group'),
		claimed: c.req.header(ACCOUNT_HEADER),
		// In the tests there is no wrapper, and nothing beside the request.
		address: (c.env as Partial<Beside> | undefined)?.address ?? ''
	});
	if (actor instanceof Refusal) return answer(c, actor);
	// Only now: a stranger's body is not read at all, however long it says it is.
	const over = await tooLong(c, route);
	if (over) return over;
	const parsed = await parse(c, route);
	if (parsed instanceof Refusal) return answer(c, parsed);
	const asked = {
		ctx: options.ctx,
		actor,
		...parsed,
		reply: reply(c, options),
		// Asked for by streams alone: to have it, the whole request is built.
		get signal() {
			return c.req.raw.signal;
		}
	};
	return answer(c, await route.handle(asked as never));
}

/** JSON endpoints check where a write comes from themselves; a cookie alone proves nothing. */
function crossSite(c: HonoContext, { origin }: ApiOptions): boolean {
	const site = c.req.header('sec-fetch-site');
	if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
	const from = c.req.header('origin');
	return from !== undefined && from !== origin();
}

async function parse(c: HonoContext, route: Route) {
	const params = check(route.params, c.req.param());
	if (params instanceof Refusal) return refuse(404, 'not-here');
	const query = check(route.query, c.req.query());
	if (query instanceof Refusal) return query;
	if (!route.body) return { params, query, body: undefined };
	const json = await c.req.json<unknown>().catch(() => refuse(400, 'not-json'));
	const body = json instanceof Refusal ? json : check(route.body, json);
	return body instanceof Refusal ? body : { params, query, body };
}

function check(schema: v.GenericSchema | undefined, value: unknown): unknown {
	if (!schema) return undefined;
	const result = v.safeParse(schema, value);
	if (result.success) return result.output;
	const fields = result.issues.map((issue) => ({ field: v.getDotPath(issue) ?? '', problem: issue.type }));
	return refuse(400, 'not-understood', { fields });
}

function reply(c: HonoContext, { cookieName }: ApiOptions): Reply {
	const base = { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' } as const;
	return {
		signIn: (token, maxAge) => setCookie(c, cookieName, token, { ...base, maxAge }),
		signOut: () => deleteCookie(c, cookieName, base)
	};
}

function answer(c: HonoContext, result: unknown): Response | Promise<Response> {
	c.header('cache-control', 'no-store');
	if (result instanceof Response) return result;
	if (result instanceof Refusal) return c.json({ reason: result.reason, ...result.more }, result.status);
	if (result === undefined) return c.body(null, 204);
	const text = JSON.stringify(result);
	c.header('content-type', 'application/json');
	if (text.length < PACKED_FROM || !mayPack(c)) return c.body(text);
	c.header('content-encoding', 'gzip');
	c.header('vary', 'accept-encoding');
	return packed(text).then((bytes) => c.body(bytes));
}

/** Below this a phone gains nothing. */
const PACKED_FROM = 2048;
const packed = async (text: string) => new Uint8Array(await promisify(gzip)(text, { level: 4 }));

/**
 * Packing tells the length of a secret that stands beside text which somebody else chose (BREACH). What a GET answers
 * is sealed or plain to the server, never what the request said, and a page of another site cannot ask for it at all.
 */
const mayPack = (c: HonoContext) =>
	c.req.method === 'GET' && /\bgzip\b(?!\s*;\s*q=0)/.test(c.req.header('accept-encoding') ?? '');

/** Full disk and lost races are told apart; anything else says nothing but an id to look for. */
function crash(error: unknown, { onCrash }: ApiOptions): Refusal {
	const failure = failureOf(error);
	if (failure === 'full') return refuse(507, 'not-saved');
	if (failure === 'duplicate' || failure === 'busy') return refuse(409, 'try-again');
	if (failure) return refuse(422, 'not-possible');
	const id = newId();
	onCrash?.(id, error);
	return new Refusal(500 as Refusal['status'], 'went-wrong', { id });
}
