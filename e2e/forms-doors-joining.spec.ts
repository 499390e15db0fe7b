import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { button, invited, unlock } from './form-faults.ts';
import { goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';
import { at, field, isOpenAs, twoTabs } from './two-tabs.ts';

// Joining in two tabs of one browser, with the same six words.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

async function read(page: Page, six: string): Promise<void> {
	await page.goto('/app/join');
	await field(page, t('groups.join.enter.label')).fill(six);
	await button(page, 'groups.join.enter.do').click();
	await button(page, 'groups.join.read.go').click();
}

/** A name for signing in and words, up to the press that makes the account. Answers the words. */
async function choose(page: Page, name: string): Promise<string> {
	await at(page, t('people.new.name'));
	await field(page, t('people.sign-in.name')).fill(name);
	await button(page, 'people.next').click();
	const offered = page.locator('.words span');
	await expect(offered).toHaveCount(5);
	const words = (await offered.allInnerTexts()).map((word) => word.trim()).join(' ');
	await field(page, t('people.words.again')).fill(words);
	return words;
}

/** The same, and the account: she is at her card. */
async function makeAccount(page: Page, name: string): Promise<string> {
	const words = await choose(page, name);
	await button(page, 'people.next').click();
	await at(page, t('people.new.card'));
	return words;
}

async function fillIn(page: Page, name: string): Promise<void> {
	await at(page, t('groups.join.you.title'));
	await field(page, t('groups.profile.name')).fill(name);
	await button(page, 'groups.next').click();
	await at(page, t('groups.join.talk.title'));
	await button(page, 'groups.next').click();
	await at(page, t('groups.join.agreement.title'));
	await page.getByLabel(t('groups.join.agreement.accept'), { exact: true }).check();
}

test('joining with the same six words: one tab asks; the other, at its account, is told where to go on', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const six = await invited(browser, served);
	const [first, second] = await twoTabs(browser, served);
	await read(second, six);
	const never = await choose(second, 'tab-the-second');
	await read(first, six);
	await makeAccount(first, 'tab-the-first');
	await button(first, 'people.card.kept').click();
	await fillIn(first, 'First');
	await button(first, 'groups.join.ask').click();
	await at(first, t('groups.join.sent'));

	await button(second, 'people.next').click();
	await expect(second.getByText(t('people.trouble.no-link'))).toBeVisible({ timeout: 60_000 });
	await expect(field(second, t('people.words.again'))).toHaveValue(never);
	await isOpenAs(first, 'tab-the-first');
	await first.context().close();
});

test('joining with the same six words and two accounts: the second to ask is told, and keeps what she wrote', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const six = await invited(browser, served);
	const [first, second] = await twoTabs(browser, served);
	const words: string[] = [];
	for (const page of [first, second]) await read(page, six);
	for (const [page, name] of [
		[first, 'two-of-one'],
		[second, 'two-of-two']
	] as const) {
		words.push(await makeAccount(page, name));
		await button(page, 'people.card.kept').click();
		if (page === first) await fillIn(first, 'Tove');
	}
	await fillIn(second, 'Una');
	// The other tab has signed in as somebody else: this one wants its own woman's words, and nothing is lost.
	await button(first, 'groups.join.ask').click();
	await unlock(first, words[0]);
	await at(first, t('groups.join.agreement.title'));
	await first.getByLabel(t('groups.join.agreement.accept'), { exact: true }).check();
	await button(first, 'groups.join.ask').click();
	await at(first, t('groups.join.sent'));

	await button(second, 'groups.join.ask').click();
	await unlock(second, words[1]);
	// With what her draft has, the invitation is read once more.
	await expect(second.getByText(t('groups.trouble.used'))).toBeVisible();
	await first.context().close();
});

test('joining as one woman while the other tab signs out: her words are asked for here, or her name, and she goes on', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const six = await invited(browser, served);
	const [first, second] = await twoTabs(browser, served);
	const lock = async () => {
		await goInside(first, '/app/me');
		await button(first, 'people.me.lock').click();
		await at(first, t('people.locked.title'));
	};
	const words: string[] = [];
	for (const page of [first, second]) await read(page, six);
	for (const [page, name] of [
		[first, 'out-of-one'],
		[second, 'out-of-two']
	] as const) {
		words.push(await makeAccount(page, name));
		if (page === first) await lock();
	}
	await button(second, 'people.card.kept').click();
	await fillIn(second, 'Una');
	// The first was locked at its card: it says where she makes another.
	const due = (page: Page) => page.getByRole('heading', { name: t('people.card.due'), exact: true });
	await unlock(first, words[0]);
	await goInside(first, '/app/join');
	await at(first, t('groups.join.you.title'));
	await expect(due(first)).toBeVisible();
	await lock();
	await button(second, 'groups.join.ask').click();
	await unlock(second, words[1]);
	await at(second, t('groups.join.agreement.title'));
	await expect(due(second)).toHaveCount(0);
	// Not this browser's sign-in: the second's goes on at the server, and its woman has only to say her words.
	await button(first, 'people.locked.other').click();
	await unlock(second, words[1]);
	await at(second, t('groups.join.agreement.title'));
	// Her own: nobody is signed in any more, and nothing of hers stands there.
	await first.goto('/app');
	await button(first, 'people.locked.other').click();
	await at(second, t('groups.join.enter'));
	await field(second, t('groups.join.enter.label')).fill(six);
	await button(second, 'groups.join.enter.do').click();
	await button(second, 'people.new.have').click();
	await field(second, t('people.sign-in.name')).fill('out-of-two');
	await field(second, t('people.sign-in.words')).fill(words[1] ?? '');
	await button(second, 'people.sign-in.go').click();
	await at(second, t('groups.join.agreement.title'));
	await second.getByLabel(t('groups.join.agreement.accept'), { exact: true }).check();
	await button(second, 'groups.join.ask').click();
	await at(second, t('groups.join.sent'));
	await first.context().close();
});

test('joining with one account in both tabs: what is asked last counts, and the other tab knows that she waits', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const six = await invited(browser, served);
	const [first, second] = await twoTabs(browser, served);
	await read(first, six);
	const words = await makeAccount(first, 'one-in-both');
	await button(first, 'people.card.kept').click();
	await field(first, t('groups.profile.name')).fill('Runa');
	// Sent after it was typed: what is on its way from before does not have it.
	const kept = await first.waitForRequest((one) => one.url().endsWith('/drafts/join') && one.method() === 'PUT');
	await kept.response();
	// In another browser, which knows nothing of her before she signs in: what she wrote is there, and stays.
	const other = await (await browser.newContext({ baseURL: served.origin })).newPage();
	await read(other, six);
	await button(other, 'people.new.have').click();
	await field(other, t('people.sign-in.name')).fill('one-in-both');
	await field(other, t('people.sign-in.words')).fill(words);
	await button(other, 'people.sign-in.go').click();
	await at(other, t('groups.join.you.title'));
	await expect(field(other, t('groups.profile.name'))).toHaveValue('Runa');
	await other.context().close();
	await second.goto('/app/join');
	await unlock(second, words);
	await at(second, t('groups.join.you.title'));
	await expect(field(second, t('groups.profile.name'))).toHaveValue('Runa');
	await fillIn(second, 'Runa');
	await fillIn(first, 'Runa of the sea');
	await button(first, 'groups.join.ask').click();
	await at(first, t('groups.join.sent'));
	await button(second, 'groups.join.ask').click();
	await at(second, t('groups.join.sent'));
	for (const page of [first, second]) {
		await goInside(page, '/app');
		await expect(page.getByRole('heading', { name: t('sessions.today.waiting'), exact: true })).toHaveCount(1);
	}
	await first.context().close();
});

test('while her card is on the screen the other tab signs out: neither her name nor her words are offered to anybody', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const six = await invited(browser, served);
	const [first, second] = await twoTabs(browser, served);
	await read(first, six);
	const words = await makeAccount(first, 'at-her-card');
	await second.goto('/app');
	await button(second, 'people.locked.other').click();
	await at(first, t('groups.join.enter'));
	await field(first, t('groups.join.enter.label')).fill(six);
	await button(first, 'groups.join.enter.do').click();
	await at(first, t('people.new.name'));
	await expect(field(first, t('people.sign-in.name'))).toHaveValue('');
	await field(first, t('people.sign-in.name')).fill('somebody-else');
	await button(first, 'people.next').click();
	const offered = first.locator('.words span');
	await expect(offered).toHaveCount(5);
	expect((await offered.allInnerTexts()).map((word) => word.trim()).join(' ')).not.toBe(words);
	await first.context().close();
});
