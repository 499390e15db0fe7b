import { expect, test } from '@playwright/test';
import { serve, type Served } from './serve.ts';

// The files for the time without a network are fetched behind her back. She pays for what her phone fetches.

let served: Served;

test.beforeAll(async () => {
	served = await serve();
});
test.afterAll(() => served.stop());

test('opening the app once more fetches no file that is kept already', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin, serviceWorkers: 'allow' });
	const fetched: string[] = [];
	context.on('request', (request) => {
		if (request.serviceWorker()) fetched.push(new URL(request.url()).pathname);
	});
	const page = await context.newPage();
	const files = () => fetched.filter((path) => path.startsWith('/_app/')).length;
	const pages = () => fetched.filter((path) => path === '/app').length;
	await page.goto('/app/sign-in');
	await expect.poll(files, { timeout: 30_000 }).toBeGreaterThan(100);
	await expect.poll(() => page.evaluate(async () => Boolean(await caches.match('/app')))).toBe(true);
	const [filesBefore, pagesBefore] = [files(), pages()];
	await page.reload();
	await expect.poll(pages).toBeGreaterThan(pagesBefore);
	expect(files()).toBe(filesBefore);
	await context.close();
});
