import type { ServerResponse } from 'node:http';

/** Sends a small web-standard response of the wrapper's own. */
export async function send(res: ServerResponse, response: Response): Promise<void> {
	response.headers.forEach((value, name) => {
		if (name !== 'set-cookie') res.setHeader(name, value);
	});
	const cookies = response.headers.getSetCookie();
	if (cookies.length > 0) res.setHeader('set-cookie', cookies);
	res.writeHead(response.status);
	res.end(Buffer.from(await response.arrayBuffer()));
}
