/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { immutable } from '$app/manifest';
import { parts } from 'virtual:vault-parts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const files = [...immutable.map(({ path }) => `/${path.replace(/^\//, '')}`), ...parts];
const help = ['/help', '/leave.js', ...files.filter((path) => path.endsWith('.css'))];
const app = ['/app', ...files];

/** The names of the files hold their hashes, so the list names the version. */
const name = `files-${files.join().length}-${checksum(files.join())}`;

function checksum(text: string): string {
	let sum = 0;
	for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
	return sum.toString(36);
}

/** Files that are kept already, also by the version before, are not fetched again: each opening of the app comes here. */
async function keep(paths: string[]): Promise<void> {
	const cache = await caches.open(name);
	const here = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
	const missing: string[] = [];
	for (const path of new Set(paths)) {
		const hashed = files.includes(path);
		if (hashed && here.has(path)) continue;
		const before = hashed ? await caches.match(path) : undefined;
		if (before) await cache.put(path, before);
		else missing.push(path);
	}
	// Without cookies: what is kept is the same for everybody.
	await cache.addAll(missing.map((path) => new Request(path, { credentials: 'omit', cache: 'reload' })));
}

async function install(): Promise<void> {
	const before = await caches.match('/app');
	await keep(before ? [...help, ...app] : help);
	await worker.skipWaiting();
}

async function tidy(): Promise<void> {
	const old = (await caches.keys()).filter((key) => key !== name);
	await Promise.all(old.map((key) => caches.delete(key)));
	await worker.clients.claim();
}

/** The network first, so that a new version shows at once; the kept page when there is none. */
async function page(request: Request, path: string): Promise<Response> {
	try {
		return await fetch(request);
	} catch {
		return (await caches.match(path)) ?? Response.error();
	}
}

/** Files with a hash in their name never change: the kept one is the one. */
async function file(request: Request): Promise<Response> {
	// What is kept can be out of reach, on a full disk or while it is cleared. The network may still have it.
	const kept = await caches.match(request).catch(() => undefined);
	return kept ?? fetch(request);
}

/** Exit where no network brings the answer that has the browser forget us: what was kept goes, and the page is blank. */
async function exitOffline(): Promise<Response> {
	await Promise.all((await caches.keys()).map((key) => caches.delete(key)));
	await worker.registration.unregister();
	// It asks again now and then: once there is a network, the sign-in ends and she is sent on as always.
	const headers = { 'content-type': 'text/html', 'cache-control': 'no-store' };
	return new Response('<!doctype html><meta http-equiv="refresh" content="10"><title>&#8203;</title>', { headers });
}

/** Which kept page answers a visit to `path`: help and the shell, and nothing else. */
function keptPage(path: string): string | undefined {
	if (path === '/help') return '/help';
	return path === '/app' || path.startsWith('/app/') ? '/app' : undefined;
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(tidy()));

// The app says that it was opened; a visit to the help page alone keeps only the help page.
worker.addEventListener('message', (event) => {
	if (event.data === 'app') event.waitUntil(keep(app));
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
	const kept = request.mode === 'navigate' ? keptPage(url.pathname) : undefined;
	if (url.pathname === '/exit' && !worker.navigator.onLine) event.respondWith(exitOffline());
	else if (kept) event.respondWith(page(request, kept));
	else if (files.includes(url.pathname)) event.respondWith(file(request));
	else if (url.pathname === '/leave.js') event.respondWith(page(request, url.pathname));
});
