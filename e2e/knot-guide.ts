import { expect, type Browser, type Page } from '@playwright/test';
import { en, type Key } from '#lib/words/catalogue.ts';
import { enterAs, look, type PEOPLE } from './practice.ts';
import type { Served } from './serve.ts';

// What a hand does on the screens of the human knot's guide.

const PHONE = { width: 360, height: 740 };

/** Her phone, with her in it. `before`: what the browser is told first. */
export async function enter(
	browser: Browser,
	served: Served,
	{ who, before }: { who: keyof typeof PEOPLE; before?: (page: Page) => Promise<unknown> }
) {
	const context = await look(browser, served, { name: '', context: { viewport: PHONE } });
	const page = await context.newPage();
	await before?.(page);
	await enterAs(page, who);
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	return { page, group, end: () => context.close() };
}
export const button = (page: Page, key: Key) =>
	page.locator('main').getByRole('button', { name: en[key], exact: true });
export const link = (page: Page, key: Key) => page.locator('main').getByRole('link', { name: en[key], exact: true });
export const title = (page: Page, text: string) => expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
export const next = (page: Page) => button(page, 'activities.guide.next').click();
export const seat = (page: Page, who: number) =>
	page.getByRole('list', { name: en['activities.check.people'] }).getByRole('button').nth(who);

/** From the first screen to the fourth step, so many playing with scarves. */
export async function toStepFour(page: Page, players: number): Promise<void> {
	await page.getByLabel(en['activities.people.label']).fill(String(players));
	for (let screens = 0; screens < 6; screens += 1) await next(page);
	await expect(page.getByText('Step 4 of 7')).toBeVisible();
}
