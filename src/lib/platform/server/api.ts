import { RegExpRouter } from 'hono/router/reg-exp-router';
import { SmartRouter } from 'hono/router/smart-router';
import { TrieRouter } from 'hono/router/trie-router';
import { parse as parseCookie, serialize } from 'hono/utils/cookie';
import * as v from 'valibot';
import type { Actors, Who } from './actor.ts';
import type { Context } from './context.ts';
import { newId } from './context.ts';
import { failureOf } from './dialect.ts';
import { describe } from './openapi.ts';
import { answerRequest, type Beside } from './over-fetch.ts';
import { encodingFor, pack } from './pack.ts';
import { Refusal, refuse, route, type Reply, type Route } from './route.ts';
import { besides, said, several, type Said } from './several.ts';

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

/** An open page says whose keys it holds. Where the cookie is somebody else's, nothing is done. */
export const ACCOUNT_HEADER = 'x-rowan-account';
const BODY_LIMIT = 512 * 1024;

/** A request as the API looks at it, however it came here (`over-fetch.ts`, `over-http.ts`). */
export interface Asking {
	readonly method: string;
	/** As the browser wrote it, without the query. */
	readonly path: string;
	/** What stands after `?`. */
	readonly query: string;
	/** Where it came from, said by the wrapper server; nothing of it comes from the client. */
	readonly address: string;
	readonly header: (name: string) => string | undefined;
	/** The body, read no further than `limit` bytes: undefined when it is longer. */
	read(limit: number): Promise<string | undefined>;
	/** Aborted when the client goes away. Asked for by streams alone. */
	signal(): AbortSignal;
}
/** What goes back. A stream comes as a `Response`. */
export type Answered =
	| {
			status: number;
			headers: Record<string, string>;
			cookies: readonly string[];
			body: string | Uint8Array<ArrayBuffer> | null;
	  }
	| Response;

export interface Api {
	answer(asking: Asking): Promise<Answered>;
	/** The same as web-standard `fetch`. */
	fetch(request: Request, beside?: Beside): Promise<Response>;
}

/** The whole API as one function from what was asked to what is answered. */
export function createApi(options: ApiOptions): Api {
	const router = new SmartRouter<Route>({ routers: [new RegExpRouter(), new TrieRouter()] });
	for (const route of [description(options), several, ...options.routes])
		router.add(route.method, `/api${route.path}`, route);
	const made = async (asking: Asking, cookies: string[]): Promise<unknown> => {
		const alongside = async (path: string) => said(await made(besides(asking, path), []));
		try {
			const found = find(router, asking);
			return found ? await run(asking, found, { options, cookies, alongside }) : notThere;
		} catch (error) {
			cookies.length = 0;
			return crash(error, options);
		}
	};
	const answer = async (asking: Asking): Promise<Answered> => {
		const cookies: string[] = [];
		return answered(asking, await made(asking, cookies), cookies);
	};
	return { answer, fetch: (request, beside) => answerRequest(answer, request, beside) };
}

const notThere = refuse(404, 'not-here');
function description({ routes }: ApiOptions): Route {
	const made = describe([several, ...routes]);
	const summary = 'This description.';
	return route({ method: 'GET', path: '/openapi.json', who: 'nobody', summary, handle: async () => made });
}

interface Found {
	route: Route;
	params: Record<string, string>;
}

function find(router: SmartRouter<Route>, { method, path }: Asking): Found | undefined {
	const [handlers, values] = router.match(method === 'HEAD' ? 'GET' : method, path);
	const [route, named] = handlers[0] ?? [];
	if (!route || !named) return undefined;
	const params: Found['params'] = {};
	for (const name in named) params[name] = decoded(values?.[named[name] as number] ?? String(named[name]));
	return { route, params };
}

/** Half an escape is taken as it stands, and then fits no schema. */
function decoded(value: string): string {
	if (!value.includes('%')) return value;
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

async function run(asking: Asking, { route, params }: Found, { options, cookies, alongside }: Made): Promise<unknown> {
	if (route.method !== 'GET' && crossSite(asking, options)) return refuse(403, 'other-site');
	const actor = await options.gate(options.ctx, {
		who: route.who,
		token: parseCookie(asking.header('cookie') ?? '', options.cookieName)[options.cookieName],
		bearer: asking.header('authorization')?.replace(/^Bearer /, ''),
		group: params.group,
		claimed: asking.header(ACCOUNT_HEADER),
		address: asking.address
	});
	if (actor instanceof Refusal) return actor;
	// Only now: a stranger's body is not read at all, however long it says it is.
	const parsed = await parse(asking, route, params);
	if (parsed instanceof Refusal) return parsed;
	const asked = {
		ctx: options.ctx,
		actor,
		...parsed,
		reply: reply(cookies, options),
		alongside,
		get signal() {
			return asking.signal();
		}
	};
	return route.handle(asked as never);
}
interface Made {
	options: ApiOptions;
	cookies: string[];
	alongside: (path: string) => Promise<Said>;
}

/** JSON endpoints check where a write comes from themselves; a cookie alone proves nothing. */
function crossSite({ header }: Asking, { origin }: ApiOptions): boolean {
	const site = header('sec-fetch-site');
	if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
	const from = header('origin');
	return from !== undefined && from !== origin();
}

async function parse(asking: Asking, route: Route, given: Found['params']) {
	const params = check(route.params, given);
	if (params instanceof Refusal) return notThere;
	const query = check(route.query, route.query && queryOf(asking.query));
	if (query instanceof Refusal) return query;
	if (!route.body) return { params, query, body: undefined };
	const text = await asking.read(route.limit ?? BODY_LIMIT);
	if (text === undefined) return refuse(413, 'too-long');
	const json = parseJson(text);
	const body = json instanceof Refusal ? json : check(route.body, json);
	return body instanceof Refusal ? body : { params, query, body };
}

/** The first of each name counts. */
function queryOf(query: string): Record<string, string> {
	const all: Record<string, string> = {};
	for (const [name, value] of new URLSearchParams(query)) all[name] ??= value;
	return all;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return refuse(400, 'not-json');
	}
}

function check(schema: v.GenericSchema | undefined, value: unknown): unknown {
	if (!schema) return undefined;
	const result = v.safeParse(schema, value);
	if (result.success) return result.output;
	const fields = result.issues.map((issue) => ({ field: v.getDotPath(issue) ?? '', problem: issue.type }));
	return refuse(400, 'not-understood', { fields });
}

function reply(cookies: string[], { cookieName }: ApiOptions): Reply {
	const base = { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' } as const;
	return {
		signIn: (token, maxAge) => void cookies.push(serialize(cookieName, token, { ...base, maxAge })),
		signOut: () => void cookies.push(serialize(cookieName, '', { ...base, maxAge: 0 }))
	};
}

function answered(asking: Asking, result: unknown, cookies: readonly string[]): Answered | Promise<Answered> {
	if (result instanceof Response) return result;
	const refused = result instanceof Refusal;
	const headers: Record<string, string> = { 'cache-control': 'no-store' };
	if (result === undefined) return { status: 204, headers, cookies, body: null };
	headers['content-type'] = 'application/json';
	const body = JSON.stringify(refused ? { reason: result.reason, ...result.more } : result);
	const status = refused ? result.status : 200;
	const coding = !refused && body.length >= PACKED_FROM ? codingFor(asking) : undefined;
	if (!coding) return { status, headers, cookies, body };
	Object.assign(headers, { 'content-encoding': coding, vary: 'accept-encoding' });
	return pack(body, coding).then((bytes) => ({ status, headers, cookies, body: bytes }));
}

/** Below this a phone gains nothing. */
const PACKED_FROM = 512;

/**
 * Packing tells the length of a secret that stands beside text which somebody else chose (BREACH). What a GET answers
 * is sealed or plain to the server, never what the request said, and a page of another site cannot ask for it at all.
 */
const codingFor = ({ method, header }: Asking) =>
	method === 'GET' ? encodingFor(header('accept-encoding')) : undefined;

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
