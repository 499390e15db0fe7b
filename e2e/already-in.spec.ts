import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// Let in while her page was locked, or invited once more: she is told that she is in, and asked for nothing.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('whoever is in finds her group where she asked to join, and no invitation to it is taken twice', async ({
	browser
}) => {
	const [maren, wren] = await Promise.all(
		(['Maren', 'Wren'] as const).map(async (who) => {
			const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
			await enterAs(page, who);
			return page;
		})
	);
	if (!maren || !wren) throw new Error();
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';

	await goInside(wren, '/app/join');
	const open = wren.getByRole('link', { name: t('groups.join.in.open'), exact: true });
	await expect(open).toHaveAttribute('href', group);

	await goInside(maren, `${group}/invite?as=facilitator`);
	await press(maren, t('groups.invite.make'));
	const six = maren.getByRole('main').locator('ol').getByRole('listitem');
	await expect(six).toHaveCount(6);
	await wren.getByLabel(t('groups.join.enter.label')).fill((await six.allInnerTexts()).join(' '));
	await press(wren, t('groups.join.enter.do'));
	await expect(wren.getByText(t('groups.trouble.already'))).toBeVisible();
	await expect(wren.getByRole('button', { name: t('groups.join.read.go') })).toHaveCount(0);
	await open.click();
	await wren.waitForURL(`**${group}`);
	for (const page of [maren, wren]) await page.context().close();
});
