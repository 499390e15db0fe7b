import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { problemsOn } from './access.ts';
import { button, enter, link, next, seat, title, toStepFour } from './knot-guide.ts';
import { goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// The human knot's guide, walked as it is in a room: by thumb, by keyboard alone, and without a network.

test.use({ serviceWorkers: 'allow' }); // parts of it go on without a network

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

test('by thumb: from the library to a note that the group reads', async ({ browser }) => {
	const { page, group, end } = await enter(browser, served, { who: 'Maren' });
	await goInside(page, group);
	await link(page, 'activities.title').click();
	await link(page, 'activities.knot.open').click();
	await title(page, en['activities.people.title']);
	const players = page.getByLabel(en['activities.people.label']);
	await players.fill('3');
	await expect(link(page, 'activities.one-thing.name')).toBeVisible();
	await expect(button(page, 'activities.guide.next')).toHaveCount(0);
	await players.fill('4');
	await expect(page.getByText(en['activities.people.beside'])).toBeVisible();
	await toStepFour(page, 8);
	await title(page, en['activities.step.4']);

	await button(page, 'activities.check.open').click();
	await seat(page, 0).click();
	await seat(page, 1).click();
	await expect(page.getByText(/1 and 2 stand side by side/)).toBeVisible();
	await page.getByRole('button', { name: /Take back: 1 and 2/ }).click();
	const pairs = [0, 2, 4, 6].flatMap(
		(who) =>
			[
				[who, (who + 2) % 8],
				[who + 1, (who + 3) % 8]
			] as const
	);
	for (const [one, other] of pairs) {
		await seat(page, one).click();
		await seat(page, other).click();
	}
	await expect(page.getByText('This makes 2 rings. A fine ending, and common.')).toBeVisible();
	await expect(page.getByText('Ring: 1, 3, 5 and 7')).toBeVisible();
	await button(page, 'activities.check.on').click();

	await title(page, en['activities.step.5']);
	await expect(page.getByText(en['activities.remind.slow'])).toBeVisible();
	await button(page, 'activities.clock.more').click();
	await expect(page.getByText('0 of 15 minutes')).toBeVisible();
	await button(page, 'activities.stop.do').click();
	await expect(page.getByText(en['activities.stop.detail'])).toBeVisible();
	await button(page, 'activities.stop.go-on').click();
	await button(page, 'activities.untangle.broken').click();
	await button(page, 'activities.broken.regrip').click();
	await button(page, 'activities.regrip.done').click();
	await button(page, 'activities.untangle.broken').click();
	await expect(button(page, 'activities.broken.regrip')).toHaveCount(0);
	await button(page, 'activities.broken.rings').click();
	await expect(page.getByText(en['activities.debrief.rings'])).toBeVisible();
	await next(page);

	const field = page.getByLabel(en['activities.note.label']);
	await expect(page.getByText(en['activities.note.who.group'])).toBeVisible();
	await button(page, 'activities.note.how').click();
	await expect(field).toHaveValue('With scarves, 8 of us. We came out as more than one ring.');
	await field.fill('Long blue scarves worked best.');
	await button(page, 'activities.note.save').click();
	await expect(page.getByText(en['activities.note.saved.group'])).toBeVisible();
	await end();

	const wren = await enter(browser, served, { who: 'Wren' });
	await goInside(wren.page, `${wren.group}/activities`);
	await expect(wren.page.getByText('Long blue scarves worked best.')).toBeVisible();
	await wren.end();
});

/** Tab until what has the focus is called that, then Enter. */
async function press(page: Page, name: string | RegExp): Promise<void> {
	for (let tabs = 0; tabs < 80; tabs += 1) {
		await page.keyboard.press('Tab');
		const has = await page.evaluate(() => {
			const e = document.activeElement;
			return e?.closest('main') ? (e.getAttribute('aria-label') ?? e.textContent ?? '').trim() : '';
		});
		if (typeof name === 'string' ? has === name : name.test(has)) return page.keyboard.press('Enter');
	}
	throw new Error(`Nothing called ${String(name)} can be reached by keyboard.`);
}

test('by keyboard alone: each screen begins at its heading, and all of it can be reached', async ({ browser }) => {
	const { page, group, end } = await enter(browser, served, { who: 'Ifeoma' });
	await goInside(page, `${group}/activities`);
	await press(page, en['activities.knot.open']);
	await title(page, en['activities.people.title']);
	for (let fewer = 0; fewer < 3; fewer += 1) await press(page, en['activities.people.fewer']);
	await expect(page.getByLabel(en['activities.people.label'])).toHaveValue('5');
	for (const screen of ['activities.asking.title', 'activities.material.title'] as const) {
		await press(page, en['activities.guide.next']);
		await title(page, en[screen]);
		await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	}
	await page.keyboard.press('Tab');
	await page.keyboard.press('ArrowDown'); // from scarf, offered first, to rope
	await expect(page.getByRole('radio', { name: en['activities.material.rope'] })).toBeChecked();
	for (let screens = 0; screens < 4; screens += 1) await press(page, en['activities.guide.next']);
	await press(page, en['activities.check.open']);
	for (const [one, other] of [
		[1, 3],
		[3, 5],
		[5, 2],
		[2, 4],
		[4, 1]
	]) {
		await press(page, new RegExp(`^${one}: `));
		await press(page, new RegExp(`^${other}: `));
	}
	await expect(page.getByText(en['activities.check.fits'])).toBeVisible();
	await expect(page.getByText(en['activities.check.one'])).toBeVisible();
	await press(page, en['activities.check.on']);
	await press(page, en['activities.stop.do']);
	await press(page, en['activities.stop.go-on']);
	await press(page, en['activities.untangle.one']);
	await expect(page.getByText(en['activities.debrief.one'])).toBeVisible();
	await press(page, en['activities.guide.next']);
	await title(page, en['activities.note.title']);
	await press(page, en['activities.guide.leave']);
	await title(page, en['activities.title']);
	await end();
});

test('without a network: the guide goes on, and the note leaves by itself when there is one', async ({ browser }) => {
	const { page, group, end } = await enter(browser, served, { who: 'Ifeoma' });
	await goInside(page, `${group}/activities`);
	await page.evaluate(() => navigator.serviceWorker.ready);
	await goInside(page, `${group}/activities/knot`);
	await expect.poll(() => page.evaluate(() => navigator.onLine)).toBe(true);
	await page.waitForLoadState('networkidle').catch(() => undefined);
	const asked: string[] = [];
	await page.context().setOffline(true);
	page.on('request', (request) => asked.push(request.url()));
	await toStepFour(page, 6);
	await button(page, 'activities.check.open').click();
	await page.getByText(en['activities.seats.title']).click();
	await page.getByRole('button', { name: 'Wren', exact: true }).click();
	await expect(seat(page, 0)).toHaveText('Wren: 0 of 2');
	await button(page, 'activities.check.on').click();
	await button(page, 'activities.untangle.rest').click();
	expect(asked.filter((url) => !url.includes('/api/'))).toEqual([]);
	await next(page);
	await page.getByLabel(en['activities.note.label']).fill('We sat down and it was good.');
	await button(page, 'activities.note.save').click();
	const waits = page.getByText(en['activities.note.waits'], { exact: true });
	await expect(waits).toBeVisible();
	await expect(page.getByText('We sat down and it was good.')).toBeVisible();
	expect(await problemsOn(page, 'phone', 'a note that waits')).toEqual([]);
	// She goes on to another page and comes back: it still waits. Then it is on its way without her.
	await goInside(page, `${group}/activities`);
	await goInside(page, `${group}/activities/knot`);
	await expect(waits).toBeVisible();
	await goInside(page, `${group}/activities`);
	await page.context().setOffline(false);
	await expect(page.getByText('We sat down and it was good.')).toBeVisible({ timeout: 20_000 });
	await goInside(page, `${group}/activities/knot`);
	await expect(page.getByText(en['activities.note.saved.group'])).toBeVisible();
	await expect(waits).toHaveCount(0);
	await end();
});

test('opened without a network: what is written is taken all the same, and goes when the group can be opened', async ({
	browser
}) => {
	const { page, group, end } = await enter(browser, served, { who: 'Noor' });
	await page.evaluate(() => navigator.serviceWorker.ready);
	await goInside(page, `${group}/activities/knot`);
	await goInside(page, '/app/me');
	await page.context().setOffline(true);
	await goInside(page, `${group}/activities/knot`);
	await toStepFour(page, 6);
	await next(page);
	await button(page, 'activities.untangle.rings').click();
	await next(page);
	await expect(page.getByText(en['activities.note.away'])).toBeVisible();
	await page.getByRole('radio', { name: en['activities.note.to.facilitators'] }).check();
	await page.getByLabel(en['activities.note.label']).fill('Two rings were one too many for me.');
	await button(page, 'activities.note.save').click();
	const waits = page.getByText(en['activities.note.waits.here']);
	await expect(waits).toBeVisible();
	// She goes on to another page: it is not sent yet, and has not been forgotten when she comes back.
	await goInside(page, '/app/me');
	await page.context().setOffline(false);
	await goInside(page, `${group}/activities`);
	await page.waitForLoadState('networkidle').catch(() => undefined);
	await goInside(page, `${group}/activities/knot`);
	await expect(page.getByText(en['activities.note.saved.facilitators'])).toBeVisible({ timeout: 20_000 });
	await expect(page.getByText('Two rings were one too many for me.')).toBeVisible();
	await expect(waits).toHaveCount(0);
	await end();
});
