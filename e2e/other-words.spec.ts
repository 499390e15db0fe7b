import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { button } from './knot-guide.ts';
import { enterAs, goInside, practise, wordsOf } from './practice.ts';
import type { Served } from './serve.ts';

// Two devices of hers: on one she takes other words, the other one lies there, locked, as it was.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const words = (page: Page) => page.getByLabel(t('people.sign-in.words'), { exact: true });

const [head = '', tail = ''] = t('people.changed', { day: '§' }).split('§');
const said = (page: Page) => page.getByText(new RegExp(`^${head}.+${tail}$`));
const year = String(new Date().getUTCFullYear());

/** She takes other words, on the page that is open. Answers them. */
async function takeOthers(page: Page, way: 'words' | 'known', before: string): Promise<string> {
	await page.getByLabel(t('people.again.now'), { exact: true }).fill(before);
	const offered = page.locator('.words span');
	await expect(offered).toHaveCount(5);
	const now = (await offered.allInnerTexts()).map((word) => word.trim()).join(' ');
	await page.getByLabel(t('people.words.again'), { exact: true }).fill(now);
	await button(page, way === 'words' ? 'people.recover.take' : 'people.me.known.do').click();
	await expect(page.getByText(t(`people.me.${way}.done`))).toBeVisible({ timeout: 90_000 });
	return now;
}

for (const way of ['words', 'known'] as const)
	test(`after “${way}” on her phone the laptop opens with her new words, and with those of before no more`, async ({
		browser
	}) => {
		test.setTimeout(150_000);
		const [phone, laptop] = (await Promise.all(
			[1, 2].map(async () => (await browser.newContext({ baseURL: served.origin })).newPage())
		)) as [Page, Page];
		const who = way === 'words' ? 'Noor' : 'Dilys';
		const before = await wordsOf(served, who);
		await enterAs(laptop, who);
		await enterAs(phone, who);
		await goInside(laptop, '/app/me');
		await button(laptop, 'people.me.lock').click();
		await expect(words(laptop)).toBeVisible();

		await goInside(phone, `/app/me/${way}`);
		let now = await takeOthers(phone, way, before);

		// Without a network nobody can tell it which her newest words are.
		await laptop.context().setOffline(true);
		await words(laptop).fill(now);
		await button(laptop, 'people.locked.open').click();
		await expect(laptop.getByText(t('people.entry.not-opened-here'))).toBeVisible({ timeout: 30_000 });
		await laptop.context().setOffline(false);
		for (const typed of [before, 'neither these nor those', before]) {
			await words(laptop).fill(typed);
			await button(laptop, 'people.locked.open').click();
			await expect(laptop.getByText(t('people.entry.not-opened'))).toBeVisible({ timeout: 30_000 });
			// Whoever stands there with the words of before learns the same as from any others.
			await expect(said(laptop)).toHaveCount(0);
			await expect(laptop.getByText(year)).toHaveCount(0);
		}
		await words(laptop).fill(now);
		await button(laptop, 'people.locked.open').click();
		await expect(button(laptop, 'people.me.lock')).toBeVisible({ timeout: 30_000 });
		await expect(said(laptop)).toBeVisible();
		await expect(said(phone)).toHaveCount(0);
		if (way === 'words') {
			await laptop.getByRole('link', { name: t('people.changed.not-me'), exact: true }).click();
			await laptop.waitForURL('**/app/me/known');
			await expect(laptop.getByText(t('people.me.known.what'))).toBeVisible();
			now = await takeOthers(laptop, 'known', now);
			await goInside(laptop, '/app/me');
		} else await button(laptop, 'people.changed.me').click();
		// Answered, it is not said again; and what she has changed here herself was nobody else.
		await expect(said(laptop)).toHaveCount(0);
		await button(laptop, 'people.me.lock').click();
		await words(laptop).fill(now);
		await button(laptop, 'people.locked.open').click();
		await expect(button(laptop, 'people.me.lock')).toBeVisible({ timeout: 30_000 });
		await laptop.waitForTimeout(1_000);
		await expect(said(laptop)).toHaveCount(0);
		for (const page of [phone, laptop]) await page.context().close();
	});
