import type { Answered, Asking } from './api.ts';

/** What the wrapper server says beside each request; nothing of it comes from the client. */
export interface Beside {
	/** The network address that the request came from. */
	address: string;
}

/** The API as web-standard `fetch`: for pages rendered on the server, the example group's making, and the tests. */
export async function answerRequest(
	answer: (asking: Asking) => Promise<Answered>,
	request: Request,
	beside?: Beside
): Promise<Response> {
	const url = new URL(request.url);
	const given = await answer({
		method: request.method,
		path: url.pathname,
		query: url.search.slice(1),
		address: beside?.address ?? '',
		header: (name) => request.headers.get(name) ?? undefined,
		read: (limit) => readUpTo(request, limit),
		signal: () => request.signal
	});
	if (given instanceof Response) return given;
	const headers = new Headers(given.headers);
	for (const cookie of given.cookies) headers.append('set-cookie', cookie);
	return new Response(request.method === 'HEAD' ? null : given.body, { status: given.status, headers });
}

async function readUpTo(request: Request, limit: number): Promise<string | undefined> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of request.body ?? []) {
		length += chunk.length;
		if (length > limit) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
