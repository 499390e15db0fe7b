import { describe, expect, it, test } from 'vitest';
import { encodingFor } from '#lib/platform/server/pack.ts';
import { addressOf, exitForgets, hostAnswer, isFromElsewhere, mayCompress } from './visit.ts';

const ORIGIN = 'https://rowan.example.org';

describe('a request from another site', () => {
	const table: [boolean, string, string, Record<string, string>][] = [
		[false, 'GET', '/', {}],
		[false, 'GET', '/', { 'sec-fetch-site': 'cross-site' }], // a link to us is followed
		[false, 'GET', '/api/me', { 'sec-fetch-site': 'same-origin' }],
		[false, 'GET', '/api/me', { 'sec-fetch-site': 'none' }], // typed by hand
		[true, 'GET', '/api/me', { 'sec-fetch-site': 'cross-site' }],
		[true, 'GET', '/api/me', { 'sec-fetch-site': 'same-site' }],
		[false, 'POST', '/api/x', { 'sec-fetch-site': 'same-origin', origin: ORIGIN }],
		[false, 'POST', '/api/x', { origin: ORIGIN }],
		[true, 'POST', '/api/x', { origin: 'null' }],
		[true, 'POST', '/api/x', { origin: 'https://rowan.example.org.evil.example' }],
		[true, 'POST', '/api/x', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
		[true, 'POST', '/x', { 'sec-fetch-site': 'cross-site', origin: ORIGIN }],
		[true, 'POST', '/api/x', { cookie: '__Host-s=x' }], // no browser that we know, and yet a cookie
		[false, 'POST', '/api/x', {}],
		[true, 'DELETE', '/api/x', { 'sec-fetch-site': 'none', cookie: '__Host-s=x' }]
	];
	test.each(table)('%s: %s %s %o', (expected, method, path, headers) => {
		expect(isFromElsewhere({ method, path, headers }, ORIGIN)).toBe(expected);
	});
});

test.each([
	['right', 'localhost:3000'],
	['redirect', '127.0.0.1:3000'],
	['redirect', '[::1]:3000'],
	['refuse', '127.0.0.1:3001'],
	['refuse', 'evil.example:3000'], // a name that was pointed at this machine
	['refuse', undefined]
])('without PUBLIC_URL the host is %s: %s', (expected, host) => {
	expect(hostAnswer(host, new URL('http://localhost:3000'))).toBe(expected);
});

describe('whose request it is', () => {
	const proxies = ['127.0.0.1', '::1'];
	test.each([
		['192.0.2.7', '192.0.2.7', undefined],
		['192.0.2.7', '::ffff:192.0.2.7', '10.0.0.1'], // says something, but is no proxy of ours
		['203.0.113.9', '127.0.0.1', '10.0.0.1, 203.0.113.9'], // only what the proxy wrote itself
		['203.0.113.9', '::1', '203.0.113.9'],
		['127.0.0.1', '127.0.0.1', undefined],
		['2001:db8:1:2', '2001:db8:1:2:3:4:5:6', undefined],
		['2001:db8:0:0', '2001:DB8::1', undefined],
		['', undefined, undefined]
	])('is %s for %s, forwarded %s', (expected, remote, forwarded) => {
		expect(addressOf(remote, forwarded, proxies)).toBe(expected);
	});
});

describe('compression', () => {
	const page = { method: 'GET', path: '/', url: '/', headers: {}, status: 200, type: 'text/html', setsCookie: false };
	it('is for public pages that echo nothing', () => {
		expect(mayCompress(page)).toBe(true);
		expect(mayCompress({ ...page, url: '/?q=guess' })).toBe(false);
		expect(mayCompress({ ...page, setsCookie: true })).toBe(false);
		expect(mayCompress({ ...page, method: 'POST' })).toBe(false);
		expect(mayCompress({ ...page, status: 404 })).toBe(false);
		expect(mayCompress({ ...page, type: 'text/event-stream' })).toBe(false);
	});
	test.each([
		['br', 'gzip, deflate, br, zstd'],
		['gzip', 'gzip;q=0.5'],
		['gzip', 'br;q=0, gzip'],
		[undefined, 'identity'],
		[undefined, undefined]
	])('takes %s of %s', (expected, accepted) => {
		expect(encodingFor(accepted)).toBe(expected);
	});
});

test.each([
	[true, {}],
	[true, { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'document' }],
	[true, { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }],
	[false, { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }],
	[false, { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' }],
	[false, { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch' }]
])('exit forgets (%s) for %o', (expected, headers) => {
	expect(exitForgets({ method: 'GET', path: '/exit', headers })).toBe(expected);
});
