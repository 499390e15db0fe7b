import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { COOKIE, cookieOf } from './leaver.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

let served: Served;
let context: BrowserContext;
let page: Page;

test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());
test.beforeEach(async ({ browser }) => {
	context = await browser.newContext({ baseURL: served.origin });
	page = await context.newPage();
});
test.afterEach(() => context.close());

const statusWith = async (cookie: string) =>
	(await fetch(`${served.origin}/api/me`, { headers: { cookie: `${COOKIE}=${cookie}` } })).status;
/** The page has noticed that the server did not end it: its mark is there, or was, and has ended the sign-in by now. */
const noticed = (cookie: string) =>
	expect
		.poll(async () => {
			const marked = (await context.cookies()).some(({ name }) => name === '__Host-gone');
			return marked || (await statusWith(cookie)) === 401;
		})
		.toBe(true);
const door = (tab: Page) => tab.getByRole('heading', { level: 1, name: t('people.sign-in.title') });
const signOut = () => page.getByRole('button', { name: t('people.locked.other'), exact: true }).click();

test('in one tab: every other tab has forgotten her too, and none is led away', async () => {
	const other = await context.newPage();
	await enterAs(other, 'Wren');
	await enterAs(page, 'Wren');
	expect(other.workers()).toHaveLength(1);
	const cookie = await cookieOf(context);
	await goInside(page, '/app/me');
	await signOut();
	for (const tab of [page, other]) await expect(door(tab)).toBeVisible();
	await expect(other.getByText('Wren')).toHaveCount(0);
	await expect.poll(() => statusWith(cookie)).toBe(401);
});

test('without a network: the sign-in ends with the next request that comes through', async () => {
	await enterAs(page, 'Wren');
	const cookie = await cookieOf(context);
	await goInside(page, '/app/me');
	await context.setOffline(true);
	await signOut();
	await expect(door(page)).toBeVisible();
	expect(await statusWith(cookie)).toBe(200); // while nothing gets out
	await noticed(cookie);
	await context.setOffline(false);
	await page.goto('/safety');
	expect(await statusWith(cookie)).toBe(401);
});

test('where the server did not end it: the next request does', async () => {
	await enterAs(page, 'Wren');
	const cookie = await cookieOf(context);
	await goInside(page, '/app/me');
	let before = 0;
	await page.route('**/api/sign-out', async (route) => {
		before = await statusWith(cookie); // before the page knows that anything is amiss
		await route.fulfill({ status: 503, json: { reason: 'try-again' } });
	});
	await signOut();
	await expect.poll(() => before).toBe(200);
	await noticed(cookie);
	await page.goto('/safety');
	expect(await statusWith(cookie)).toBe(401);
});
