import { expect, test, type Browser, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import {
	BAD,
	button,
	draftKept,
	endSignIn,
	invited,
	isRefused,
	pressTwice,
	refusesBadText,
	unlock,
	writes
} from './form-faults.ts';
import { enterAs, goInside, practise, wordsIn } from './practice.ts';
import type { Served } from './serve.ts';
import { field } from './two-tabs.ts';

// The forms at the doors, where nobody is signed in yet or her words are at stake, against what can go wrong in them.

let served: Served;
let hers: Record<string, string> = {};

test.beforeAll(async () => {
	served = await practise();
	hers = await wordsIn(served);
});
test.afterAll(() => served.stop());

async function stranger(browser: Browser): Promise<Page> {
	const context = await browser.newContext({ baseURL: served.origin });
	context.setDefaultTimeout(20_000);
	return context.newPage();
}
const times = (seen: readonly string[], what: RegExp) => seen.filter((one) => what.test(one)).length;

for (const [path, secret, press, nameEmpty, secretEmpty] of [
	[
		'/app/sign-in',
		'people.sign-in.words',
		'people.sign-in.go',
		'people.sign-in.name.empty',
		'people.sign-in.words.empty'
	],
	['/app/recover', 'people.recover.code', 'people.recover.go', 'people.sign-in.name.empty', 'people.recover.code.empty']
] as const) {
	test(`${path}: nothing written, what cannot be, and a double press`, async ({ browser }) => {
		const page = await stranger(browser);
		await page.goto(path);
		await button(page, press).waitFor();
		const seen = writes(page);
		await button(page, press).click();
		for (const said of [nameEmpty, secretEmpty]) await expect(page.getByText(t(said))).toBeVisible();
		expect(seen).toEqual([]);
		for (const { name, text } of BAD) {
			await field(page, t('people.sign-in.name')).fill('wren');
			await field(page, t(secret)).fill(text);
			await button(page, press).click();
			await isRefused(page, field(page, t(secret)), text, name);
		}
		await field(page, t(secret)).fill('once and not twice at all');
		seen.length = 0;
		await pressTwice(button(page, press));
		await isRefused(page, field(page, t(secret)), 'once and not twice at all', 'two presses');
		expect(times(seen, /sign-in\/start$/)).toBe(1);
		await page.context().close();
	});
}

test('joining: from six words to having asked', async ({ browser }) => {
	test.setTimeout(180_000);
	const words = await invited(browser, served);
	const page = await stranger(browser);
	const at = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
	await page.goto('/app/join');
	const typed = field(page, t('groups.join.enter.label'));
	await button(page, 'groups.join.enter.do').click();
	await expect(page.getByText(t('groups.join.enter.empty'))).toBeVisible();
	for (const { name, text } of BAD) {
		await typed.fill(text);
		await button(page, 'groups.join.enter.do').click();
		await isRefused(page, typed, text, name);
	}
	await typed.fill(words);
	await pressTwice(button(page, 'groups.join.enter.do'));
	await button(page, 'groups.join.read.go').click();

	await at(t('people.new.name'));
	await refusesBadText(page, { name: 'her name', press: 'people.next' });
	await field(page, t('people.sign-in.name')).fill('just-the-once');
	await button(page, 'people.next').click();
	const offered = page.locator('.words span');
	await expect(offered).toHaveCount(5);
	const hersNow = (await offered.allInnerTexts()).map((word) => word.trim()).join(' ');
	await field(page, t('people.words.again')).fill(hersNow);
	const seen = writes(page);
	await pressTwice(button(page, 'people.next'));
	await at(t('people.new.card'));
	expect(times(seen, /POST \/api\/accounts$/), seen.join()).toBe(1);
	await button(page, 'people.card.kept').click();

	await at(t('groups.join.you.title'));
	await refusesBadText(page, { name: 'you', press: 'groups.next' });
	await button(page, 'groups.next').click();
	await expect(field(page, t('groups.profile.name'))).toHaveAttribute('aria-invalid', 'true');
	await field(page, t('groups.profile.name')).fill('Once');
	await pressTwice(button(page, 'groups.next'));
	await at(t('groups.join.talk.title'));
	await page.goBack();
	await at(t('groups.join.you.title'));
	await expect(field(page, t('groups.profile.name'))).toHaveValue('Once');
	await button(page, 'groups.next').click();
	await at(t('groups.join.talk.title'));
	await refusesBadText(page, { name: 'the talk', press: 'groups.next' });
	const typedKept = draftKept(page);
	await field(page, t('groups.join.talk-about')).fill('The stairs');
	await typedKept;
	const stepKept = draftKept(page);
	await button(page, 'groups.next').click();
	await at(t('groups.join.agreement.title'));
	await stepKept;

	const accept = page.getByLabel(t('groups.join.agreement.accept'), { exact: true });
	await endSignIn(page);
	await accept.check();
	await button(page, 'groups.join.ask').click();
	await unlock(page, hersNow);
	await at(t('groups.join.agreement.title'));
	await accept.check();
	seen.length = 0;
	await pressTwice(button(page, 'groups.join.ask'));
	await at(t('groups.join.sent'));
	expect(times(seen, /invitations\/ask$/)).toBe(1);
	await page.context().close();
});

test('changing her words: hidden marks, too many letters, the wrong words before, and a double press', async ({
	browser
}) => {
	test.setTimeout(150_000);
	const page = await stranger(browser);
	await enterAs(page, 'Wren');
	await goInside(page, '/app/me/words');
	await button(page, 'people.words.mine').click();
	const own = field(page, t('people.words.own'));
	const again = field(page, t('people.words.again'));
	const now = field(page, t('people.again.now'));
	const take = button(page, 'people.recover.take');
	const seen = writes(page);
	for (const { name, text } of BAD) {
		await own.fill(text);
		await again.fill(text);
		await take.click();
		await isRefused(page, own, text, name);
	}
	await own.fill('a sentence that nobody would guess');
	await again.fill('a sentence that nobody would');
	await take.click();
	await isRefused(page, again, 'a sentence that nobody would', 'not the same');
	await again.fill('a sentence that nobody would guess');
	await take.click();
	await expect(page.getByText(t('people.again.empty'))).toBeVisible();
	expect(seen).toEqual([]);
	await now.fill('not the words she has');
	await take.click();
	await isRefused(page, now, 'not the words she has', 'wrong words');
	expect(times(seen, /PUT \/api\/me\/words$/), seen.join()).toBeLessThan(2);
	seen.length = 0;
	await now.fill(hers.Wren ?? '');
	await pressTwice(take);
	await page.getByText(t('people.me.words.done')).waitFor({ timeout: 60_000 });
	expect(times(seen, /PUT \/api\/me\/words$/), seen.join()).toBe(1);
	await page.context().close();
});

test('where Exit goes: no address, none that can be opened, and a double press', async ({ browser }) => {
	const page = await stranger(browser);
	await enterAs(page, 'Ifeoma');
	await goInside(page, '/app/me/exit');
	await field(page, t('people.me.exit.where')).selectOption('own');
	await refusesBadText(page, { name: 'where Exit goes', press: 'people.save' });
	const address = field(page, t('people.me.exit.address'));
	const seen = writes(page);
	for (const text of ['  ', 'http://cakes.example', `https://cakes.example/${'a'.repeat(200)}`]) {
		await address.fill(text);
		await button(page, 'people.save').click();
		await isRefused(page, address, text, text);
	}
	expect(seen).toEqual([]);
	await address.fill('cakes.example');
	await pressTwice(button(page, 'people.save'));
	await page.getByText(t('ui.state.saved'), { exact: true }).waitFor();
	expect(seen).toEqual(['PUT /api/me/exit']);
	await page.context().close();
});
