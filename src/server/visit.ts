// What the wrapper decides about a request before anybody else sees it. Pure, so that each decision has its table.

export interface Visit {
	method: string;
	path: string;
	headers: Readonly<Record<string, string | string[] | undefined>>;
}

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const;
const READS = ['GET', 'HEAD'];

/**
 * Whether a request comes from another site. A browser says so itself in `Sec-Fetch-Site`, and names the origin of
 * whatever may change something. One that says neither is no browser; it may pass if it brings no cookie to ride on.
 */
export function isFromElsewhere({ method, path, headers }: Visit, origin: string): boolean {
	const site = headers['sec-fetch-site'];
	const api = path === '/api' || path.startsWith('/api/');
	if ((api || !READS.includes(method)) && site !== undefined && site !== 'same-origin' && site !== 'none') return true;
	if (READS.includes(method)) return false;
	const from = headers.origin;
	if (from !== undefined) return from !== origin;
	return site !== 'same-origin' && headers.cookie !== undefined;
}

/**
 * Without PUBLIC_URL there is one right name for this server. Another one is a bookmark to 127.0.0.1, which is sent
 * to the right name, or a foreign name that was pointed at this machine to read from it, which is refused.
 */
export function hostAnswer(host: string | undefined, publicUrl: URL): 'right' | 'redirect' | 'refuse' {
	if (host === publicUrl.host) return 'right';
	const port = publicUrl.port === '' ? '' : `:${publicUrl.port}`;
	const local = ['localhost', '127.0.0.1', '[::1]'].map((name) => name + port);
	return host !== undefined && local.includes(host) ? 'redirect' : 'refuse';
}

/**
 * Whose request it is, for slowing down guesses (hashed before it is kept). A forwarded address is believed from a
 * known proxy only, and only the last one, which that proxy wrote itself. IPv6 by /64: one household has that many.
 */
export function addressOf(
	remote: string | undefined,
	forwarded: string | undefined,
	proxies: readonly string[]
): string {
	const plain = (remote ?? '').replace(/^::ffff:(?=\d+\.)/, '');
	const last = forwarded?.split(',').at(-1)?.trim();
	const address = last !== undefined && proxies.includes(plain) ? last.replace(/^::ffff:(?=\d+\.)/, '') : plain;
	return address.includes(':') ? household(address) : address;
}

function household(address: string): string {
	const [head = '', tail] = address.split('::');
	const left = head === '' ? [] : head.split(':');
	const right = tail === undefined || tail === '' ? [] : tail.split(':');
	const full = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
	return full
		.slice(0, 4)
		.map((part) => part.toLowerCase().replace(/^0+(?=.)/, ''))
		.join(':');
}

/**
 * Whether a page may be compressed on its way out. Compression tells the length of a secret that stands beside text
 * an attacker chose (BREACH): so only public pages, without a query to echo and without a cookie being set.
 */
export function mayCompress(
	visit: Visit & { url: string; status: number; type: string; setsCookie: boolean }
): boolean {
	return (
		visit.method === 'GET' &&
		visit.status === 200 &&
		visit.type.startsWith('text/html') &&
		!visit.url.includes('?') &&
		!visit.setsCookie
	);
}

/** Not a link on another site, nor anything else of theirs. */
export function asksHerself({ headers }: Pick<Visit, 'headers'>): boolean {
	const site = headers['sec-fetch-site'];
	return site === undefined || site === 'same-origin' || site === 'none';
}

/** Exit forgets only for whoever asks herself: not for a prefetch, an image, or a link on another site. */
export function exitForgets({ headers }: Visit): boolean {
	if (/prefetch|prerender/.test([headers['sec-purpose'], headers.purpose].join())) return false;
	const dest = headers['sec-fetch-dest'];
	return asksHerself({ headers }) && (dest === undefined || dest === 'document' || dest === 'empty');
}
