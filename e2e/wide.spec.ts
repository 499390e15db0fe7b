import { expect, test, type Browser, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { problemsOn } from './access.ts';
import { enterAs, goInside, look, practise } from './practice.ts';
import type { Served } from './serve.ts';

// On a wide screen a list stands beside what was chosen from it; on a phone one comes after the other.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const WIDE = { width: 1280, height: 800 };
const LISTS = [
	{ path: '/sessions', one: /\/sessions\/[\w-]{22}$/, title: en['sessions.list.title'] },
	{ path: '/members', one: /\/members\/[\w-]{22}$/, title: en['groups.members.title'] },
	{ path: '/venues', one: /\/venues\/[\w-]{22}$/, title: en['venues.list.title'] }
];

async function enter(browser: Browser, viewport: typeof WIDE): Promise<{ page: Page; group: string }> {
	const context = await look(browser, served, { name: '', context: { viewport } });
	const page = await context.newPage();
	await enterAs(page, 'Maren');
	const group = await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href');
	return { page, group: group ?? '' };
}
const linksTo = async (page: Page, pattern: RegExp) =>
	(await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))).filter((href) =>
		pattern.test(href)
	);

test('wide: the list stays at the start, the chosen one beside it, and the keyboard goes from one to the other', async ({
	browser
}) => {
	const { page, group } = await enter(browser, WIDE);
	for (const { path, one, title } of LISTS) {
		await goInside(page, group + path);
		const list = page.getByRole('region', { name: title });
		await list.locator('a').first().waitFor();
		expect(await problemsOn(page, 'wide', path)).toEqual([]);
		await page.setViewportSize(WIDE);
		const hrefs = await linksTo(page, one);
		const first = hrefs[0] ?? '';
		await list.locator(`a[href="${first}"]`).click();
		await page.waitForURL(`**${first}`);
		const heading = page.getByRole('heading', { level: 1 });
		await expect(heading).toHaveCount(1);
		await expect(list.locator('a[aria-current="page"]')).toHaveAttribute('href', first);
		const [left, right] = [await list.boundingBox(), await heading.boundingBox()];
		expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(right?.x ?? 0);
		expect(await problemsOn(page, 'wide', `${path}/*`)).toEqual([]);
		await page.setViewportSize(WIDE);
		const order = await page.evaluate(() => {
			const [section, h1] = [document.querySelector('main section'), document.querySelector('main h1')];
			return section && h1 ? section.compareDocumentPosition(h1) & Node.DOCUMENT_POSITION_FOLLOWING : 0;
		});
		expect(order).toBeGreaterThan(0);
		const other = hrefs.find((href) => href !== first);
		if (!other) continue;
		const before = await heading.textContent();
		await list.locator(`a[href="${other}"]`).click();
		await expect(heading).not.toHaveText(before ?? '');
		await expect(list.locator('a[aria-current="page"]')).toHaveAttribute('href', other);
	}
	await goInside(page, `${group}/sessions/new`);
	await expect(page.getByRole('region', { name: en['sessions.list.title'] })).toHaveCount(0);
	await page.context().close();
});

test('phone: what was chosen stands alone, and its list is not even fetched', async ({ browser }) => {
	const { page, group } = await enter(browser, { width: 360, height: 740 });
	for (const { path, one, title } of LISTS) {
		await goInside(page, group + path);
		await page.locator('main a').first().waitFor();
		await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
		const [first = ''] = await linksTo(page, one);
		await page.locator(`main a[href="${first}"]`).click();
		await page.waitForURL(`**${first}`);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(page.getByRole('region', { name: title })).toHaveCount(0);
	}
	await page.context().close();
});
