import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// [Note: Headers] Prerendered and static files leave the page framework without its hooks, so without headers. The
// wrapper therefore sets them on every response as it leaves; `audit:headers` crawls every route for them.

const OFF = (
	'accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen gamepad geolocation ' +
	'gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer microphone midi otp-credentials ' +
	'payment picture-in-picture publickey-credentials-create publickey-credentials-get screen-wake-lock serial ' +
	'storage-access usb window-management xr-spatial-tracking'
).split(' ');

/** `clipboard-write` stays ours: "copy" beside an invitation is safer than a long press that offers to share it. */
const PERMISSIONS = [...OFF.map((name) => `${name}=()`), 'clipboard-write=(self)'].join(', ');

/** Only a document can ask for any of these. On what is no document three stand for all: the list is half a kilobyte. */
const PERMISSIONS_ELSEWHERE = 'camera=(), geolocation=(), microphone=()';

const ALWAYS: Readonly<Record<string, string>> = {
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	// What is in no index has no copy there either; and the page's own tag would say the same again.
	'x-robots-tag': 'noindex'
};
/** A Worker's own file says it too, or the page that embeds it may not start it. */
const EMBEDDER = { 'cross-origin-embedder-policy': 'require-corp' };
/**
 * What a browser looks at in documents alone, and what stands there for browsers that do not know the policy. Twenty
 * files and answers lead to the first page, so that each line here would be sent twenty times for nothing.
 */
const OF_DOCUMENTS: Readonly<Record<string, string>> = {
	...EMBEDDER,
	'permissions-policy': PERMISSIONS,
	'origin-agent-cluster': '?1',
	'x-dns-prefetch-control': 'off',
	'x-frame-options': 'DENY',
	'x-permitted-cross-domain-policies': 'none'
};
/** Two years. Not for the subdomains: the operator's other sites are hers to decide on. */
const STRICT_TRANSPORT = 'max-age=63072000';
const TELLTALE = ['server', 'x-powered-by', 'x-sveltekit-page'];

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** What is no page submits nothing and has no base: said in every answer, and phones pay for it. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";
/** A worker lives by the policy of its own file. The keys' worker gets to load code, and no network at all. */
const WORKER = `${NOTHING}; script-src 'self'`;
const SERVICE_WORKER = `${WORKER}; connect-src 'self'`;

export interface Leaving {
	path: string;
	contentType: string | undefined;
	/** What the page framework says itself: a policy with this response's nonce. */
	ownPolicy: string | undefined;
	cacheControl: string | undefined;
	/** The public address is https. */
	secure: boolean;
	/** Policies of the prerendered pages, by path. */
	pages: ReadonlyMap<string, string>;
}

/** Every header that a response must leave with, whatever made it. */
export function headersFor(leaving: Leaving): Record<string, string> {
	return {
		...ALWAYS,
		...(isDocument(leaving) ? OF_DOCUMENTS : elsewhere(leaving)),
		...(leaving.secure ? { 'strict-transport-security': STRICT_TRANSPORT } : {}),
		'content-security-policy': policyFor(leaving),
		'cache-control': mayBeKept(leaving) ? 'public, max-age=31536000, immutable' : 'no-store'
	};
}

function isDocument({ contentType }: Leaving): boolean {
	return contentType?.startsWith('text/html') === true;
}
const isScript = ({ contentType }: Leaving) => /^(text|application)\/javascript/.test(contentType ?? '');
const elsewhere = (leaving: Leaving) => ({
	...(isScript(leaving) ? EMBEDDER : {}),
	'permissions-policy': PERMISSIONS_ELSEWHERE
});

const answers = { contentType: 'application/json', ownPolicy: undefined, cacheControl: undefined, pages: new Map() };
const ofAnswers = [false, true].map((secure) =>
	Object.entries(headersFor({ ...answers, path: '/api/', secure })).flat()
);
/** What every answer of the API leaves with, name after value: the same for all, so made once. */
export const answersHeaders = (secure: boolean): readonly string[] => ofAnswers[secure ? 1 : 0] ?? [];

/** A file whose name holds its hash is never asked for anew, nor in pieces. */
export const headersToDrop = (leaving: Leaving): readonly string[] =>
	mayBeKept(leaving) ? [...TELLTALE, 'etag', 'last-modified', 'accept-ranges'] : TELLTALE;

/** Only files whose name holds their hash; they are the same for everybody and hold nothing of hers. */
function mayBeKept({ path, cacheControl }: Leaving): boolean {
	return path.startsWith('/_app/immutable/') && /\bimmutable\b/.test(cacheControl ?? '');
}

function policyFor(leaving: Leaving): string {
	const { path, ownPolicy, pages } = leaving;
	if (ownPolicy) return framed(ownPolicy);
	// Every address below /app is answered with the one shell, so with its policy.
	const page = path.startsWith('/app/') ? '/app' : path;
	if (isDocument(leaving)) return pages.get(page) ?? NOTHING;
	if (path === '/service-worker.js') return SERVICE_WORKER;
	return isScript(leaving) ? WORKER : NO_PAGE;
}

/** A page's own policy comes in a meta element, where `frame-ancestors` counts for nothing. */
const framed = (policy: string) =>
	/\bframe-ancestors\b/.test(policy) ? policy : `${policy.replace(/;\s*$/, '')}; frame-ancestors 'none'`;

/**
 * The policies inside the prerendered pages, to be sent as headers too: they hold from the first byte then.
 * @param folder adapter-node's `prerendered`; may be absent
 */
export function pagePolicies(folder: string): Map<string, string> {
	const found = new Map<string, string>();
	let names: string[] = [];
	try {
		names = readdirSync(folder, { recursive: true }).map(String);
	} catch {
		return found;
	}
	for (const name of names.filter((one) => one.endsWith('.html'))) {
		const policy = metaPolicy(readFileSync(join(folder, name), 'utf8'));
		const path = `/${name.replaceAll('\\', '/').replace(/(^|\/)index\.html$|\.html$/, '')}`;
		if (policy) found.set(path, framed(policy));
	}
	return found;
}

/** The policy in a page's meta element, with its escapes undone. */
export function metaPolicy(html: string): string | undefined {
	const found = /<meta\s+http-equiv="content-security-policy"\s+content="([^"]*)"/i.exec(html)?.[1];
	return found?.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
