import { expect, test, type Page } from '@playwright/test';
import { noAccess } from '#lib/groups/access.ts';
import { deviceDay, keep } from '#lib/sessions/kept.ts';
import { t } from '#lib/words/t.ts';
import { nodeClient } from './node-client.ts';
import { enterAs, goInside, practise, wordsOf } from './practice.ts';
import { serve, type Served } from './serve.ts';

// After a reload: what she finds before her words, and whether everything goes on after them.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** What her browser holds after she kept the way there, sealed as the page seals it. */
async function keptUnder(code: string): Promise<string> {
	const held = new Map<string, string>();
	const store = {
		getItem: (key: string) => held.get(key) ?? null,
		setItem: (key: string, value: string) => void held.set(key, value),
		removeItem: (key: string) => void held.delete(key)
	};
	const outline = { v: 1 as const, name: 'The blue room', area: '', sideRoom: '', access: noAccess };
	const way = {
		address: '12 Canary Street',
		door: 'Blue',
		reception: '',
		steps: ['Left'],
		place: null,
		picture: false
	};
	const when = { startsAt: Date.now(), endsAt: Date.now() + 1, zone: 'Europe/London' };
	const body = { v: 1 as const, ...when, outline, card: { v: 1 as const, ...way }, jpeg: null, items: [] };
	await keep(nodeClient({ origin: () => served.origin }), store, { code, today: deviceDay(), body });
	return held.get('kept') ?? '';
}

test('what is kept for today is found from both doors, and without a network', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin, serviceWorkers: 'allow' });
	const page = await context.newPage();
	await enterAs(page, 'Wren');
	const link = page.getByRole('link', { name: t('sessions.kept.title'), exact: true });
	await page.reload();
	await page.getByRole('heading', { level: 1, name: t('people.locked.title') }).waitFor();
	await expect(link).toHaveCount(0);
	const kept = await keptUnder('4711');
	await page.evaluate((text) => window.localStorage.setItem('kept', text), kept);
	await page.reload();
	await page.getByRole('heading', { level: 1, name: t('people.locked.title') }).waitFor();
	await expect(link).toBeVisible();
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	const files = () => page.evaluate(async () => Boolean(await caches.match('/app')));
	await expect.poll(files, { timeout: 20_000 }).toBe(true);
	await context.setOffline(true);
	await page.reload();
	await page.getByRole('heading', { level: 1, name: t('people.sign-in.title') }).waitFor();
	await link.click();
	await page.getByLabel(t('sessions.keep.code'), { exact: true }).fill('4711');
	await press(page, t('sessions.kept.open'));
	await expect(page.getByText('12 Canary Street')).toBeVisible({ timeout: 30_000 });
	await context.close();
});

test('a reload in the middle of a form, her words, Back: it goes on', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await enterAs(page, 'Maren');
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(page, `${group}/venues/new`);
	await page.getByLabel(t('venues.name')).fill('The blue room');
	const at = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
	for (const title of [t('venues.edit.way'), t('venues.edit.place')]) {
		await press(page, t('venues.next'));
		await at(title);
	}
	await page.waitForTimeout(2_000); // until it is kept
	await page.reload();
	await page.getByLabel(t('people.sign-in.words'), { exact: true }).fill(await wordsOf(served, 'Maren'));
	await press(page, t('people.sign-in.go'));
	await page
		.locator('main h1')
		.filter({ hasNotText: t('people.locked.title') })
		.waitFor({ timeout: 30_000 });
	await page.goBack();
	const heading = page.locator('main h1');
	for (let steps = 0; steps < 2; steps += 1) {
		const before = await heading.innerText();
		await press(page, t('venues.next'));
		await expect(heading).not.toHaveText(before);
	}
	expect(faults).toEqual([]);
	await context.close();
});

test('what was said of the last try is gone while the next one is made', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, 'Wren');
	await goInside(page, '/app/me/words');
	await page.locator('.words span').nth(4).waitFor();
	const again = page.getByLabel(t('people.words.again'), { exact: true });
	const wrong = page.locator('main [aria-invalid="true"]');
	await press(page, t('people.recover.take'));
	await expect(wrong).toHaveCount(1);
	await again.fill((await page.locator('.words span').allInnerTexts()).map((word) => word.trim()).join(' '));
	await press(page, t('people.recover.take'));
	await expect(page.getByText(t('people.again.empty'))).toBeVisible();
	await expect(again).not.toHaveAttribute('aria-invalid', 'true');
	await context.close();
});

test('the other facilitator published while she wrote: she reads it, and hers goes on as the next version', async ({
	browser
}) => {
	const contexts = await Promise.all([1, 2].map(() => browser.newContext({ baseURL: served.origin })));
	const [maren, ifeoma] = (await Promise.all(contexts.map((one) => one.newPage()))) as [Page, Page];
	await enterAs(maren, 'Maren');
	await enterAs(ifeoma, 'Ifeoma');
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	const title = (page: Page) => page.getByLabel(t('groups.agreement.topic.title'), { exact: true }).first();
	for (const page of [maren, ifeoma]) {
		await goInside(page, `${group}/agreement/edit`);
		await page
			.getByRole('button', { name: t('groups.agreement.topic.change') })
			.first()
			.click();
	}
	await title(maren).fill('As Maren says it');
	await title(ifeoma).fill('As Ifeoma says it');
	await press(ifeoma, t('groups.agreement.draft.go-on'));
	await ifeoma.getByRole('radio', { name: t('groups.publish.kind.minor'), exact: true }).check();
	await press(ifeoma, t('groups.publish.do'));
	await ifeoma.waitForURL(/\/agreement$/);
	await press(maren, t('groups.agreement.draft.save'));
	await expect(maren.getByText(t('groups.overtaken.what', { name: 'Ifeoma' }))).toBeVisible();
	for (const text of ['As Maren says it', 'As Ifeoma says it'])
		await expect(maren.getByRole('heading', { name: text, exact: true })).toBeVisible();
	await press(maren, t('groups.overtaken.go'));
	await press(maren, t('groups.agreement.draft.go-on'));
	await maren.getByRole('radio', { name: t('groups.publish.kind.minor'), exact: true }).check();
	await press(maren, t('groups.publish.do'));
	await maren.waitForURL(/\/agreement$/);
	await expect(maren.getByText('As Maren says it')).toBeVisible();
	await Promise.all(contexts.map((one) => one.close()));
});

test('who was taken out of the group reads that, and what she kept of it goes', async ({ browser }) => {
	const contexts = await Promise.all([1, 2].map(() => browser.newContext({ baseURL: served.origin })));
	const [maren, wren] = (await Promise.all(contexts.map((one) => one.newPage()))) as [Page, Page];
	await enterAs(wren, 'Wren');
	await wren.evaluate((text) => window.localStorage.setItem('kept', text), await keptUnder('4711'));
	await enterAs(maren, 'Maren');
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(maren, `${group}/members`);
	await maren.getByRole('link', { name: /Wren/ }).click();
	await press(maren, t('groups.remove', { name: 'Wren' }));
	await press(maren, t('groups.remove.yes', { name: 'Wren' }));
	await expect(maren.getByText(t('groups.remove.done', { name: 'Wren' }))).toBeVisible({ timeout: 30_000 });
	await expect(wren.getByText(t('groups.lost.detail'))).toBeVisible();
	await expect(wren.getByText(t('sessions.today.no-group'))).toHaveCount(0);
	await expect.poll(() => wren.evaluate(() => window.localStorage.getItem('kept'))).toBeNull();
	await goInside(wren, '/app/group');
	await expect(wren.getByText(t('groups.lost.detail'))).toBeVisible();
	await expect(wren.getByText(t('groups.mine.none'))).toHaveCount(0);
	await Promise.all(contexts.map((one) => one.close()));
});

test('a reload at the card for a bad day: Today says so, and goes on; her link opened again goes on where she was', async ({
	browser
}) => {
	const fresh = await serve();
	const context = await browser.newContext({ baseURL: fresh.origin });
	const page = await context.newPage();
	const headers = {
		authorization: `Bearer ${fresh.firstRun ?? ''}`,
		'content-type': 'application/json',
		origin: fresh.origin
	};
	const made = await fetch(`${fresh.origin}/api/open-links`, { method: 'POST', headers, body: '{}' });
	const link = `/app/open#${((await made.json()) as { token: string }).token}`;
	await page.goto(link);
	await page.getByLabel(t('people.sign-in.name'), { exact: true }).fill('maren-of-the-sea');
	await press(page, t('people.next'));
	const offered = page.locator('.words span');
	await expect(offered).toHaveCount(5);
	const words = (await offered.allInnerTexts()).map((word) => word.trim()).join(' ');
	await page.getByLabel(t('people.words.again'), { exact: true }).fill(words);
	await press(page, t('people.next'));
	const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
	await heading(t('people.new.card')).waitFor({ timeout: 30_000 });
	await page.waitForTimeout(2_500); // until it is kept
	await page.goto('/app');
	await page.getByLabel(t('people.sign-in.words'), { exact: true }).fill(words);
	await press(page, t('people.sign-in.go'));
	await expect(page.getByText(t('people.card.due'))).toBeVisible({ timeout: 30_000 });
	await page.getByRole('link', { name: t('sessions.today.begun.open'), exact: true }).click();
	await heading(t('groups.open.you.title')).waitFor();
	await page.getByLabel(t('groups.profile.name'), { exact: true }).fill('Maren');
	await press(page, t('groups.next'));
	await heading(t('groups.open.name.title')).waitFor();
	await page.waitForTimeout(2_500); // until it is kept
	// With no sign-in, as after Exit: the link knows nothing of her yet. Twice, for what the first try kept.
	for (const again of [await browser.newContext({ baseURL: fresh.origin }), context]) {
		await again.clearCookies();
		const tab = await again.newPage();
		await tab.goto(link);
		await press(tab, t('people.new.have'));
		await tab.getByLabel(t('people.sign-in.name'), { exact: true }).fill('maren-of-the-sea');
		await tab.getByLabel(t('people.sign-in.words'), { exact: true }).fill(words);
		await press(tab, t('people.sign-in.go'));
		await tab.getByRole('heading', { level: 1, name: t('groups.open.name.title'), exact: true }).waitFor();
		await tab.waitForTimeout(2_500);
		await again.close();
	}
	await fresh.stop();
});

test('Help now opens where her group is, once her words have opened the page, and nothing of that stays', async ({
	browser
}) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	const first = page.locator('main h2').first();
	const helpNow = page.getByRole('link', { name: t('ui.bar.help'), exact: true });
	await enterAs(page, 'Maren');
	await helpNow.click();
	await expect(first).toHaveText('United Kingdom');
	await expect(page.getByText(t('help.danger'))).toBeVisible();
	await expect(page.getByText(t('help.choose.group'))).toBeVisible();
	expect(await page.evaluate(() => window.localStorage.length)).toBe(0);
	expect(page.url()).not.toContain('country');
	await page.reload();
	await expect(first).toHaveText(t('help.choose'));
	await page.goto('/help?country=IE');
	await expect(first).toHaveText('Ireland');
	await page.goto('/help');
	await expect(first).toHaveText(t('help.choose'));
	await context.close();
});
