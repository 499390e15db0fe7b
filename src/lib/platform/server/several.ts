import * as v from 'valibot';
import type { Asking } from './api.ts';
import { refuse, Refusal, route } from './route.ts';

/** What would have been the answer to one of them. `body`: absent where it would have had none. */
export interface Said {
	status: number;
	body?: unknown;
}

const PATH = '/several';
const MOST = 8;
const paths = v.pipe(
	v.string(),
	v.maxLength(4_000),
	v.transform((text) => text.split('\n')),
	v.maxLength(MOST)
);

/**
 * [Note: Several in one] What a page reads at one moment goes as one request: on a slow line each answer costs a round
 * trip and half a kilobyte of headers. Every one of them passes the gate as if it had come alone, with the same cookie.
 */
export const several = route({
	method: 'GET',
	path: PATH,
	who: 'nobody',
	summary: `Up to ${MOST} GETs below \`/api\` in one, each as if it had come alone; \`of\`: their addresses, one a line.`,
	query: v.object({ of: paths }),
	answer: v.array(v.object({ status: v.number(), body: v.optional(v.unknown()) })),
	handle: async ({ query, alongside }) => {
		// The same twice is asked once.
		const asked = [...new Set(query.of)];
		const once = new Map(asked.map((path) => [path, path.startsWith(PATH) ? said(nested) : alongside(path)]));
		return Promise.all(query.of.map(async (path) => once.get(path)));
	}
});
const nested = refuse(404, 'not-here');

/** Another GET of whoever asks. */
export function besides(asking: Asking, address: string): Asking {
	const [path = '', ...query] = address.split('?');
	return { ...asking, method: 'GET', path: `/api${path}`, query: query.join('?'), read: async () => '' };
}

/** What a handler returned, as one of several. A stream cannot be. */
export async function said(result: unknown): Promise<Said> {
	if (result instanceof Response) {
		await result.body?.cancel();
		return said(nested);
	}
	if (result instanceof Refusal) return { status: result.status, body: { reason: result.reason, ...result.more } };
	return result === undefined ? { status: 204 } : { status: 200, body: result };
}
