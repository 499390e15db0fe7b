import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import type { Key } from '#lib/words/catalogue.ts';
import { enterAs, goInside, settled } from './practice.ts';
import type { Served } from './serve.ts';

// What can go wrong in any form, and how it is tried.

export interface Form {
	name: string;
	/** Its main button. */
	press: Key;
	/** What must be pressed or chosen before its fields are there. */
	reveal?: (page: Page) => Promise<void>;
}

/** Text that must not be taken, and why. */
export const BAD = [
	{ name: 'too long', text: 'long '.repeat(1_000) },
	{ name: 'a control character', text: 'bell\u0007 rings' },
	{ name: 'a mark that turns the direction', text: 'abc \u202Egnp.exe' }
];

const TEXT = ['input:not([type])', 'input[type="text"]']
	.map((input) => `${input}:not([inputmode="numeric"])`)
	.concat('textarea')
	.join(', ');

/** The writes of a page, apart from drafts: what would be saved. */
export function writes(page: Page): string[] {
	const seen: string[] = [];
	page.on('request', (request) => {
		const { pathname } = new URL(request.url());
		if (request.method() === 'GET' || !pathname.startsWith('/api/') || pathname.includes('/drafts/')) return;
		seen.push(`${request.method()} ${pathname}`);
	});
	return seen;
}

export const button = (on: Page, key: Key) => on.getByRole('button', { name: t(key), exact: true });

/** Two presses before the page has had a moment to draw anything. */
export const pressTwice = (what: Locator) =>
	what.evaluate((one: HTMLElement) => {
		one.click();
		one.click();
	});

/** The form that the button belongs to, or the whole page where it stands alone. */
export async function fieldsOf(page: Page, { press }: Form): Promise<Locator> {
	const form = page.locator('main form').filter({ has: button(page, press) });
	return ((await form.count()) > 0 ? form : page.locator('main')).locator(TEXT);
}

/** A sentence by the field, and what she typed still in it. */
export async function isRefused(page: Page, field: Locator, text: string, what: string): Promise<void> {
	await expect(field, what).toHaveAttribute('aria-invalid', 'true');
	const sentence = (await field.getAttribute('aria-describedby'))?.split(' ').map((id) => `#${id}`);
	await expect(page.locator(sentence!.join(', ')).filter({ hasText: /\w\.$/ }).first(), what).toBeVisible();
	await expect(field, what).toHaveValue(text);
}

/** Every field against every text that cannot be taken; nothing is saved, and at the end all is as it was. */
export async function refusesBadText(page: Page, form: Form): Promise<void> {
	await form.reveal?.(page);
	await expect(button(page, form.press)).toBeVisible();
	const fields = await fieldsOf(page, form);
	const before = await fields.evaluateAll((all) => all.map((e) => (e as HTMLInputElement).value));
	expect(before.length).toBeGreaterThan(0);
	const seen = writes(page);
	for (const { name, text } of BAD) {
		for (let at = 0; at < before.length; at += 1) await fields.nth(at).fill(text);
		await button(page, form.press).click();
		for (let at = 0; at < before.length; at += 1)
			await isRefused(page, fields.nth(at), text, `${name}, field ${String(at + 1)}`);
	}
	expect(seen).toEqual([]);
	for (const [at, text] of before.entries()) await fields.nth(at).fill(text);
}

/** After a reload or an ended sign-in: her words open it again. */
export async function unlock(on: Page, words = ''): Promise<void> {
	const locked = on.getByRole('heading', { level: 1, name: t('people.locked.title') });
	await locked.waitFor();
	await on.getByLabel(t('people.sign-in.words'), { exact: true }).fill(words);
	await button(on, 'people.sign-in.go').click();
	await expect(locked).toHaveCount(0, { timeout: 60_000 });
	await settled(on);
}

/**
 * What a draft was kept by. To be asked for before what changes the draft, and waited for after: as long as one is on
 * its way, an ended sign-in may be noticed by it instead of by the press that a test is about.
 */
export const draftKept = (on: Page) =>
	on.waitForResponse((one) => one.url().includes('/drafts/') && one.request().method() === 'PUT');

/** Her sign-in ends, as it does after half an hour, while the page stands there. */
export const endSignIn = (on: Page) =>
	on.evaluate(() =>
		fetch('/api/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
	);

/** Six words of a new invitation. */
export async function invited(browser: Browser, served: Served): Promise<string> {
	const context = await browser.newContext({ baseURL: served.origin });
	const maren = await context.newPage();
	await enterAs(maren, 'Maren');
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(maren, `${group}/invite`);
	await button(maren, 'groups.invite.make').click();
	const shown = maren.locator('main ol[translate="no"] li');
	await expect(shown).toHaveCount(6);
	const words = (await shown.allInnerTexts()).map((word) => word.replace(/[^a-z]/gi, ' ').trim()).join(' ');
	await context.close();
	return words;
}
