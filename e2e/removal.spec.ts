import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { t } from '#lib/words/t.ts';
import { enterAs, goInside, practise, wordsAgo, wordsOf } from './practice.ts';
import type { Served } from './serve.ts';

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('the second signature under a facilitator’s removal is asked for on one phone and given on another', async ({
	browser
}) => {
	const [first, second] = [
		await browser.newContext({ baseURL: served.origin }),
		await browser.newContext({ baseURL: served.origin })
	];
	const [maren, wren] = [await first.newPage(), await second.newPage()];
	await enterAs(maren, 'Maren');
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(maren, `${group}/members`);
	await maren.getByRole('link', { name: /Ifeoma/ }).click();
	await press(maren, t('groups.suspend', { name: 'Ifeoma' }));
	await press(maren, en['groups.suspend.yes']);
	await press(maren, en['groups.suspend.ask']);
	await expect(maren.getByText(en['groups.suspend.ask.nobody'])).toBeVisible();
	await maren.getByLabel(en['groups.suspend.ask.whom']).selectOption({ label: 'Wren' });
	await press(maren, t('groups.suspend.ask.her', { name: 'Wren' }));
	await expect(maren.getByText(t('groups.suspend.said.nothing', { name: 'Wren' }))).toBeVisible();

	await enterAs(wren, 'Wren');
	await expect(wren.getByText(t('groups.agree.title', { by: 'Maren', name: 'Ifeoma' }))).toBeVisible();
	await press(wren, en['groups.agree.later']);
	await expect(wren.getByText(t('groups.agree.title', { by: 'Maren', name: 'Ifeoma' }))).toHaveCount(0);
	await goInside(wren, '/app/me');
	await goInside(wren, '/app');
	// Her signature wants her words. She presses the one, is asked, and presses the other: that is what she says.
	wordsAgo(served);
	const asked = wren.getByRole('heading', { name: en['people.prove'] });
	await press(wren, en['groups.agree.no']);
	await expect(asked).toBeFocused();
	await press(wren, en['groups.agree.yes']);
	await expect(asked).toBeFocused();
	await wren.getByLabel(en['people.again.now']).fill(await wordsOf(served, 'Wren'));
	await press(wren, en['people.prove.do']);
	await expect(wren.getByText(en['groups.agree.said.agree'])).toBeVisible({ timeout: 30_000 });

	await expect(maren.getByText(t('groups.suspend.said.agree', { name: 'Wren' }))).toBeVisible();
	await press(maren, t('groups.remove.yes', { name: 'Ifeoma' }));
	await maren.getByLabel(en['people.again.now']).fill(await wordsOf(served, 'Maren'));
	await press(maren, en['people.prove.do']);
	await expect(maren.getByRole('heading', { name: en['people.prove'] })).toHaveCount(0, { timeout: 30_000 });
	await goInside(maren, `${group}/members`);
	await expect(maren.getByRole('link', { name: /Ifeoma/ })).toHaveCount(0);
	for (const context of [first, second]) await context.close();
});
