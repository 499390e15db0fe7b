import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { nodeClient } from './node-client.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// What a screen tells her about what others cannot see for her: an address, a network, a key, an agreement.

interface Person {
	chosen: string;
	role: string;
	words: string;
}

let served: Served;
let people: Person[];
const contexts: BrowserContext[] = [];

test.beforeAll(async () => {
	served = await practise();
	const list = await nodeClient({ origin: () => served.origin }).api.get<{ people: Person[] }>('/practice');
	people = list.ok ? list.data.people : [];
});
test.afterEach(async () => {
	for (const context of contexts.splice(0)) await context.close();
});
test.afterAll(() => served.stop());

const opening = async (browser: Browser): Promise<Page> => {
	const context = await browser.newContext({ baseURL: served.origin });
	contexts.push(context);
	return context.newPage();
};
const groupOf = async (page: Page) => (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('an invitation from a machine without an address says that nobody else can open it', async ({ browser }) => {
	const page = await opening(browser);
	await enterAs(page, 'Maren');
	await goInside(page, `${await groupOf(page)}/invite`);
	await press(page, t('groups.invite.make'));
	const { host } = new URL(served.origin);
	await expect(page.getByText(t('groups.only-here', { host, file: 'docs/self-hosting.md' }))).toBeVisible();
});

test('reading without a network speaks of no words of hers', async ({ browser }) => {
	const page = await opening(browser);
	await enterAs(page, 'Maren');
	const group = await groupOf(page);
	await goInside(page, group);
	await goInside(page, '/app/me');
	await page.context().setOffline(true);
	await page.locator(`nav a[href="${group}"]`).click();
	await expect(page.getByText(t('groups.trouble.no-network.reading')).first()).toBeVisible();
	await expect(page.getByText(t('groups.trouble.no-network'))).toHaveCount(0);
});

test('the debrief of a meeting that has not begun says so, and leads back to it', async ({ browser }) => {
	const page = await opening(browser);
	await enterAs(page, 'Maren');
	await goInside(page, `${await groupOf(page)}/sessions`);
	const meeting =
		(await page.locator('main a[href*="/sessions/"]:not([href$="/new"])').first().getAttribute('href')) ?? '';
	await goInside(page, `${meeting}/close`);
	await expect(page.getByText(t('live.not-yet.title'), { exact: true })).toBeVisible();
	await page.getByRole('link', { name: t('live.together.back'), exact: true }).click();
	await page.waitForURL(`**${meeting}`);
});

test('what is left of a meeting does not go on naming a woman who has left and erased', async ({ browser }) => {
	const [noor, maren] = [await opening(browser), await opening(browser)];
	await enterAs(noor, 'Noor');
	const group = await groupOf(noor);
	await goInside(noor, `${group}/leave`);
	await press(noor, t('groups.leave.erase'));
	await noor
		.getByRole('button', { name: t('groups.leave.yes'), exact: true })
		.last()
		.click();
	await expect(noor.getByText(t('groups.leave.done'))).toBeVisible({ timeout: 30_000 });
	await enterAs(maren, 'Maren');
	await goInside(maren, `${group}/sessions`);
	const past = maren.locator('main a[href*="/sessions/"]:not([href$="/new"])').last();
	await goInside(maren, `${(await past.getAttribute('href')) ?? ''}/close`);
	const here = maren.getByText(t('groups.members.someone'));
	await expect(here).toBeVisible();
	await expect(here).toContainText('Wren');
	await expect(here).not.toContainText('Noor');
});

test('who waits reads again what she accepted, and how one gets in', async ({ browser }) => {
	const page = await opening(browser);
	const her = people.find(({ role }) => role === 'waiting');
	await page.goto('/app/practice');
	await press(page, t('practice.enter', { name: her?.chosen ?? '' }));
	await page.waitForURL('**/app', { timeout: 60_000 });
	await goInside(page, '/app/join');
	await page.getByText(t('groups.join.read-again'), { exact: true }).click();
	await expect(page.getByRole('heading', { name: t('groups.preview.agreement'), exact: true })).toBeVisible();
	await expect(page.getByRole('heading', { name: t('groups.preview.access'), exact: true })).toBeVisible();
	await expect(page.getByText(t('groups.preview.asked'), { exact: true })).toHaveCount(0);
});

test('when someone knew her words the facilitators see that her keys are new, and members do not', async ({
	browser
}) => {
	test.setTimeout(150_000);
	const wren = await opening(browser);
	const tab = await wren.context().newPage();
	for (const one of [tab, wren]) await enterAs(one, 'Wren');
	const group = await groupOf(wren);
	await goInside(wren, '/app/me/known');
	const known = people.find(({ chosen }) => chosen === 'Wren')?.words ?? '';
	await wren.getByLabel(t('people.again.now'), { exact: true }).fill(known);
	const offered = wren.locator('.words span');
	await expect(offered).toHaveCount(5);
	const words = (await offered.allInnerTexts()).map((word) => word.trim()).join(' ');
	await wren.getByLabel(t('people.words.again'), { exact: true }).fill(words);
	await press(wren, t('people.me.known.do'));
	await expect(wren.getByText(t('people.me.known.done'))).toBeVisible({ timeout: 90_000 });

	// Her other tab has the keys of before. What it keeps would open with the words that somebody knows.
	await goInside(tab, group);
	await press(tab, t('groups.home.renewed.lock'));
	for (const [typed, opens] of [
		[known, false],
		[words, true]
	] as const) {
		await tab.getByLabel(t('people.sign-in.words'), { exact: true }).fill(typed);
		await press(tab, t('people.locked.open'));
		if (!opens) await expect(tab.getByText(t('people.entry.not-opened'))).toBeVisible({ timeout: 30_000 });
	}
	await expect(tab.getByRole('link', { name: t('groups.home.agreement') }).first()).toBeVisible({ timeout: 30_000 });
	await expect(tab.getByText(t('groups.home.renewed'))).toHaveCount(0);

	const maren = await opening(browser);
	await enterAs(maren, 'Maren');
	await goInside(maren, `${group}/members`);
	await expect(maren.getByText(t('groups.members.renewed.short'), { exact: true })).toHaveCount(1);
	await maren.getByRole('link', { name: /Wren/ }).click();
	const [before = ''] = t('groups.members.renewed', { name: 'Wren', day: '@' }).split('@');
	await expect(maren.getByText(before)).toBeVisible();

	await goInside(wren, `${group}/members`);
	await expect(wren.getByRole('link', { name: /Maren/ })).toBeVisible();
	await expect(wren.getByText(t('groups.members.renewed.short'), { exact: true })).toHaveCount(0);
});
