import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { serve } from './serve.ts';

// The files for the time without a network are fetched behind her back. She pays for what her phone fetches.

test.use({ serviceWorkers: 'allow' });

/** The paths that are asked for behind her back. */
function behind(context: BrowserContext): string[] {
	const fetched: string[] = [];
	context.on('request', (request) => {
		if (request.serviceWorker()) fetched.push(new URL(request.url()).pathname);
	});
	return fetched;
}

const kept = (page: Page) =>
	page.evaluate(async () => {
		const names = await caches.keys();
		const all = await Promise.all(
			names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url))
		);
		return { names, paths: all.flat().map((url) => new URL(url).pathname) };
	});

async function keepsTheApp(page: Page): Promise<void> {
	await page.goto('/app/sign-in');
	await expect.poll(async () => (await kept(page)).paths, { timeout: 30_000 }).toContain('/app');
}

test('opening the app once more fetches no file that is kept already', async ({ browser }) => {
	const served = await serve();
	const context = await browser.newContext({ baseURL: served.origin });
	const fetched = behind(context);
	const page = await context.newPage();
	await keepsTheApp(page);
	expect(fetched.filter((path) => path.startsWith('/_app/')).length).toBeGreaterThan(100);
	fetched.length = 0;
	await page.reload();
	await expect.poll(() => fetched).toContain('/app');
	await page.waitForTimeout(500); // the page comes first in the list
	expect(fetched.filter((path) => path.startsWith('/_app/'))).toEqual([]);
	await context.close();
	await served.stop();
});

test('a new version fetches what is new, and then all of it is kept', async ({ browser }) => {
	const served = await serve();
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	// The version before did not know one of the style sheets yet.
	const script = await (await context.request.get('/service-worker.js')).text();
	const [entry = '', sheet = ''] = /\{path:.(_app\/immutable\/assets\/\d+\.[^`'"]+\.css).\},/.exec(script) ?? [];
	expect(entry).not.toBe('');
	const before = { contentType: 'text/javascript', body: script.replace(entry, '') };
	await context.route('/service-worker.js', (route) => route.fulfill(before));
	await keepsTheApp(page);
	const old = await kept(page);
	expect(old.paths).not.toContain(`/${sheet}`);
	await context.unroute('/service-worker.js');
	const fetched = behind(context);
	await page.reload();
	await expect.poll(async () => (await kept(page)).paths, { timeout: 30_000 }).toContain(`/${sheet}`);
	await expect.poll(async () => (await kept(page)).names).toHaveLength(1); // the version before has gone
	const now = await kept(page);
	expect(now.names).not.toEqual(old.names);
	expect(now.paths.toSorted()).toEqual([...old.paths, `/${sheet}`].toSorted());
	expect(new Set(fetched.filter((path) => path.startsWith('/_app/')))).toEqual(new Set([`/${sheet}`]));
	await context.close();
	await served.stop();
});
