import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

test('a meeting that is begun a day early is said to be on, and for when it was planned', async ({ browser }) => {
	const open = async (who: 'Maren' | 'Wren') => {
		const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
		await enterAs(page, who);
		return page;
	};
	const [maren, wren] = [await open('Maren'), await open('Wren')];
	const heading = (page: Page) => page.getByRole('heading', { level: 1 });
	const tomorrow = t('sessions.when.tomorrow', { time: '18:30' });
	await expect(heading(wren)).toHaveText(tomorrow);
	const more = maren.getByRole('link', { name: t('sessions.today.more.facilitator'), exact: true });
	const session = (await more.getAttribute('href')) ?? '';
	await goInside(maren, `${session}/live`);
	await expect(maren.getByText(t('live.begin.early'))).toBeVisible();
	await maren.getByLabel(t('live.begin.code'), { exact: true }).fill('2468');
	await maren.getByRole('button', { name: t('live.begin.do'), exact: true }).click();

	await expect(heading(wren)).toHaveText(t('sessions.when.early'), { timeout: 30_000 });
	const planned = wren.getByText(new RegExp(`^${t('sessions.when.early.planned', { span: '' })}`));
	await expect(planned).toContainText('18:30');
	await expect(wren.getByText(t('sessions.state.live'))).toBeVisible();
	await expect(wren.getByText(tomorrow)).toHaveCount(0);
	for (const path of [session, session.replace(/\/[\w-]+$/, '')]) {
		await goInside(wren, path);
		await expect(wren.getByText(t('sessions.when.early'), { exact: true }).first()).toBeVisible();
		await expect(wren.getByText(tomorrow)).toHaveCount(0);
	}
	for (const page of [maren, wren]) await page.context().close();
});
