import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { enterAs, goInside, practise, settled, wordsOf } from './practice.ts';
import type { Served } from './serve.ts';

// What she ought to know before she acts is said before, and where she is is said when she has moved.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const groupOf = async (page: Page) => (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';

test('after a move and after unlocking the heading has the focus', async ({ browser }) => {
	const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
	await enterAs(page, 'Wren');
	for (const href of ['/app/me', await groupOf(page)]) {
		await page.locator(`nav a[href="${href}"]`).first().click();
		await page.waitForURL(`**${href}`);
		await expect(page.locator('main h1')).toBeFocused();
	}
	await page.reload();
	await page.getByLabel(en['people.sign-in.words']).fill(await wordsOf(served, 'Wren'));
	await page.keyboard.press('Enter');
	await expect(page.locator('main h1')).toBeFocused({ timeout: 30_000 });
	await expect(page.getByLabel(en['people.sign-in.words'])).toHaveCount(0);
});

test('the day before she is told that the way opens at once, and who sees that she opened it', async ({ browser }) => {
	const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
	await enterAs(page, 'Wren');
	await page.getByRole('radio', { name: en['sessions.coming.no'], exact: true }).check({ force: true });
	await expect(page.getByText(en['sessions.where.say-yes.now'])).toBeVisible();
	await expect(page.getByText(en['sessions.where.say-yes'])).toHaveCount(0);
	await page.getByRole('radio', { name: en['sessions.coming.yes'], exact: true }).check({ force: true });
	await expect(page.getByRole('link', { name: en['sessions.where.open'] })).toBeVisible();
	await expect(page.getByText(en['sessions.where.noted'])).toBeVisible();
});

test('an invitation says that it is for a facilitator, to both', async ({ browser }) => {
	const [here, there] = [
		await browser.newContext({ baseURL: served.origin }),
		await browser.newContext({ baseURL: served.origin })
	];
	const [maren, invited] = [await here.newPage(), await there.newPage()];
	await enterAs(maren, 'Maren');
	await goInside(maren, `${await groupOf(maren)}/invite?as=facilitator`);
	await press(maren, en['groups.invite.make']);
	await expect(maren.getByText(en['groups.invite.shown.facilitator'])).toBeVisible();
	await maren.getByRole('radio', { name: en['groups.invite.link'], exact: true }).check({ force: true });
	const link = await maren.getByLabel(en['groups.invite.link.label']).inputValue();
	await goInside(maren, `${await groupOf(maren)}/agreement/edit`);
	await expect(maren.getByRole('button', { name: 'Change Respect', exact: true })).toBeVisible();
	await invited.goto(link);
	await settled(invited);
	const goOn = invited.getByText(en['groups.preview.go-on'], { exact: true });
	const said = invited.getByText(en['groups.preview.facilitator'], { exact: true });
	await expect(goOn.or(said).first()).toBeVisible();
	if (await goOn.isVisible()) await goOn.click();
	await expect(said).toBeVisible();
	await here.close();
	await there.close();
});

test('the last facilitator is told what her going means', async ({ browser }) => {
	const [here, there] = [
		await browser.newContext({ baseURL: served.origin }),
		await browser.newContext({ baseURL: served.origin })
	];
	const [maren, ifeoma] = [await here.newPage(), await there.newPage()];
	await enterAs(ifeoma, 'Ifeoma');
	const group = await groupOf(ifeoma);
	await goInside(ifeoma, `${group}/leave`);
	await expect(ifeoma.getByText(en['groups.leave.last'], { exact: true })).toHaveCount(0);
	await press(ifeoma, en['groups.leave.erase']);
	await ifeoma.getByRole('button', { name: en['groups.leave.yes'], exact: true }).last().click();
	await expect(ifeoma.getByText(en['groups.leave.done'])).toBeVisible({ timeout: 30_000 });
	await enterAs(maren, 'Maren');
	await goInside(maren, `${group}/leave`);
	await expect(maren.getByText(en['groups.leave.last'], { exact: true })).toBeVisible();
	await expect(maren.getByRole('link', { name: en['groups.leave.last.go'] })).toBeVisible();
	await expect(maren.getByRole('button', { name: en['groups.leave.erase'], exact: true })).toBeVisible();
	await here.close();
	await there.close();
});
