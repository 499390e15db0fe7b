import { expect, test, type Browser, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { button, draftKept, endSignIn, isRefused, unlock } from './form-faults.ts';
import { enterAs, goInside, practise, wordsIn } from './practice.ts';
import type { Served } from './serve.ts';
import { at, field, isOpenAs, twoTabs } from './two-tabs.ts';

// The forms at the doors in two tabs of one browser: what one does, and the other finds when she goes on there.

let served: Served;
let hers: Record<string, string> = {};

test.beforeAll(async () => {
	served = await practise();
	hers = await wordsIn(served);
});
test.afterAll(() => served.stop());

async function typeAs(page: Page, who: string, words = hers[who] ?? ''): Promise<void> {
	await page.goto('/app/sign-in');
	await field(page, t('people.sign-in.name')).fill(who.toLowerCase());
	await field(page, t('people.sign-in.words')).fill(words);
}
const press = (page: Page) => button(page, 'people.sign-in.go').click();

test('signing in: one tab is in, and the other presses, first with the wrong words', async ({ browser }) => {
	const [first, second] = await twoTabs(browser, served);
	await typeAs(first, 'Wren');
	await typeAs(second, 'Wren', 'neither these nor those');
	await press(first);
	await first.waitForURL('**/app');
	await press(second);
	const words = field(second, t('people.sign-in.words'));
	await isRefused(second, words, 'neither these nor those', 'wrong words');
	await expect(field(second, t('people.sign-in.name'))).toHaveValue('wren');
	await isOpenAs(first, 'Wren');
	await words.fill(hers.Wren ?? '');
	await press(second);
	await second.waitForURL('**/app');
	for (const page of [second, first]) await isOpenAs(page, 'Wren');
	await first.context().close();
});

test('signing in: both press at the same moment', async ({ browser }) => {
	const [first, second] = await twoTabs(browser, served);
	for (const page of [first, second]) await typeAs(page, 'Ifeoma');
	await Promise.all([press(first), press(second)]);
	for (const page of [first, second]) await page.waitForURL('**/app');
	for (const page of [first, second]) await isOpenAs(page, 'Ifeoma');
	await first.context().close();
});

test('signing in: somebody else does in the other tab; what was typed in the first is there when its woman is back', async ({
	browser
}) => {
	const [first, second] = await twoTabs(browser, served);
	await typeAs(first, 'Maren');
	await press(first);
	await first.waitForURL('**/app');
	const group = (await first.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(first, `${group}/waiting`);
	await first.getByRole('link', { name: 'Saoirse' }).click();
	const note = field(first, t('groups.talk.note'));
	const kept = draftKept(first);
	await note.fill('Sits near the door');
	await kept;
	await typeAs(second, 'Noor');
	await press(second);
	await second.waitForURL('**/app');
	await note.fill('Sits near the door, and likes tea');
	await button(first, 'groups.talk.record').click();
	await unlock(first, hers.Maren);
	await expect(note).toHaveValue('Sits near the door, and likes tea');
	await button(first, 'groups.talk.record').click();
	await expect(first.getByText('Sits near the door, and likes tea', { exact: true })).toBeVisible();
	// And she who was in the other tab is asked for hers, and sees nothing of it.
	await goInside(second, '/app/me').catch(() => undefined);
	await goInside(second, '/app/me/sign-ins').catch(() => undefined);
	await at(second, t('people.locked.title'));
	await expect(second.getByText('likes tea')).toHaveCount(0);
	await first.context().close();
});

/** A new card of hers. Answers the code on it. */
async function codeOf(browser: Browser, who: 'Wren' | 'Bee' | 'Dilys'): Promise<string> {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, who);
	await goInside(page, '/app/me/card');
	await field(page, t('people.again.now')).fill(hers[who] ?? '');
	await page.locator('main form button[type="submit"]').click();
	const parts = page.locator('.code span');
	await expect(parts.first()).toBeVisible({ timeout: 60_000 });
	const code = (await parts.allInnerTexts()).join('-');
	await context.close();
	return code;
}

async function showCode(page: Page, who: string, code: string): Promise<void> {
	await field(page, t('people.sign-in.name')).fill(who.toLowerCase());
	await field(page, t('people.recover.code')).fill(code);
	await button(page, 'people.recover.go').click();
	await at(page, t('people.recover.words'));
}

async function takeWords(page: Page): Promise<string> {
	const offered = page.locator('.words span');
	await expect(offered).toHaveCount(5);
	const words = (await offered.allInnerTexts()).map((word) => word.trim()).join(' ');
	await field(page, t('people.words.again')).fill(words);
	await button(page, 'people.recover.take').click();
	return words;
}

test('recovering with the same code in both tabs: the words taken last count, and the other tab says so', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const code = await codeOf(browser, 'Wren');
	const [first, second] = await twoTabs(browser, served);
	for (const page of [first, second]) {
		await page.goto('/app/recover');
		await showCode(page, 'Wren', code);
	}
	await takeWords(first);
	await first.waitForURL('**/app', { timeout: 60_000 });
	const last = await takeWords(second);
	await second.waitForURL('**/app', { timeout: 60_000 });
	await isOpenAs(first, 'Wren');
	await goInside(first, '/app/me');
	await button(first, 'people.me.lock').click();
	await field(first, t('people.sign-in.words')).fill(last);
	await button(first, 'people.locked.open').click();
	await expect(button(first, 'people.me.lock')).toBeVisible({ timeout: 30_000 });
	await expect(first.getByRole('link', { name: t('people.changed.not-me'), exact: true })).toBeVisible();
	await first.context().close();
});

for (const [who, how] of [
	['Dilys', 'somebody else signs in in the other tab'],
	['Bee', 'her sign-in ends']
] as const)
	test(`recovering: ${how} before new words are taken`, async ({ browser }) => {
		test.setTimeout(180_000);
		const code = await codeOf(browser, who);
		const [first, second] = await twoTabs(browser, served);
		await first.goto('/app/recover');
		await showCode(first, who, code);
		if (who === 'Bee') await endSignIn(first);
		else {
			await typeAs(second, 'Noor');
			await press(second);
			await second.waitForURL('**/app');
		}
		await takeWords(first);
		// The code once more: it lies in no locked page. The name is still there.
		const again = field(first, t('people.recover.code'));
		await isRefused(first, again, '', 'the code once more');
		await expect(field(first, t('people.sign-in.name'))).toHaveValue(who.toLowerCase());
		await showCode(first, who, code);
		const words = await takeWords(first);
		await first.waitForURL('**/app', { timeout: 60_000 });
		await isOpenAs(first, who);
		const other = await (await browser.newContext({ baseURL: served.origin })).newPage();
		await typeAs(other, who, words);
		await press(other);
		await other.waitForURL('**/app', { timeout: 60_000 });
		await other.context().close();
		await first.context().close();
	});
