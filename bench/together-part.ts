import { chromium, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { chromium as options } from '../e2e/chromium.ts';
import { button } from '../e2e/knot-guide.ts';
import { gather, hint, join, toTable, type Phone } from '../e2e/knot-table.ts';
import { practise } from '../e2e/practice.ts';

export interface TogetherFigures {
	moves: number;
	medianMs: number;
	p95Ms: number;
}

const MOVES = 40;

/** When the ring looks otherwise than before, on this page. Both pages are on one machine, under one clock. */
const nextRing = (page: Page): Promise<number> =>
	page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const ring = () => [...document.querySelectorAll('svg [data-person]')].map((one) => one.ariaLabel).join();
				const before = ring();
				const watch = new MutationObserver(() => {
					if (ring() === before) return;
					watch.disconnect();
					resolve(performance.timeOrigin + performance.now());
				});
				watch.observe(document.body, { subtree: true, childList: true, attributes: true });
			})
	);
const pressed = (page: Page, name: string): Promise<number> =>
	page
		.getByRole('button', { name, exact: true })
		.first()
		.evaluate((one: HTMLElement) => {
			const now = performance.timeOrigin + performance.now();
			one.click();
			return now;
		});

/** From a press on one phone to the ring shown on another: five phones at one table, one of them going back and forth. */
export async function measureTogether(say: (line: string) => void): Promise<TogetherFigures> {
	say('the knot on five phones …');
	const served = await practise();
	const browser = await chromium.launch(options);
	const { phones } = await gather(browser, served, ['Maren', 'Ifeoma', 'Wren', 'Noor', 'Dilys']);
	const lead = phones[0] as Phone;
	for (let parts = 0; parts < 2; parts += 1) {
		await button(lead.page, 'live.sheet.next').click();
		await lead.page.getByText(`Part ${parts + 2} of 5`).waitFor();
	}
	await lead.page.getByRole('link', { name: en['activities.knot.together'], exact: true }).click();
	await button(lead.page, 'knot.together.open').click();
	for (const phone of phones.slice(1)) await toTable(phone);
	for (const phone of phones) await join(phone);
	// An easy one may be undone by the first move, and then there is nothing to take back.
	await lead.page.getByRole('radio', { name: en['knot.level.hard'], exact: true }).check();
	await button(lead.page, 'knot.seated.deal').click();
	for (const { page } of phones) await page.locator('svg [data-person]').first().waitFor();
	const took: number[] = [];
	while (took.length < MOVES) took.push(...(await thereAndBack(phones, took.length / 2)));
	await browser.close();
	await served.stop();
	const sorted = [...took].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
	return { moves: took.length, medianMs: at(0.5), p95Ms: at(0.95) };
}

/** Whoever has the next move makes it, seen on another's phone; then takes it back. */
async function thereAndBack(phones: readonly Phone[], turn: number): Promise<number[]> {
	const lead = phones[0] as Phone;
	const { who, what } = await hint(lead.page);
	const mover = phones.find(({ name }) => name === who);
	if (!mover) throw new Error(who);
	const others = phones.filter((phone) => phone !== mover);
	const watcher = others[turn % others.length] as Phone;
	await mover.page.locator(`svg [data-person][aria-label$=" ${who}"]`).dispatchEvent('click');
	const took: number[] = [];
	for (const press of [what, en['knot.undo']]) {
		const [shown, begun] = await Promise.all([nextRing(watcher.page), pause().then(() => pressed(mover.page, press))]);
		took.push(shown - begun);
		await pause();
	}
	return took;
}
/** Hands are no quicker, and what one press set off has settled before the next. */
const pause = () => new Promise((done) => setTimeout(done, 250));
