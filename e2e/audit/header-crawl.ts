import { readdirSync, statSync } from 'node:fs';
import { request, createServer, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';

const CLIENT = join(import.meta.dirname, '../../build/client');
const ROUTES = join(import.meta.dirname, '../../src/routes');

export interface Visit {
	method: string;
	path: string;
}
export interface Missing extends Visit {
	status: number;
	header: string;
	got: string | undefined;
}

/** What every response must carry, and what none may. Written here again, apart from the code that sets it. */
const MUST: Record<string, RegExp> = {
	'content-security-policy': /default-src 'none'(?=.*frame-ancestors 'none')(?!.*unsafe-eval)(?!.*unsafe-inline)/,
	'cross-origin-opener-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'permissions-policy': /geolocation=\(\).*microphone=\(\)/,
	'referrer-policy': /^no-referrer$/,
	'x-content-type-options': /^nosniff$/,
	'x-robots-tag': /noindex/
};
const MUST_NOT = ['server', 'x-powered-by', 'x-sveltekit-page', 'access-control-allow-origin'];
const HTML_POLICY = /require-trusted-types-for 'script'/;
const KEPT = /^public, max-age=31536000, immutable$/;

/** Every address there is: the route folders, the files of the build, the API's own description, and some that are not. */
export function everyVisit(openapi: { paths: Record<string, Record<string, unknown>> }): Visit[] {
	const pages = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\+(page|server)\b.*\.(svelte|ts)$/.test(name))
		.map((name) => `/${name.replace(/\([^)]*\)\//g, '').replace(/\/?\+[^/]*$/, '')}`)
		.map((path) => path.replace(/\[\.\.\.\w+\]|\[\w+\]/g, 'something'));
	const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
		.filter((name) => statSync(join(CLIENT, name)).isFile() && !/\.(br|gz)$/.test(name))
		.map((name) => `/${name}`);
	const api = Object.entries(openapi.paths).flatMap(([path, methods]) =>
		Object.keys(methods).map((method) => ({
			method: method.toUpperCase(),
			path: path.replace(/\{\w+\}/g, 'something')
		}))
	);
	const odd = [
		'/exit',
		'/nothing-here',
		'/app/',
		'/help/',
		'//',
		'/%',
		'/..%2f..%2fetc/passwd',
		'/_app/nothing.js',
		'/api/nothing',
		'/api',
		'/help?country=GB',
		'/help?country=%00'
	];
	const get = [...new Set([...pages, ...files, ...odd])].map((path) => ({ method: 'GET', path }));
	const others = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'TRACE'].map((method) => ({ method, path: '/' }));
	return [...get, ...api, ...others];
}

export function visit(
	port: number,
	{ method, path }: Visit
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
	return new Promise((done, refuse) => {
		const sent = request(
			{ port, host: '127.0.0.1', method, path, headers: { host: `localhost:${port}` } },
			(answer) => {
				const { statusCode: status = 0, headers } = answer;
				answer.destroy(); // a stream would never end
				done({ status, headers });
			}
		);
		sent.on('error', refuse).end();
	});
}

/** Goes everywhere; answers what was missing where. */
export async function crawl(port: number, visits: readonly Visit[]): Promise<Missing[]> {
	const missing: Missing[] = [];
	for (const one of visits) {
		const { status, headers } = await visit(port, one);
		const note = (header: string, got?: string) => missing.push({ ...one, status, header, got });
		for (const [name, want] of Object.entries(MUST)) {
			const got = headers[name]?.toString();
			if (got === undefined || !want.test(got)) note(name, got);
		}
		for (const name of MUST_NOT) if (headers[name] !== undefined) note(`not ${name}`, String(headers[name]));
		const policy = String(headers['content-security-policy']);
		const html = String(headers['content-type']).startsWith('text/html');
		if (html && status === 200 && !HTML_POLICY.test(policy)) note('trusted types', policy);
		const kept = one.path.startsWith('/_app/immutable/') && status === 200;
		const cache = String(headers['cache-control']);
		if (kept ? !KEPT.test(cache) && cache !== 'no-store' : cache !== 'no-store') note('cache-control', cache);
	}
	return missing;
}

/** A server that forgets one header on one path: the crawl must say so, or it proves nothing. */
export async function catchesAPlantedFault(real: Record<string, string>): Promise<boolean> {
	const forgetful = createServer((req, res) => {
		const { 'x-content-type-options': forgotten, ...rest } = real;
		res.writeHead(200, req.url === '/forgotten' ? rest : { ...rest, 'x-content-type-options': forgotten ?? '' }).end();
	});
	const port = await new Promise<number>((done) => {
		forgetful.listen(0, '127.0.0.1', () => {
			const address = forgetful.address();
			done(typeof address === 'object' && address ? address.port : 0);
		});
	});
	const missing = await crawl(
		port,
		['/fine', '/forgotten'].map((path) => ({ method: 'GET', path }))
	);
	forgetful.close();
	return missing.length === 1 && missing[0]?.path === '/forgotten';
}

/** The whole audit against one running server. */
export async function auditHeaders(port: number): Promise<{ visits: number; missing: Missing[]; caught: boolean }> {
	const description = await fetch(`http://localhost:${port}/api/openapi.json`);
	const visits = everyVisit((await description.json()) as Parameters<typeof everyVisit>[0]);
	const { headers } = await visit(port, { method: 'GET', path: '/nothing-here' });
	const names = [...Object.keys(MUST), 'cache-control'];
	const real = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
	return { visits: visits.length, missing: await crawl(port, visits), caught: await catchesAPlantedFault(real) };
}
