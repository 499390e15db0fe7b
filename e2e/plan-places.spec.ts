import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// Out of the middle of a plan to a place, and back: what she had planned so far stands as she left it.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
const at = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

test('adding a place, and walking the way to it, lead back to the plan', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, 'Maren');
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(page, `${group}/sessions/new`);
	const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
	const when = { day, start: '18:30', end: '20:00' };
	for (const [name, text] of Object.entries(when))
		await page.getByLabel(t(`sessions.when.${name as keyof typeof when}`), { exact: true }).fill(text);
	await press(page, t('venues.next'));
	await at(page, t('sessions.step.where'));
	await page.getByLabel(t('sessions.where.side-room'), { exact: true }).fill('Behind the stage');

	await follow(page, t('venues.add'));
	await at(page, t('venues.edit.about'));
	await page.getByLabel(t('venues.name'), { exact: true }).fill('The green room');
	for (const title of ['way', 'place', 'access'] as const) {
		await press(page, t('venues.next'));
		await at(page, t(`venues.edit.${title}`));
	}
	await press(page, t('venues.save'));
	await page.waitForURL(/\/venues\/[\w-]{22}\?/);
	await follow(page, t('venues.back-to-plan'));
	await at(page, t('sessions.step.where'));
	await expect(page.getByLabel(t('sessions.where.side-room'), { exact: true })).toHaveValue('Behind the stage');
	const room = page.getByLabel(t('sessions.where.place'), { exact: true }).locator('option:checked');
	await expect(room).toHaveText('The green room');
	for (const step of ['who', 'parts', 'checks'] as const) {
		await press(page, t('venues.next'));
		await at(page, t(`sessions.step.${step}`));
	}

	await page.locator('main a[href*="/venues/"]').first().click();
	await follow(page, t('venues.back-to-plan'));
	await at(page, t('sessions.step.checks'));
	await press(page, t('sessions.save'));
	await page.waitForURL(/\/sessions\/[\w-]{22}$/);
	await goInside(page, `${new URL(page.url()).pathname}/edit`);
	await press(page, t('venues.next'));
	await at(page, t('sessions.step.where'));
	const place = page.getByLabel(t('sessions.where.place'), { exact: true });
	await expect(place.locator('option:checked')).toHaveText('The green room');
	await context.close();
});

test('the side room of the plan is the one that she who comes is told of', async ({ browser }) => {
	const [maren, wren] = await Promise.all(
		(['Maren', 'Wren'] as const).map(async (who) => {
			const context = await browser.newContext({ baseURL: served.origin });
			const page = await context.newPage();
			await enterAs(page, who);
			return page;
		})
	);
	if (!maren || !wren) throw new Error();
	await maren.getByRole('link', { name: t('sessions.today.more.facilitator'), exact: true }).click();
	await maren.waitForURL(/\/sessions\/[\w-]{22}$/);
	const session = new URL(maren.url()).pathname;
	await goInside(maren, `${session}/edit`);
	await press(maren, t('venues.next'));
	await at(maren, t('sessions.step.where'));
	await maren.getByLabel(t('sessions.where.side-room'), { exact: true }).fill('The loft');
	await press(maren, t('venues.save'));
	await maren.waitForURL(`**${session}`);
	await goInside(wren, session);
	await expect(wren.getByText(t('sessions.where.side-room.is', { room: 'The loft' }))).toBeVisible();
	await goInside(wren, `${session}/way`);
	await expect(wren.getByText('The loft', { exact: true })).toBeVisible();
	for (const page of [maren, wren]) await page.context().close();
});
