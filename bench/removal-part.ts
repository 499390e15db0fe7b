import { chromium } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { chromium as options } from '../e2e/chromium.ts';
import { enterAs, goInside, practise } from '../e2e/practice.ts';

/** `ms`: from the press to new keys for everybody who stays, the median of three. */
export interface RemovalFigures {
	ms: number;
	/** How many were in the group before the first of them. */
	people: number;
}

/** A facilitator takes three women out of the example group, one after another, on a phone’s screen. */
export async function measureRemoval(say: (line: string) => void): Promise<RemovalFigures> {
	say('a removal …');
	const served = await practise();
	const browser = await chromium.launch(options);
	const page = await (await browser.newContext({ baseURL: served.origin })).newPage();
	await enterAs(page, 'Maren');
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	const took: number[] = [];
	let people = 0;
	for (const name of ['Wren', 'Noor', 'Dilys']) {
		await goInside(page, `${group}/members`);
		people = Math.max(people, await page.locator('main a[href*="/members/"]').count());
		await page.getByRole('link', { name: new RegExp(name) }).click();
		const press = (key: 'groups.remove' | 'groups.remove.yes') =>
			page
				.getByRole('button', { name: t(key, { name }), exact: true })
				.first()
				.click();
		await press('groups.remove');
		const begun = performance.now();
		// Looked for at every frame: a locator looks again after half a second only, once it has waited for a quarter of one.
		const done = page.waitForFunction(
			(text) => document.body.textContent.includes(text),
			t('groups.remove.done', { name }),
			{
				polling: 'raf'
			}
		);
		await press('groups.remove.yes');
		await done;
		took.push(performance.now() - begun);
	}
	await browser.close();
	await served.stop();
	return { ms: took.sort((a, b) => a - b)[1] ?? 0, people };
}
