import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { headersFor, headersToDrop, metaPolicy, pagePolicies, type Leaving } from './headers.ts';

const plain: Leaving = {
	path: '/',
	contentType: undefined,
	ownPolicy: undefined,
	cacheControl: undefined,
	secure: false,
	pages: new Map([['/app', "script-src 'sha256-x'; frame-ancestors 'none'"]])
};
const policy = (leaving: Partial<Leaving>) => headersFor({ ...plain, ...leaving })['content-security-policy'];

it('keeps the policy of a rendered page, with its nonce, and allows no frames', () => {
	expect(policy({ ownPolicy: "script-src 'nonce-a'; frame-ancestors 'none'" })).toBe(
		"script-src 'nonce-a'; frame-ancestors 'none'"
	);
	expect(policy({ ownPolicy: "script-src 'self';" })).toBe("script-src 'self'; frame-ancestors 'none'");
});

it('sends a prerendered page its own policy as a header', () => {
	expect(policy({ path: '/app', contentType: 'text/html;charset=utf-8' })).toBe(
		"script-src 'sha256-x'; frame-ancestors 'none'"
	);
});

it('allows nothing in what is no page', () => {
	for (const contentType of ['application/json', 'image/svg+xml', 'text/calendar', undefined, 'text/html']) {
		expect(policy({ contentType })).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
	}
});

it('lets the worker of the keys load code and reach no network', () => {
	const worker = policy({ path: '/_app/immutable/workers/w.js', contentType: 'text/javascript' });
	expect(worker).toContain("script-src 'self'");
	expect(worker).not.toContain('connect-src');
	expect(policy({ path: '/service-worker.js', contentType: 'text/javascript' })).toContain("connect-src 'self'");
});

it('lets be kept only what has its hash in its name', () => {
	const kept = { cacheControl: 'public,max-age=31536000,immutable' };
	const cache = (leaving: Partial<Leaving>) => headersFor({ ...plain, ...leaving })['cache-control'];
	expect(cache({ ...kept, path: '/_app/immutable/a.js' })).toContain('immutable');
	expect(cache({ ...kept, path: '/help' })).toBe('no-store');
	expect(cache({ path: '/_app/immutable/not-there.js' })).toBe('no-store'); // a 404 must not stay
	expect(cache({ cacheControl: 'public', path: '/icon.svg' })).toBe('no-store');
});

it('says on a document all that a browser asks a document, and on a script that a page may start it', () => {
	const named = (contentType: string) => Object.keys(headersFor({ ...plain, contentType }));
	const ofDocuments = ['origin-agent-cluster', 'x-dns-prefetch-control', 'x-frame-options'];
	expect(named('text/html;charset=utf-8')).toEqual(
		expect.arrayContaining([...ofDocuments, 'cross-origin-embedder-policy', 'x-permitted-cross-domain-policies'])
	);
	expect(named('text/javascript')).toContain('cross-origin-embedder-policy');
	for (const contentType of ['text/javascript', 'text/css', 'application/json'])
		for (const name of ofDocuments) expect(named(contentType)).not.toContain(name);
});

it('drops what nobody asks of a file that may be kept', () => {
	const kept = { ...plain, path: '/_app/immutable/a.js', cacheControl: 'public,max-age=31536000,immutable' };
	expect(headersToDrop(kept)).toContain('etag');
	expect(headersToDrop({ ...plain, path: '/leave.js' })).not.toContain('etag');
});

it('asks for https from then on, only where there is https', () => {
	expect(headersFor(plain)).not.toHaveProperty('strict-transport-security');
	expect(headersFor({ ...plain, secure: true })).toHaveProperty('strict-transport-security');
});

it('reads the policies of prerendered pages', () => {
	const meta = (value: string) => `<head><meta http-equiv="content-security-policy" content="${value}"></head>`;
	expect(metaPolicy(meta('script-src &#39;self&#39; &quot;a&amp;b&quot;'))).toBe('script-src \'self\' "a&b"');
	const folder = mkdtempSync(join(tmpdir(), 'rowan-pages-'));
	mkdirSync(join(folder, 'deep'));
	writeFileSync(join(folder, 'app.html'), meta("script-src 'self'"));
	writeFileSync(join(folder, 'deep/index.html'), meta("img-src 'self'"));
	expect([...pagePolicies(folder).entries()].sort()).toEqual([
		['/app', "script-src 'self'; frame-ancestors 'none'"],
		['/deep', "img-src 'self'; frame-ancestors 'none'"]
	]);
	rmSync(folder, { recursive: true });
	expect(pagePolicies(join(folder, 'absent')).size).toBe(0);
});
