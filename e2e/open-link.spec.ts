import { expect, test, type Browser } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { matches } from './audit/leak-run.ts';
import { startElsewhere, type Elsewhere } from './elsewhere.ts';
import { arrive, entries, kept, launchWithHistory, NOTHING, type Visitor } from './leaver.ts';
import { serve, type Served } from './serve.ts';

// Up to the account, with the back/forward cache on, as in life.

let served: Served;
let browser: Browser;
let elsewhere: Elsewhere;

test.beforeAll(async () => {
	elsewhere = await startElsewhere();
	browser = await launchWithHistory(elsewhere);
	served = await serve({ env: { ROWAN_EXIT_TO: elsewhere.url } });
});
test.afterAll(async () => {
	await browser.close();
	await served.stop();
	elsewhere.stop();
});

async function newLink(): Promise<string> {
	const headers = {
		authorization: `Bearer ${served.firstRun ?? ''}`,
		'content-type': 'application/json',
		origin: served.origin
	};
	const made = await fetch(`${served.origin}/api/open-links`, { method: 'POST', headers, body: '{}' });
	return ((await made.json()) as { token: string }).token;
}

/** Every address that this tab remembers, and all that the browser keeps of us. */
async function traces(visitor: Visitor): Promise<string> {
	const { context, page } = visitor;
	// Asked of the browser: the small script puts another storage in its place.
	const session = await context.newCDPSession(page);
	const stores = [true, false].map((isLocalStorage) =>
		session.send('DOMStorage.getDOMStorageItems', { storageId: { securityOrigin: served.origin, isLocalStorage } })
	);
	const stored = await Promise.all(stores);
	await session.detach();
	const state = await page.evaluate(() => [history.state as unknown, document.cookie, location.href]);
	return JSON.stringify([state, stored, await entries(visitor), await context.cookies()]);
}

test('a link to open a group is still there after Back, Forward and a reload in this tab, and nowhere else', async () => {
	const visitor = await arrive(browser, served);
	const { context, page } = visitor;
	const name = page.getByLabel(t('people.sign-in.name'), { exact: true });
	const link = await newLink();
	await page.goto('/help');
	await page.goto(`/app/open#${link}`);
	await expect(name).toBeVisible();
	// The cookie that what the tab holds opens with says nothing either; the audit of leaks sees no group being opened.
	const cookies = (await context.cookies()).map((cookie) => cookie.name);
	expect(cookies).toContain('__Host-h');
	expect(matches([{ what: 'cookies', text: cookies.join(' ') }])).toEqual([]);
	await page.goBack();
	await expect(page).toHaveURL(/\/help$/);
	expect(await traces(visitor)).not.toContain(link);
	await page.goForward();
	await expect(name).toBeVisible();
	await page.reload();
	await expect(name).toBeVisible();
	const held = /"held\W+([\w-]{60,})/.exec(await page.evaluate(() => JSON.stringify(history.state)))?.[1] ?? '';
	expect(held).not.toBe('');
	// By a link inside the app, and back.
	await page.getByRole('link', { name: t('ui.bar.help'), exact: true }).click();
	await expect(name).toHaveCount(0);
	expect(await traces(visitor)).not.toContain(link);
	await page.goBack();
	await expect(name).toBeVisible();
	expect(await traces(visitor)).not.toContain(link);

	const other = await context.newPage();
	await other.goto('/app/open');
	await expect(other.getByText(t('groups.open.no-link'))).toBeVisible();
	await other.close();

	// The account is made with it; from then on her draft has it, and the tab has not.
	await name.fill('maren-of-the-sea');
	await page.getByRole('button', { name: t('people.next'), exact: true }).click();
	const offered = page.locator('.words span');
	await expect(offered).toHaveCount(5);
	const five = async () => (await offered.allInnerTexts()).map((word) => word.trim()).join(' ');
	const first = await five();
	await page.getByRole('button', { name: t('people.words.other'), exact: true }).click();
	await expect.poll(five).not.toBe(first);
	const words = await five();
	// She has written them down, and looks at another page of the app: they are still hers, in this page's memory alone.
	await page.getByRole('link', { name: t('ui.bar.help'), exact: true }).click();
	await expect(offered).toHaveCount(0);
	await page.goBack();
	await expect(name).toHaveValue('maren-of-the-sea');
	expect(await traces(visitor)).not.toMatch(new RegExp(`${words}|maren-of-the-sea`));
	await page.getByRole('button', { name: t('people.next'), exact: true }).click();
	await expect(offered).toHaveCount(5);
	expect(await five()).toBe(words);
	await page.getByLabel(t('people.words.again'), { exact: true }).fill(words);
	await page.getByRole('button', { name: t('people.next'), exact: true }).click();
	await page.getByRole('heading', { level: 1, name: t('people.new.card'), exact: true }).waitFor({ timeout: 30_000 });
	await expect.poll(() => page.evaluate(() => JSON.stringify(history.state))).not.toContain(held);
	await page.reload();
	await page.getByLabel(t('people.sign-in.words'), { exact: true }).fill(words);
	await page.getByRole('button', { name: t('people.sign-in.go'), exact: true }).click();
	await page
		.getByRole('heading', { level: 1, name: t('groups.open.you.title'), exact: true })
		.waitFor({ timeout: 30_000 });
	// The card is not shown a second time: here she reads where she makes another.
	await expect(page.getByText(t('people.card.due'))).toBeVisible();
	expect(await traces(visitor)).not.toContain(link);
	await visitor.end();
});

const leave = async ({ page }: Visitor) => {
	const exit = page.getByRole('navigation', { name: t('ui.bar.label') });
	await exit.getByRole('link', { name: t('ui.bar.exit'), exact: true }).tap();
	await page.waitForURL(elsewhere.url);
};

for (const at of ['/help', '/app/help', '/app/sign-in'])
	test(`Exit from ${at}, to which she went on, lets it go too`, async () => {
		const visitor = await arrive(browser, served);
		const { context, page } = visitor;
		const name = page.getByLabel(t('people.sign-in.name'), { exact: true });
		await page.goto(`/app/open#${await newLink()}`);
		await expect(name).toBeVisible();
		await page.goto(at);
		await page.goBack();
		await expect(name).toBeVisible(); // up to there it is held
		await page.goForward();
		await leave(visitor);
		expect(await context.cookies()).toEqual([]);
		await page.goBack({ waitUntil: 'commit' }).catch(() => null);
		await expect(page).toHaveURL(/\/app\/open$/);
		await expect(page.getByText(t('groups.open.no-link'))).toBeVisible();
		await page.reload();
		await expect(page.getByText(t('groups.open.no-link'))).toBeVisible();
		expect(await context.cookies()).toEqual([]);
		await visitor.end();
	});

test('left where no network is: the page takes no notice of what it held, and the next answer has it forgotten', async () => {
	const visitor = await arrive(browser, served);
	const { context, page } = visitor;
	await page.goto(`/app/open#${await newLink()}`);
	await expect(page.getByLabel(t('people.sign-in.name'), { exact: true })).toBeVisible();
	// As the script of every page marks it where the way out is not answered.
	await page.evaluate(() => (document.cookie = '__Host-gone=1;path=/;secure;samesite=strict'));
	await page.reload();
	await expect(page.getByText(t('groups.open.no-link'))).toBeVisible();
	await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).toEqual([]);
	await visitor.end();
});

test('it is there after Back from another site, and Exit takes it along', async () => {
	const visitor = await arrive(browser, served);
	const { page } = visitor;
	const name = page.getByLabel(t('people.sign-in.name'), { exact: true });
	let looks = 0;
	page.on('request', (request) => (looks += request.url().endsWith('/open-links/check') ? 1 : 0));
	await page.goto(`/app/open#${await newLink()}`);
	await expect(name).toBeVisible();
	await page.evaluate((url) => (location.href = url), elsewhere.url);
	await page.waitForURL(elsewhere.url);
	await page.goBack({ waitUntil: 'commit' }).catch(() => null);
	await expect(name).toBeVisible();
	await leave(visitor);
	expect((await entries(visitor)).filter((url) => url.includes('/app'))).toEqual([]);
	expect(await kept(visitor)).toEqual(NOTHING);
	expect(looks).toBe(2); // and none by a page that is being left: it would set its cookie once more
	await page.goto(`${served.origin}/app/open`);
	await expect(page.getByText(t('groups.open.no-link'))).toBeVisible();
	await visitor.end();
});
