import { expect, type Browser, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { goInside, settled } from './practice.ts';
import type { Served } from './serve.ts';

export const field = (on: Page, label: string) => on.getByLabel(label, { exact: true });
export const at = (on: Page, name: string) =>
	on.getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout: 60_000 });

/** Two tabs of one browser. */
export async function twoTabs(browser: Browser, served: Served): Promise<[Page, Page]> {
	const context = await browser.newContext({ baseURL: served.origin });
	context.setDefaultTimeout(30_000);
	return [await context.newPage(), await context.newPage()];
}

/** Open, as she, and the server answers this tab. */
export async function isOpenAs(page: Page, who: string): Promise<void> {
	await goInside(page, '/app/me');
	await expect(page.getByText(who.toLowerCase(), { exact: true })).toBeVisible();
	await goInside(page, '/app/me/sign-ins');
	await settled(page);
	await expect(page.getByText(t('people.trouble.sign-in'))).toHaveCount(0);
	await expect(page.getByRole('heading', { level: 1, name: t('people.locked.title') })).toHaveCount(0);
}
