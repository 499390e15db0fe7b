import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { t } from '#lib/words/t.ts';
import { button, enter } from './knot-guide.ts';
import { goInside, practise, wordsOf } from './practice.ts';
import type { Served } from './serve.ts';

// A meeting with a facilitator's phone left on the table: what it shows, what a member is told, and how it ends.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

async function toLive(page: Page, group: string): Promise<string> {
	await goInside(page, `${group}/sessions`);
	const hrefs = () => page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
	const session = async () => (await hrefs()).find((one) => /\/sessions\/[\w-]{22}$/.test(one)) ?? '';
	await expect.poll(session).not.toBe('');
	const href = await session();
	await goInside(page, `${href}/live`);
	return href;
}
async function join(page: Page, how: 'live.begin.do' | 'live.begin.do.join'): Promise<void> {
	await page.getByLabel(en['live.begin.code']).fill('2468');
	await button(page, how).click();
	await expect(button(page, 'live.sheet.next')).toBeVisible();
}
/** Left on the table for longer than it waits. */
async function covered(page: Page): Promise<void> {
	await page.clock.install();
	await page.clock.fastForward(5 * 60_000 + 30_000);
	await expect(button(page, 'people.cover.lift')).toBeVisible();
}
async function lift(page: Page): Promise<void> {
	await page.getByLabel(en['people.cover.code']).fill('2468');
	await button(page, 'people.cover.lift').click();
}
test('a silent signal shows on a covered phone as a dot, is answered, and her words open the debrief', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const maren = await enter(browser, served, { who: 'Maren' });
	const ifeoma = await enter(browser, served, { who: 'Ifeoma' });
	const wren = await enter(browser, served, { who: 'Wren' });
	const session = await toLive(maren.page, maren.group);
	await join(maren.page, 'live.begin.do');
	await toLive(ifeoma.page, ifeoma.group);
	await join(ifeoma.page, 'live.begin.do.join');
	await toLive(wren.page, wren.group);
	await expect(button(wren.page, 'live.member.with-me')).toBeVisible();

	await covered(ifeoma.page);
	const dot = ifeoma.page.getByRole('img', { name: en['people.cover.waiting'] });
	await button(maren.page, 'live.sheet.more').click();
	await maren.page.waitForTimeout(500);
	await expect(dot).toHaveCount(0); // a plan that moves is nothing that waits
	await button(wren.page, 'live.member.with-me').click();
	await expect(wren.page.getByText(en['live.member.said.with-me'])).toBeVisible();
	await expect(dot).toBeVisible();
	await expect(ifeoma.page.getByText('Wren').filter({ visible: true })).toHaveCount(0);
	await expect(ifeoma.page.locator('main').getByText(en['people.cover.waiting'])).toHaveCount(0);

	await lift(ifeoma.page);
	await expect(dot).toHaveCount(0);
	for (const { page } of [maren, ifeoma]) {
		await expect(page.getByText(t('live.signal.with-me', { name: 'Wren', minutes: 0 }))).toBeVisible();
		await expect(page.getByText(/Wren stepped out/)).toHaveCount(0);
	}
	await button(maren.page, 'live.signal.settle').click();
	await expect(wren.page.getByText(en['live.member.seen'])).toBeVisible();
	await expect(wren.page.getByText(en['live.member.said.with-me'])).toHaveCount(0);
	await expect(button(wren.page, 'live.member.with-me')).toBeVisible();

	// Both press Next for the same part, one a moment after the other.
	await button(maren.page, 'live.sheet.next').click();
	await ifeoma.page.getByText('Part 2 of 5').waitFor();
	await button(ifeoma.page, 'live.sheet.next').click();
	await expect(ifeoma.page.getByText(en['live.sheet.gone'])).toBeVisible();
	await expect(maren.page.getByText('Part 2 of 5')).toBeVisible();

	// Both were covered, and one closes it: on hers as on the other's, her words lead to the debrief.
	await covered(maren.page);
	await lift(maren.page);
	await button(maren.page, 'live.close.do').click();
	await button(maren.page, 'live.close.yes').click();
	for (const [name, { page }] of Object.entries({ Ifeoma: ifeoma, Maren: maren })) {
		await expect(page.getByText(en['people.locked.debrief'])).toBeVisible();
		await page.getByLabel(en['people.sign-in.words'], { exact: true }).fill(await wordsOf(served, name));
		await button(page, 'people.locked.open').click();
		await page.waitForURL(`**${session}/close`, { timeout: 40_000 });
		await expect(page.getByRole('heading', { level: 1, name: en['live.debrief.title'] })).toBeVisible();
	}
	for (const one of [maren, ifeoma, wren]) await one.end();
});
