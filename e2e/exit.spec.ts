import { expect, test, type Browser, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { startElsewhere, type Elsewhere } from './elsewhere.ts';
import {
	arrive,
	COOKIE,
	cookieOf,
	entries,
	inOrder,
	kept,
	launchWithHistory,
	NOTHING,
	type Visitor
} from './leaver.ts';
import { enterAs, goInside, practise } from './practice.ts';
import { screensOf } from './screens.ts';
import type { Served } from './serve.ts';

// Leaving, with the back/forward cache on: Playwright switches it off, and then Back shows less than it does in life.

let served: Served;
let browser: Browser;
let elsewhere: Elsewhere;

test.beforeAll(async () => {
	elsewhere = await startElsewhere();
	browser = await launchWithHistory(elsewhere);
	served = await practise({ ROWAN_EXIT_TO: elsewhere.url });
});
test.afterAll(async () => {
	await browser.close();
	await served.stop();
	elsewhere.stop();
});

const statusWith = async (cookie: string) =>
	(await fetch(`${served.origin}/api/me`, { headers: { cookie: `${COOKIE}=${cookie}` } })).status;

/** Back, as often as it goes: never a page of ours, nor a word of theirs. */
async function backShowsNothing(visitor: Visitor): Promise<void> {
	const { page } = visitor;
	for (let presses = 0; presses < 4; presses += 1) {
		await page.goBack({ waitUntil: 'load' }).catch(() => null);
		await page.waitForTimeout(300);
		expect(page.url().startsWith(served.origin), page.url()).toBe(false);
	}
}

const exitLink = (page: Page) =>
	page.getByRole('navigation', { name: t('ui.bar.label') }).getByRole('link', { name: t('ui.bar.exit'), exact: true });

async function fill(page: Page): Promise<void> {
	await page.evaluate(async () => {
		window.localStorage.setItem('kept', 'x');
		await new Promise<void>((done) => {
			const opening = indexedDB.open('kept', 1);
			opening.onsuccess = () => (opening.result.close(), done());
		});
		await caches.open('kept');
	});
}

/** Left, and nothing behind. `of`: what her cookie was. */
async function isGone(visitor: Visitor, cookie: string): Promise<void> {
	await visitor.page.waitForURL(elsewhere.url);
	inOrder(visitor.told);
	expect(await statusWith(cookie)).toBe(401);
	expect(await kept(visitor)).toEqual(NOTHING);
	expect(visitor.page.workers()).toEqual([]);
}

test('by tap, from the first page of the tab', async () => {
	const visitor = await arrive(browser, served);
	const { page, context } = visitor;
	await enterAs(page, 'Wren');
	const cookie = await cookieOf(context);
	expect(await statusWith(cookie)).toBe(200);
	await fill(page);
	await exitLink(page).tap();
	await isGone(visitor, cookie);
	expect((await entries(visitor)).filter((url) => url.startsWith(served.origin))).toEqual([]);
	await backShowsNothing(visitor);
	await visitor.end();
});

test('by Shift three times, after moving about', async () => {
	const visitor = await arrive(browser, served);
	const { page, context } = visitor;
	await enterAs(page, 'Maren');
	const screens = await screensOf(page, 'member');
	await goInside(
		page,
		screens.find((path) => path.endsWith('/members'))!
	);
	await expect(page.getByText('Ifeoma').first()).toBeVisible();
	expect((await entries(visitor)).length).toBeGreaterThan(3);
	const cookie = await cookieOf(context);
	await fill(page);
	for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
	await isGone(visitor, cookie);
	// Where she had been is one entry now, and it leads out again: neither Back nor Forward shows anything of ours.
	expect((await entries(visitor)).filter((url) => url.startsWith(served.origin))).toEqual([`${served.origin}/exit?`]);
	await backShowsNothing(visitor);
	await visitor.end();
});

test('from one tab: every other tab of ours is blank and away with it', async () => {
	const visitor = await arrive(browser, served);
	const { page, context } = visitor;
	const other = await context.newPage();
	const told: string[] = [];
	other.on('console', (message) => told.push(message.text()));
	await enterAs(other, 'Wren');
	await enterAs(page, 'Wren');
	expect(other.workers()).toHaveLength(1); // open, with its keys
	const third = await context.newPage();
	await third.goto('/safety');
	const cookie = await cookieOf(context);
	await page.bringToFront();
	for (const said of [told, visitor.told]) said.length = 0;
	await exitLink(page).tap();
	await Promise.all([other, third].map((tab) => tab.waitForURL(elsewhere.url, { timeout: 5_000 })));
	await isGone(visitor, cookie);
	expect(told).toEqual(expect.arrayContaining(['end: worker', 'end: leaves with 0 characters']));
	expect(told.filter((text) => / leaves with [1-9]/.test(text))).toEqual([]);
	expect(other.workers()).toEqual([]);
	await visitor.end();
});

test('without a script it is a link', async () => {
	const visitor = await arrive(browser, served, false);
	const { page } = visitor;
	await page.goto('/safety');
	await expect(exitLink(page)).toHaveAttribute('href', '/exit');
	await exitLink(page).tap();
	await page.waitForURL(elsewhere.url);
	expect((await visitor.context.cookies(served.origin)).length).toBe(0);
	await visitor.end();
});

test('out of a meeting that is on', async () => {
	const visitor = await arrive(browser, served);
	const { page, context } = visitor;
	await enterAs(page, 'Maren');
	const live = (await screensOf(page, 'member')).find((path) => path.endsWith('/live'))!;
	await goInside(page, live);
	await page.getByLabel(t('live.begin.code'), { exact: true }).fill('2468');
	await page.getByRole('button', { name: t('live.begin.do'), exact: true }).tap();
	await expect(page.getByRole('button', { name: t('live.sheet.stop') })).toBeVisible();
	const cookie = await cookieOf(context);
	await exitLink(page).tap();
	await isGone(visitor, cookie);
	await backShowsNothing(visitor);
	await visitor.end();
});

test('with the network gone: blank, forgotten, and the sign-in ends as soon as it is back', async () => {
	const visitor = await arrive(browser, served);
	const { page, context } = visitor;
	await enterAs(page, 'Wren');
	await page.evaluate(() => navigator.serviceWorker.ready);
	await fill(page);
	const cookie = await cookieOf(context);
	await context.setOffline(true);
	await exitLink(page).tap();
	await expect(page).toHaveURL(/\/exit$/);
	inOrder(visitor.told);
	expect(await page.evaluate(() => document.body.textContent.trim())).toBe('');
	expect(page.workers()).toEqual([]);
	await page.goBack().catch(() => null);
	await expect(page.getByText('Wren')).toHaveCount(0);
	await page.goForward().catch(() => null);
	await context.setOffline(false);
	await page.waitForURL(elsewhere.url, { timeout: 40_000 });
	expect(await statusWith(cookie)).toBe(401);
	expect(await kept(visitor)).toEqual(NOTHING);
	await visitor.end();
});

test('with the network gone and the tab closed: the next visit to anything ends the sign-in first', async () => {
	const visitor = await arrive(browser, served);
	const { page, context } = visitor;
	await enterAs(page, 'Wren');
	await page.evaluate(() => navigator.serviceWorker.ready);
	const cookie = await cookieOf(context);
	await context.setOffline(true);
	await exitLink(page).tap();
	await expect(page).toHaveURL(/\/exit$/);
	// Asked while nothing gets out: the browser itself may ask for something of ours as soon as it can, and so end it.
	expect(await statusWith(cookie)).toBe(200);
	const next = await context.newPage();
	await page.close();
	await context.setOffline(false);
	await next.goto('/app');
	await expect(next.getByRole('heading', { level: 1, name: t('people.sign-in.title') })).toBeVisible();
	expect(await statusWith(cookie)).toBe(401);
	expect((await context.cookies()).map(({ name }) => name)).toEqual([]);
	await enterAs(next, 'Wren');
	await next.reload();
	await expect(next.getByRole('heading', { level: 1, name: t('people.locked.title') })).toBeVisible();
	await visitor.end();
});

test('Back from another site to a page that the browser kept alive: wiped, and locked', async () => {
	const visitor = await arrive(browser, served);
	const { page } = visitor;
	await page.addInitScript(() => {
		addEventListener('pageshow', ({ persisted }) => {
			if (persisted)
				console.log(`end: ${location.pathname} shown again with ${document.body.textContent.trim().length} characters`);
		});
	});
	await enterAs(page, 'Wren');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.evaluate((url) => (location.href = url), elsewhere.url);
	await page.waitForURL(elsewhere.url);
	await page.goBack({ waitUntil: 'commit' }).catch(() => null);
	await expect(page.getByRole('heading', { level: 1, name: t('people.locked.title') })).toBeVisible();
	await page.goto('/safety');
	await page.evaluate((url) => (location.href = url), elsewhere.url);
	await page.waitForURL(elsewhere.url);
	await page.goBack({ waitUntil: 'commit' }).catch(() => null);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	const again = visitor.told.filter((what) => what.includes('shown again'));
	// A browser may choose not to keep a page alive; one of the two it does keep, or this test shows nothing.
	expect(again.length).toBeGreaterThan(0);
	expect(again.filter((what) => !what.endsWith('shown again with 0 characters'))).toEqual([]);
	console.log(`      ${again.join(', ')}`);
	await visitor.end();
});
