/** What the server said. `status` 0: it could not be reached. */
export type Answer<T> =
	{ ok: true; status: number; data: T } | { ok: false; status: number; reason: string; more: Record<string, unknown> };

export interface Api {
	get<T>(path: string): Promise<Answer<T>>;
	post<T>(path: string, body?: unknown): Promise<Answer<T>>;
	put<T>(path: string, body: unknown): Promise<Answer<T>>;
	delete<T>(path: string): Promise<Answer<T>>;
}

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** `reason` when there was no answer at all: no network, server down. Nothing is lost by trying again. */
export const NO_NETWORK = 'no-network';
const AWAY = new Set([502, 503, 504]);

/**
 * The JSON API below `/api`. Never throws for an answer or a missing network; both are values.
 * @param send `fetch`, or in Node the app's own `fetch` with a cookie jar
 */
export function makeApi(send: Fetch, headers: Record<string, string> = {}): Api {
	async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
		const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
		const init: RequestInit = { method, headers: { accept: 'application/json', ...type, ...headers } };
		if (body !== undefined) init.body = JSON.stringify(body);
		let response: Response;
		try {
			response = await send(`/api${path}`, init);
		} catch {
			return { ok: false, status: 0, reason: NO_NETWORK, more: {} };
		}
		if (response.status === 204) return { ok: true, status: 204, data: undefined as T };
		const data = (await response.json().catch(() => undefined)) as Record<string, unknown> | undefined;
		if (response.ok && data !== undefined) return { ok: true, status: response.status, data: data as T };
		// A reverse proxy says so while we are being started again: what waits to be sent must go again then.
		if (data === undefined && AWAY.has(response.status)) return { ok: false, status: 0, reason: NO_NETWORK, more: {} };
		const { reason = 'went-wrong', ...more } = data ?? {};
		return { ok: false, status: response.status, reason: String(reason), more };
	}
	return {
		get: (path) => ask('GET', path),
		post: (path, body) => ask('POST', path, body ?? {}),
		put: (path, body) => ask('PUT', path, body),
		delete: (path) => ask('DELETE', path)
	};
}
