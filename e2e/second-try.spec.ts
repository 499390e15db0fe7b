import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// The server saves what she sends, and its answer is lost on the way: she presses again.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

/** Carries the first request of this kind to the server and loses the answer. */
async function loseFirst(page: Page, method: string, path: RegExp): Promise<() => number> {
	let seen = 0;
	await page.route(path, async (route) => {
		if (route.request().method() !== method) return route.continue();
		seen += 1;
		if (seen > 1) return route.continue();
		await route.fetch();
		return route.abort('connectionreset');
	});
	return () => seen;
}

test('a new place is there once, though she had to press twice and left the page in between', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, 'Maren');
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	const sent = await loseFirst(page, 'PUT', /\/api\/groups\/[^/]+\/venues\/[^/]+$/);
	const fill = async () => {
		for (const title of [en['venues.edit.way'], en['venues.edit.place'], en['venues.edit.access']]) {
			await page.getByRole('button', { name: en['venues.next'], exact: true }).click();
			await page.getByRole('heading', { name: title, level: 1 }).waitFor();
		}
		await page.getByRole('button', { name: en['venues.save'], exact: true }).click();
	};
	await goInside(page, `${group}/venues/new`);
	await page.getByLabel(en['venues.name']).fill('The blue room');
	await fill();
	await expect(page.getByText(en['groups.trouble.no-network'])).toBeVisible();
	await goInside(page, `${group}/venues`);
	await goInside(page, `${group}/venues/new`);
	await expect(page.getByLabel(en['venues.name'])).toHaveValue('The blue room');
	await fill();
	await page.waitForURL(/\/venues\/[\w-]{22}$/);
	expect(sent()).toBe(2);
	await goInside(page, `${group}/venues`);
	await expect(page.getByRole('link', { name: 'The blue room' })).toHaveCount(1);
	await context.close();
});

test('an invitation is made once, and is the one that is shown', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, 'Maren');
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(page, `${group}/invite`);
	const lines = page.locator('main li');
	await page.getByRole('heading', { name: en['groups.invite.list'] }).waitFor();
	await page.waitForTimeout(500);
	const before = await lines.count();
	const sent = await loseFirst(page, 'POST', /\/api\/groups\/[^/]+\/changes$/);
	const make = page.getByRole('button', { name: en['groups.invite.make'], exact: true });
	await make.click();
	await expect(page.getByText(en['groups.trouble.no-network'])).toBeVisible();
	await make.click();
	await page.getByRole('heading', { name: en['groups.invite.shown'] }).waitFor();
	expect(sent()).toBe(1); // the second try finds it in the roster and sends nothing
	await page.getByRole('button', { name: en['groups.invite.shown.done'] }).click();
	await expect(lines).toHaveCount(before + 1);
	await context.close();
});
