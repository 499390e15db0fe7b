import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { problemsOn } from './access.ts';
import { enterAs, goInside, look, practise, settled } from './practice.ts';
import type { Served } from './serve.ts';

// A whole game on one screen, three times over: with a finger, with the keyboard, and by what the page says alone.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const button = (page: Page, key: keyof typeof en) => page.getByRole('button', { name: en[key], exact: true });

async function begin(context: BrowserContext, players: number, hold?: 'thread'): Promise<Page> {
	const page = await context.newPage();
	await enterAs(page, 'Wren');
	const group = await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href');
	await goInside(page, `${group ?? ''}/activities/knot/screen`);
	await page.getByLabel(en['knot.players']).selectOption(String(players));
	if (hold) await page.getByLabel(en['knot.hold.thread'], { exact: true }).check();
	await button(page, 'knot.deal').click();
	await page.locator('svg[role=group]').waitFor();
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
	await settled(page);
	return page;
}

/** The hint's woman and move, as they stand on the page. */
async function hint(page: Page): Promise<{ who: string; what: string }> {
	await button(page, 'knot.hint').click();
	const card = page.locator('section.leaf');
	await card.waitFor();
	const said = await card.innerText();
	const [before, after] = en['knot.hint.who'].split('{name}') as [string, string];
	const line = said.split('\n').find((one) => one.endsWith(after)) ?? '';
	return { who: line.slice(before.length, -after.length), what: await card.locator('strong').innerText() };
}

const over = (page: Page) => page.getByRole('heading', { level: 1, name: en['knot.end.one'], exact: true }).isVisible();
const said = (page: Page) => page.locator('.said').innerText();

async function playOn(page: Page, turn: (who: string, what: string) => Promise<void>): Promise<void> {
	for (let turns = 0; turns < 120 && !(await over(page)); turns += 1) {
		const { who, what } = await hint(page);
		await turn(who, what);
		await page.locator('section.leaf').waitFor({ state: 'detached' });
	}
	await expect(page.getByText(en['knot.end.words'])).toBeVisible();
}

test('a whole game with a finger: figures are dragged past each other', async ({ browser }) => {
	test.setTimeout(120_000);
	const context = await look(browser, served, { name: 'phone', context: { viewport: { width: 360, height: 740 } } });
	const page = await begin(context, 6);
	const at = async (name: string) => {
		const box = await page.getByRole('button', { name, exact: true }).boundingBox();
		if (!box) throw new Error(name);
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	};
	await playOn(page, async (who, what) => {
		await page.locator('svg[role=group]').scrollIntoViewIfNeeded();
		await page.evaluate(() => scrollTo(0, 0));
		const other = /with (\d+):/.exec(what)?.[1] ?? '';
		const [from, to] = [await at(who), await at(other)];
		await page.mouse.move(from.x, from.y);
		await page.mouse.down();
		await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
		await page.mouse.move(to.x, to.y, { steps: 3 });
		await page.mouse.up();
		// With more than one way past she is asked which.
		if (await page.locator('section.leaf').isVisible())
			await page.getByRole('button', { name: what, exact: true }).click();
	});
	expect(await problemsOn(page, 'phone', 'a knot undone')).toEqual([]);
	await context.close();
});

test('a whole game with the keyboard alone', async ({ browser }) => {
	test.setTimeout(120_000);
	const context = await look(browser, served, { name: 'wide', context: { viewport: { width: 1280, height: 800 } } });
	const page = await begin(context, 8);
	const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
	/** On or back with the tabulator until something has the focus. */
	const tabTo = async (is: (text: string) => boolean, key = 'Tab') => {
		for (let i = 0; i < 60 && !is(await focused()); i += 1) await page.keyboard.press(key);
		expect(is(await focused())).toBe(true);
	};
	const figure = () => page.evaluate(() => document.activeElement?.getAttribute('data-person') ?? '');
	for (let turns = 0; turns < 120 && !(await over(page)); turns += 1) {
		await tabTo((text) => text === en['knot.hint']);
		await page.keyboard.press('Enter');
		await page.locator('section.leaf').waitFor();
		const who = /(\d+)/.exec(await page.locator('section.leaf p').first().innerText())?.[1] ?? '';
		const what = await page.locator('section.leaf strong').innerText();
		for (let i = 0; i < 60 && !(await figure()); i += 1) await page.keyboard.press('Shift+Tab');
		for (let i = 0; i < 8 && (await figure()) !== String(Number(who) - 1); i += 1)
			await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Enter');
		await expect.poll(() => focused()).toBe(en['knot.you'].replace('{name}', who));
		await tabTo((text) => text === what);
		await page.keyboard.press('Enter');
		await page.locator('section.leaf').waitFor({ state: 'detached' });
	}
	await expect.poll(() => focused()).toBe(en['knot.end.one']);
	await context.close();
});

test('a whole game by what the page says alone, with no picture and no movement', async ({ browser }) => {
	test.setTimeout(120_000);
	const context = await look(browser, served, {
		name: 'still',
		context: { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' }
	});
	const page = await begin(context, 8);
	await playOn(page, async (who, what) => {
		// A screen reader presses what has that name, and no finger comes into it.
		await page.getByRole('button', { name: who, exact: true }).dispatchEvent('click');
		await expect(page.getByRole('heading', { name: en['knot.you'].replace('{name}', who) })).toBeVisible();
		await page.getByRole('button', { name: what, exact: true }).dispatchEvent('click');
	});
	await context.close();
});

test('undo, start over, the view from the side, and a thread that breaks', async ({ browser }) => {
	test.setTimeout(30_000);
	const context = await look(browser, served, { name: 'phone', context: { viewport: { width: 360, height: 740 } } });
	// A deal in which something is in 3's way at the start.
	await context.addInitScript(() => {
		const draw = crypto.getRandomValues.bind(crypto);
		crypto.getRandomValues = <T extends ArrayBufferView>(into: T): T =>
			into instanceof Uint32Array && into.length === 1 ? (into.set([5]), into) : draw(into as never);
	});
	const page = await begin(context, 8, 'thread');
	await hint(page);
	expect(await problemsOn(page, 'phone', 'a knot under way')).toEqual([]);
	await button(page, 'knot.hint.do').click();
	await button(page, 'knot.start-over').click();
	await expect.poll(() => said(page)).toBe(en['knot.happened.start']);
	await button(page, 'knot.undo').click();
	await expect.poll(() => said(page)).toBe(en['knot.happened.undone']);
	await button(page, 'knot.side.open').click();
	await expect(page.getByRole('heading', { name: en['knot.side.list'] })).toBeVisible();
	await expect(page.locator('main ol li')).toHaveCount(8);
	expect(await problemsOn(page, 'phone', 'a knot from the side')).toEqual([]);
	await button(page, 'knot.side.close').click();
	const pulling = page.getByRole('button', { name: new RegExp(`^${en['knot.pull'].split('{')[0] ?? ''}`) });
	await button(page, 'knot.undo').click();
	await page.getByRole('button', { name: '3', exact: true }).dispatchEvent('click');
	for (let i = 0; i < 6; i += 1) await pulling.first().click();
	await button(page, 'knot.tie').click();
	await expect(pulling.first()).toBeVisible();
	await context.close();
});
