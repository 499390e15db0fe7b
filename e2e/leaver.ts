import { chromium as driver, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { chromium } from './chromium.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Served } from './serve.ts';

// Somebody who is about to leave, and what can be seen of it: on the page as it ends, in the tab, in the browser.

export const COOKIE = '__Host-p';

export interface Visitor {
	context: BrowserContext;
	page: Page;
	/** What the page told of its own end, in order. */
	told: string[];
	end(): Promise<void>;
}

/** Runs in the page before anything of ours: tells when it is blank, when the Worker ends, and when it is left. */
function tellOfTheEnd(): void {
	const tell = (what: string) => console.log(`end: ${what}`);
	let pressed = 0;
	const press = () => (pressed = performance.now());
	addEventListener('click', press, true);
	addEventListener('keydown', press, true);
	const { terminate } = Worker.prototype;
	Worker.prototype.terminate = function (this: Worker) {
		tell('worker');
		terminate.call(this);
	};
	const { navigation } = window as unknown as { navigation: EventTarget };
	navigation.addEventListener('navigate', (event) => {
		const { url } = (event as Event & { destination: { url: string } }).destination;
		if (new URL(url).pathname === '/exit') tell(`leaves with ${document.body.innerHTML.trim().length} characters`);
	});
	addEventListener('DOMContentLoaded', () => {
		const blank = () => {
			if (!pressed || document.body.childNodes.length > 0) return;
			console.log(`blank after ${(performance.now() - pressed).toFixed(1)} ms`);
			pressed = 0;
		};
		new MutationObserver(blank).observe(document.body, { childList: true });
	});
}

/** With the back/forward cache, which Playwright switches off: without it Back shows less than it does in life. */
export const launchWithHistory = ({ args }: Pick<Elsewhere, 'args'>): Promise<Browser> =>
	driver.launch({
		...chromium,
		args: [...(chromium.args ?? []), ...args],
		ignoreDefaultArgs: ['--disable-back-forward-cache']
	});

export async function arrive(browser: Browser, served: Served, script = true): Promise<Visitor> {
	const viewport = { width: 360, height: 740 };
	const context = await browser.newContext({
		baseURL: served.origin,
		hasTouch: true,
		viewport,
		javaScriptEnabled: script,
		serviceWorkers: 'allow'
	});
	context.setDefaultTimeout(20_000);
	if (script) await context.addInitScript(tellOfTheEnd);
	const page = await context.newPage();
	const told: string[] = [];
	page.on('console', (message) => {
		const text = message.text();
		if (text.startsWith('end: ')) told.push(text.slice(5));
		if (text.startsWith('blank after')) console.log(`      ${text}`);
	});
	return { context, page, told, end: () => context.close() };
}

/** Blank, the keys gone, and only then away. */
export function inOrder(told: readonly string[]): void {
	const leaving = told.findIndex((what) => what.startsWith('leaves'));
	expect(told[leaving]).toBe('leaves with 0 characters');
	expect(told.slice(0, leaving).filter((what) => what === 'worker')).toHaveLength(1);
}

export const cookieOf = async (context: BrowserContext) =>
	(await context.cookies()).find(({ name }) => name === COOKIE)?.value ?? '';
/** The addresses that this tab remembers, before and after where it is. */
export async function entries({ context, page }: Visitor): Promise<string[]> {
	const session = await context.newCDPSession(page);
	const { entries: found } = await session.send('Page.getNavigationHistory');
	await session.detach();
	return found.map(({ url }) => url);
}

/** What this browser keeps of us, looked at from a page without a script of ours. */
export async function kept({ context }: Visitor) {
	const page = await context.newPage();
	await page.goto('/robots.txt');
	const storage = await page.evaluate(async () => ({
		local: window.localStorage.length,
		session: window.sessionStorage.length,
		databases: (await indexedDB.databases()).length,
		caches: (await caches.keys()).length
	}));
	await page.close();
	return { ...storage, cookies: (await context.cookies()).map(({ name }) => name) };
}
export const NOTHING = { local: 0, session: 0, databases: 0, caches: 0, cookies: [] };
