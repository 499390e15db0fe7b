import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { button, enter, link } from './knot-guide.ts';
import { goInside, type PEOPLE } from './practice.ts';
import type { Served } from './serve.ts';

// What hands do with the knot on everyone's phone.

export interface Phone {
	name: keyof typeof PEOPLE;
	page: Page;
	group: string;
	end: () => Promise<void>;
}

/** The evening of the example group, where the knot is the third part. */
export async function toLive({ page, group }: Pick<Phone, 'page' | 'group'>): Promise<string> {
	await goInside(page, `${group}/sessions`);
	const hrefs = () => page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
	const session = async () => (await hrefs()).find((one) => /\/sessions\/[\w-]{22}$/.test(one)) ?? '';
	await expect.poll(session).not.toBe('');
	const href = `${await session()}/live`;
	await goInside(page, href);
	return href;
}

/** A deal is drawn from one 32-bit number: here always the same. */
function sameDeal(): void {
	const draw = crypto.getRandomValues.bind(crypto);
	crypto.getRandomValues = <T extends ArrayBufferView>(into: T): T =>
		into instanceof Uint32Array && into.length === 1 ? (into.set([1]), into) : draw(into as never);
}

/** Everybody is in, and the evening goes on; the first two facilitate. */
export async function gather(browser: Browser, served: Served, names: readonly Phone['name'][]) {
	const phones: Phone[] = [];
	const before = (page: Page) => page.addInitScript(sameDeal);
	for (const name of names) phones.push({ name, ...(await enter(browser, served, { who: name, before })) });
	const [lead, other] = phones as [Phone, Phone];
	const live = await toLive(lead);
	for (const [phone, how] of [
		[lead, 'live.begin.do'],
		[other, 'live.begin.do.join']
	] as const) {
		if (phone !== lead) await toLive(phone);
		await phone.page.getByLabel(en['live.begin.code']).fill('2468');
		await button(phone.page, how).click();
		await expect(button(phone.page, 'live.sheet.next')).toBeVisible();
	}
	for (const phone of phones.slice(2)) {
		await toLive(phone);
		await expect(button(phone.page, 'live.member.out')).toBeVisible();
	}
	return { phones, live };
}

/** Reads what joining means, and joins; as a plant, or by her name. */
export async function join({ page }: Pick<Phone, 'page'>, plant?: string): Promise<void> {
	await expect(page.getByText(en['knot.join.seen'])).toBeVisible();
	if (plant) {
		await page.getByRole('radio', { name: en['knot.join.mark'] }).check();
		await expect(page.getByLabel(en['knot.join.which'])).not.toHaveValue('');
		await page.getByLabel(en['knot.join.which']).selectOption(plant);
	}
	await button(page, 'knot.join.do').click();
	await expect(button(page, 'knot.leave')).toBeVisible();
}

export const toTable = ({ page }: Pick<Phone, 'page'>) => link(page, 'knot.together.go').click();

/** Seat after seat, who stands there. */
export const ring = (page: Page): Promise<string[]> =>
	page
		.locator('svg [data-person]')
		.evaluateAll((all) => all.map((one) => (one.getAttribute('aria-label') ?? '').replace(/^\d+ /, '')));

const figure = (page: Page, name: string): Locator => page.locator(`svg [data-person][aria-label$=" ${name}"]`);

/** The hint's woman and move, as they stand on the page. */
export async function hint(page: Page): Promise<{ who: string; what: string }> {
	await button(page, 'knot.hint').click();
	const card = page.locator('section.leaf');
	await card.waitFor();
	const [before, after] = en['knot.hint.who'].split('{name}') as [string, string];
	const line = (await card.innerText()).split('\n').find((one) => one.endsWith(after)) ?? '';
	return { who: line.slice(before.length, -after.length), what: await card.locator('strong').innerText() };
}

/** She looks at a figure and presses what can be done with it. */
export async function move(page: Page, who: string, what: string): Promise<void> {
	await figure(page, who).dispatchEvent('click');
	await page.getByRole('button', { name: what, exact: true }).click();
}

/** The same with the keyboard alone: to her figure, on to her moves, and along them. */
export async function moveByKeys(page: Page, who: string, what: string): Promise<void> {
	await page.locator('svg [data-person][tabindex="0"]').focus();
	const focused = (attribute: string) =>
		page.evaluate((name) => document.activeElement?.getAttribute(name) ?? '', attribute);
	for (let i = 0; i < 20 && !(await focused('aria-label')).endsWith(` ${who}`); i += 1)
		await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Enter');
	const text = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
	for (let i = 0; i < 20 && (await text()) !== what; i += 1) await page.keyboard.press('Tab');
	expect(await text()).toBe(what);
	await page.keyboard.press('Enter');
}

/** Any move that this figure has from this phone, if there is one. */
export async function moveSomehow(page: Page, who: string): Promise<boolean> {
	await figure(page, who).dispatchEvent('click');
	const ways = page.getByRole('button', { name: /^Change places/ });
	if ((await ways.count()) === 0) return false;
	const before = await ring(page);
	await ways.first().click();
	await expect.poll(() => ring(page)).not.toEqual(before);
	return true;
}

export const over = (page: Page) =>
	page.getByRole('heading', { level: 1, name: en['knot.end.one'], exact: true }).isVisible();
