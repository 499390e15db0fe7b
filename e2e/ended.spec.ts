import { expect, test, type Browser, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { button } from './form-faults.ts';
import { enterAs, goInside, practise, type PEOPLE } from './practice.ts';
import type { Served } from './serve.ts';

// Saoirse has asked to join with an invitation of Maren's, who stops facilitating before she has let her in.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

async function enter(browser: Browser, who: keyof typeof PEOPLE): Promise<Page> {
	const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
	await enterAs(page, who);
	return page;
}
const said = (page: Page) => page.getByRole('heading', { name: t('groups.join.ended'), exact: true });
const shows = (page: Page, text: string) => expect(page.getByText(text, { exact: true })).toBeVisible();

test('the woman who waited is told that it ended and what she can do; others learn of it as far as it is theirs', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const [maren, ifeoma, hers, noor] = [
		await enter(browser, 'Maren'),
		await enter(browser, 'Ifeoma'),
		await enter(browser, 'Saoirse'),
		await enter(browser, 'Noor')
	];
	await goInside(hers, '/app/join');
	await hers.getByRole('heading', { name: t('groups.join.sent') }).waitFor();
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(maren, `${group}/leave`);
	await button(maren, 'groups.stop.title').click();
	await button(maren, 'groups.stop.yes').click();
	await shows(maren, t('groups.stop.done'));

	// On the page that stands there; when she comes back later, see below.
	await expect(said(hers)).toBeVisible();
	await hers.context().close();
	const count = t('groups.home.ended', { count: 1 });
	const told = (page: Page) => page.getByRole('heading', { name: count, exact: true });
	for (const path of ['/app', group, `${group}/waiting`]) {
		await goInside(ifeoma, path);
		await expect(told(ifeoma), path).toBeVisible();
	}
	// She is a member now, and asked whether she comes, though tomorrow's plan still names her.
	await goInside(maren, '/app');
	await expect(maren.getByText(t('sessions.coming'), { exact: true })).toBeVisible();
	// A member, she who has stopped, and a woman whom nobody knows.
	const stranger = await (await browser.newContext({ baseURL: served.origin })).newPage();
	await stranger.goto('/app/join');
	await button(stranger, 'groups.join.enter.do').waitFor();
	await expect(said(stranger)).toHaveCount(0);
	for (const page of [noor, maren])
		for (const path of ['/app', group, '/app/join']) {
			await goInside(page, path);
			await expect(told(page), path).toHaveCount(0);
			await expect(said(page), path).toHaveCount(0);
		}

	const back = await enter(browser, 'Saoirse');
	await expect(said(back)).toBeVisible();
	await shows(back, t('groups.join.ended.ended'));
	await back.getByRole('link', { name: t('sessions.today.ended.see') }).click();
	await shows(back, t('groups.join.withdrawn.detail'));
	await shows(back, t('groups.join.ended.new'));
	await button(back, 'groups.join.another').click();
	await button(back, 'groups.join.enter.do').waitFor();
	await goInside(back, '/app/me');
	await goInside(back, '/app/join');
	await button(back, 'groups.join.ended.away').click();
	await button(back, 'groups.join.enter.do').waitFor();
	await goInside(back, '/app');
	await shows(back, t('sessions.today.no-group'));
	await expect(said(back)).toHaveCount(0);
	for (const page of [maren, ifeoma, noor, stranger, back]) await page.context().close();
});
