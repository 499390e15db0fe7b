import { expect, test, type Browser, type Page } from '@playwright/test';
import { en, type Key } from '#lib/words/catalogue.ts';
import { enterAs, goInside, look, practise, type PEOPLE } from './practice.ts';
import type { Served } from './serve.ts';

// The human knot's guide, walked as it is in a room: by thumb, by keyboard alone, without a network, and on three phones.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const PHONE = { width: 360, height: 740 };

async function enter(browser: Browser, who: keyof typeof PEOPLE, before?: (page: Page) => Promise<unknown>) {
	const context = await look(browser, served, { name: '', context: { viewport: PHONE } });
	const page = await context.newPage();
	await before?.(page);
	await enterAs(page, who);
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	return { page, group, end: () => context.close() };
}
const button = (page: Page, key: Key) => page.locator('main').getByRole('button', { name: en[key], exact: true });
const link = (page: Page, key: Key) => page.locator('main').getByRole('link', { name: en[key], exact: true });
const title = (page: Page, text: string) => expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
const next = (page: Page) => button(page, 'activities.guide.next').click();
const seat = (page: Page, who: number) =>
	page.getByRole('list', { name: en['activities.check.people'] }).getByRole('button').nth(who);

/** From the first screen to the fourth step, so many playing with scarves. */
async function toStepFour(page: Page, players: number): Promise<void> {
	await page.getByLabel(en['activities.people.label']).fill(String(players));
	for (let screens = 0; screens < 6; screens += 1) await next(page);
	await expect(page.getByText('Step 4 of 7')).toBeVisible();
}

test('by thumb: from the library to a note that the group reads', async ({ browser }) => {
	const { page, group, end } = await enter(browser, 'Maren');
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
	await expect(page.getByText(en['activities.note.who'])).toBeVisible();
	await button(page, 'activities.note.how').click();
	await expect(field).toHaveValue('With scarves, 8 of us. We came out as more than one ring.');
	await field.fill('Long blue scarves worked best.');
	await button(page, 'activities.note.save').click();
	await expect(page.getByText(en['activities.note.saved'])).toBeVisible();
	await end();

	const wren = await enter(browser, 'Wren');
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
	const { page, group, end } = await enter(browser, 'Ifeoma');
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

test('without a network: the guide goes on, and the note is kept until there is one', async ({ browser }) => {
	const { page, group, end } = await enter(browser, 'Ifeoma');
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
	await expect(page.getByText(en['groups.trouble.no-network'])).toBeVisible();
	await expect(page.getByLabel(en['activities.note.label'])).toHaveValue('We sat down and it was good.');
	await page.context().setOffline(false);
	await button(page, 'activities.note.save').click();
	await expect(page.getByText(en['activities.note.saved'])).toBeVisible();
	await goInside(page, `${group}/activities`);
	await expect(page.getByText('We sat down and it was good.')).toBeVisible();
	await end();
});

/** The evening of the example group, where the knot is the third part. */
async function toLive(page: Page, group: string): Promise<string> {
	await goInside(page, `${group}/sessions`);
	const links = page.locator('main a');
	const isSession = /\/sessions\/[\w-]{22}$/;
	const hrefs = () => links.evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
	await expect.poll(async () => (await hrefs()).some((one) => isSession.test(one))).toBe(true);
	const href = (await hrefs()).find((one) => isSession.test(one)) ?? '';
	await goInside(page, `${href}/live`);
	return `${href}/live`;
}
async function join(page: Page, how: 'live.begin.do' | 'live.begin.do.join'): Promise<void> {
	await page.getByLabel(en['live.begin.code']).fill('2468');
	await button(page, how).click();
	await expect(button(page, 'live.sheet.next')).toBeVisible();
}

test('during a meeting: a member asks, both facilitators see her name, and one stops it for everybody', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const [maren, ifeoma, wren] = [
		await enter(browser, 'Maren'),
		await enter(browser, 'Ifeoma'),
		await enter(browser, 'Wren')
	];
	const live = await toLive(maren.page, maren.group);
	await join(maren.page, 'live.begin.do');
	await toLive(ifeoma.page, ifeoma.group);
	await join(ifeoma.page, 'live.begin.do.join');
	await toLive(wren.page, wren.group);
	const ask = button(wren.page, 'live.ask.do');
	await expect(button(wren.page, 'live.member.out')).toBeVisible();
	await expect(ask).toHaveCount(0); // the opening round needs no such button
	await button(maren.page, 'live.sheet.next').click();
	await expect(maren.page.getByText('Part 2 of 5')).toBeVisible();
	await button(maren.page, 'live.sheet.next').click();
	for (const { page } of [maren, ifeoma]) await link(page, 'activities.knot.open').click();
	await maren.page.waitForURL(`**${live}/knot`);
	await toStepFour(maren.page, 8);
	await next(maren.page);

	await ask.click();
	await expect(wren.page.getByText(en['live.ask.sent'])).toBeVisible();
	const shown = maren.page.getByText('Wren asks everybody to stop', { exact: true });
	await expect(shown).toBeVisible();
	await expect(ifeoma.page.getByText('Wren asks everybody to stop', { exact: true })).toBeVisible();
	await maren.page.locator('main .row').getByRole('button', { name: en['live.sheet.stop'] }).click();
	await expect(shown).toHaveCount(0);
	await expect(wren.page.getByText(en['live.member.paused'])).toBeVisible();
	await expect(wren.page.getByText(en['live.ask.seen'])).toBeVisible();
	for (const one of [maren, ifeoma]) await expect(one.page.getByText(en['activities.stop.title'])).toBeVisible();
	await button(ifeoma.page, 'activities.stop.go-on').click();
	await expect(maren.page.getByText(en['activities.stop.title'])).toHaveCount(0);
	await expect(wren.page.getByText(en['live.member.paused'])).toHaveCount(0);

	// A facilitator's own stop, from the guide; and the place in the guide is kept on the way to the run-sheet and back.
	await button(maren.page, 'activities.stop.do').click();
	await expect(wren.page.getByText(en['live.member.paused'])).toBeVisible();
	await link(maren.page, 'activities.guide.sheet').click();
	await expect(maren.page.getByText(en['live.sheet.stopped'])).toBeVisible();
	await button(maren.page, 'live.sheet.go-on').click();
	await link(maren.page, 'activities.knot.open').click();
	await title(maren.page, en['activities.step.5']);

	// Left on the table: after the cover only this meeting's keys are there, and the guide and its stop work with them.
	await toStepFour(ifeoma.page, 6);
	await ifeoma.page.clock.install();
	await ifeoma.page.clock.fastForward(5 * 60_000 + 30_000);
	await expect(ifeoma.page.getByText('Step 4 of 7')).toBeHidden();
	await ifeoma.page.getByLabel(en['people.cover.code']).fill('2468');
	await button(ifeoma.page, 'people.cover.lift').click();
	await expect(ifeoma.page.getByText('Step 4 of 7')).toBeVisible();
	await next(ifeoma.page);
	await button(ifeoma.page, 'activities.stop.do').click();
	await expect(wren.page.getByText(en['live.member.paused'])).toBeVisible();
	await button(ifeoma.page, 'activities.untangle.one').click();
	await next(ifeoma.page);
	await expect(ifeoma.page.getByText(en['activities.note.narrow'])).toBeVisible();
	await expect(ifeoma.page.getByLabel(en['activities.note.label'])).toHaveCount(0);
	await button(ifeoma.page, 'activities.note.unlock').click();
	await ifeoma.page.getByText(en['people.locked.title']).waitFor();

	await goInside(wren.page, `${live}/knot`);
	await expect(button(wren.page, 'activities.stop.do')).toHaveCount(0);
	for (const one of [maren, ifeoma, wren]) await one.end();
});

interface Spoken {
	said: string[];
	cancelled: number;
}
/** A browser with these voices. Chromium in a test has none of its own. */
const speaking = (page: Page, voices: { name: string; lang: string; localService: boolean }[]) =>
	page.addInitScript((given) => {
		const spoken: Spoken = { said: [], cancelled: 0 };
		const all = given.map((voice) => ({ ...voice, default: false, voiceURI: voice.name }));
		const synthesis = Object.assign(new EventTarget(), {
			getVoices: () => all,
			speak: ({ text, voice }: { text: string; voice: { name: string } }) => spoken.said.push(`${voice.name}: ${text}`),
			cancel: () => (spoken.cancelled += 1)
		});
		Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
		class Utterance {
			text: string;
			constructor(text: string) {
				this.text = text;
			}
		}
		Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
		Object.assign(window, { spoken });
	}, voices);
const spoken = (page: Page) => page.evaluate(() => (window as unknown as { spoken: Spoken }).spoken);

test('reads a step aloud when asked, and only with a voice of this device', async ({ browser }) => {
	const far = { name: 'far', lang: 'en-GB', localService: false };
	const near = { name: 'near', lang: 'en-GB', localService: true };
	const one = await enter(browser, 'Wren', (page) => speaking(page, [far, near]));
	await goInside(one.page, `${one.group}/activities/knot`);
	await toStepFour(one.page, 8);
	expect((await spoken(one.page)).said).toEqual([]);
	await button(one.page, 'activities.aloud.read').click();
	expect((await spoken(one.page)).said).toEqual([`near: ${en['activities.step.4']}`]);
	const { cancelled } = await spoken(one.page);
	await next(one.page);
	await title(one.page, en['activities.step.5']);
	expect((await spoken(one.page)).cancelled).toBeGreaterThan(cancelled);
	await expect(button(one.page, 'activities.aloud.read')).toBeVisible();
	expect((await spoken(one.page)).said).toHaveLength(1);
	await one.end();

	const other = await enter(browser, 'Wren', (page) => speaking(page, [far]));
	await goInside(other.page, `${other.group}/activities/knot`);
	await toStepFour(other.page, 8);
	await expect(button(other.page, 'activities.aloud.read')).toHaveCount(0);
	await other.end();
});

test('prints on one page, with nothing else on it', async ({ browser }) => {
	const { page, group, end } = await enter(browser, 'Maren');
	await goInside(page, `${group}/activities`);
	await link(page, 'activities.knot.print').click();
	await title(page, en['activities.poster.title']);
	const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
	expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('nav')).toBeHidden();
	await expect(page.getByRole('button', { name: en['ui.print'] })).toBeHidden();
	await end();
});
