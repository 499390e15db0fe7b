import type * as v from 'valibot';
import type { Actors, Who } from './actor.ts';
import type { Context } from './context.ts';
import type { Said } from './several.ts';

/** An expected refusal: a value, not an exception. `reason` is a word that the client switches over. */
export class Refusal {
	readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 507;
	readonly reason: string;
	readonly more: Record<string, unknown>;
	constructor(status: Refusal['status'], reason: string, more: Record<string, unknown> = {}) {
		this.status = status;
		this.reason = reason;
		this.more = more;
	}
}
export const refuse = (status: Refusal['status'], reason: string, more?: Record<string, unknown>) =>
	new Refusal(status, reason, more);
/** The one answer to "not yours" and "not there", so that nothing is confirmed. */
export const notHere = () => refuse(404, 'not-here');

/** What a handler may do to the answer beside returning a value. */
export interface Reply {
	signIn(token: string, maxAgeSeconds: number): void;
	signOut(): void;
}

type Schema = v.GenericSchema;
type Output<S> = S extends Schema ? v.InferOutput<S> : undefined;

export interface Request_<W extends Who, P, Q, B> {
	ctx: Context;
	actor: Actors[W];
	params: Output<P>;
	query: Output<Q>;
	body: Output<B>;
	reply: Reply;
	/** Aborted when the client goes away; for streams. */
	signal: AbortSignal;
	/** What a GET of `path` (below `/api`, with its query) by the same asker would be answered. */
	alongside: (path: string) => Promise<Said>;
}

export interface Route {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below `/api`, with `:name` parameters; `:group` makes the gate look for a membership. */
	readonly path: string;
	readonly who: Who;
	readonly summary: string;
	readonly params?: Schema;
	readonly query?: Schema;
	readonly body?: Schema;
	readonly answer?: Schema;
	/** Bytes of body accepted; 512 kB unless said otherwise. */
	readonly limit?: number;
	readonly handle: (request: never) => Promise<unknown>;
}

interface Described<W extends Who, P, Q, B> {
	method: Route['method'];
	path: string;
	who: W;
	summary: string;
	params?: P;
	query?: Q;
	body?: B;
	answer?: Schema;
	limit?: number;
	handle: (request: Request_<W, P, Q, B>) => Promise<unknown>;
}

/**
 * One line of the API. The answer is whatever `handle` resolves to: a plain value (200), `undefined` (204),
 * a `Refusal`, or a `Response` (streams only).
 */
export function route<W extends Who, P = undefined, Q = undefined, B = undefined>(
	described: Described<W, P, Q, B>
): Route {
	return described as unknown as Route;
}
