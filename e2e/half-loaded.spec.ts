import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { button, invited, isRefused } from './form-faults.ts';
import { practise, wordsIn } from './practice.ts';
import type { Served } from './serve.ts';
import { field } from './two-tabs.ts';

// On a bad line a part of the app may not come. It is said, what she typed stays, and the next press asks for it again.

let served: Served;

test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

/** No script gets through whose address fits, until the line is back. */
async function badLine(page: Page, which: RegExp): Promise<() => Promise<void>> {
	await page.context().route(which, (route) => route.abort());
	return () => page.context().unroute(which);
}

test('signing in, where what opens her keys did not load', async ({ browser }) => {
	const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
	const better = await badLine(page, /\/workers\/worker-/);
	await page.goto('/app/sign-in');
	const words = (await wordsIn(served)).Wren!;
	await field(page, t('people.sign-in.name')).fill('wren');
	await field(page, t('people.sign-in.words')).fill(words);
	await button(page, 'people.sign-in.go').click();
	await isRefused(page, field(page, t('people.sign-in.words')), words, 'no Worker');
	await better();
	await button(page, 'people.sign-in.go').click();
	await expect(page.getByRole('navigation').getByText(t('ui.bar.today'))).toBeVisible();
	await expect(page.getByRole('heading', { level: 1, name: t('people.sign-in.title') })).toBeHidden({
		timeout: 30_000
	});
	await page.context().close();
});

test('a new account, where the list that her words are held against did not load', async ({ browser }) => {
	const invitation = await invited(browser, served);
	const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
	await page.goto('/app/join');
	await field(page, t('groups.join.enter.label')).fill(invitation);
	await button(page, 'groups.join.enter.do').click();
	await button(page, 'groups.join.read.go').click();
	await field(page, t('people.sign-in.name')).fill('half-loaded');
	await button(page, 'people.next').click();
	await button(page, 'people.words.mine').click();
	const words = 'rain on the roof of a tent';
	await field(page, t('people.words.own')).fill(words);
	await field(page, t('people.words.again')).fill(words);
	const better = await badLine(page, /\/immutable\//);
	await button(page, 'people.next').click();
	await isRefused(page, field(page, t('people.words.again')), words, 'no list');
	await better();
	await button(page, 'people.next').click();
	await expect(page.getByRole('heading', { level: 1, name: t('people.new.card') })).toBeVisible({ timeout: 30_000 });
	await page.context().close();
});
