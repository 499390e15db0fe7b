import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { t } from '#lib/words/t.ts';
import { problemsOn } from './access.ts';
import { button, enter, link, next, seat, title, toStepFour } from './knot-guide.ts';
import { toLive } from './knot-table.ts';
import { goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// The human knot in an evening: planned, on three phones at once, read aloud, on paper.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

async function join(page: Page, how: 'live.begin.do' | 'live.begin.do.join'): Promise<void> {
	await page.getByLabel(en['live.begin.code']).fill('2468');
	await button(page, how).click();
	await expect(button(page, 'live.sheet.next')).toBeVisible();
}

const turnedBy = (page: Page, name: string, to: string) =>
	page.getByText(t('live.turned', { name, page: to }), { exact: true });

test('during a meeting: one guide on two phones; a member asks, both see her name, and one stops it for everybody', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const [maren, ifeoma, wren] = [
		await enter(browser, served, { who: 'Maren' }),
		await enter(browser, served, { who: 'Ifeoma' }),
		await enter(browser, served, { who: 'Wren' })
	];
	const live = await toLive(maren);
	await join(maren.page, 'live.begin.do');
	await toLive(ifeoma);
	await join(ifeoma.page, 'live.begin.do.join');
	await toLive(wren);
	const ask = button(wren.page, 'live.ask.do');
	await expect(button(wren.page, 'live.member.out')).toBeVisible();
	await expect(ask).toHaveCount(0); // the opening round needs no such button
	await button(maren.page, 'live.sheet.next').click();
	await expect(maren.page.getByText('Part 2 of 5')).toBeVisible();
	await button(maren.page, 'live.sheet.next').click();
	for (const { page } of [maren, ifeoma]) await link(page, 'activities.knot.open').click();
	await maren.page.waitForURL(`**${live}/knot`);
	// What one sets is on the other's phone before any page is turned.
	const many = (page: Page) => page.getByLabel(en['activities.people.label']);
	await many(maren.page).fill('11');
	await expect(many(ifeoma.page)).toHaveValue('11');
	await expect(ifeoma.page.getByText(t('live.changed', { name: 'Maren' }))).toBeVisible();
	expect(await problemsOn(ifeoma.page, 'phone', 'a number that the other set')).toEqual([]);
	await toStepFour(maren.page, 8);
	await button(maren.page, 'activities.clock.more').click();
	await expect(ifeoma.page.getByText('Step 4 of 7')).toBeVisible();
	await expect(turnedBy(ifeoma.page, 'Maren', 'step 4')).toBeVisible();
	await expect(ifeoma.page.getByText('0 of 10 minutes')).toBeVisible();
	await next(maren.page);
	await title(ifeoma.page, en['activities.step.5']);
	await expect(turnedBy(ifeoma.page, 'Maren', 'step 5')).toBeVisible();
	await expect(maren.page.getByText(en['live.turned.waits'])).toHaveCount(0);

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
	await expect(ifeoma.page.getByText(en['activities.stop.title'])).toHaveCount(0);

	await ifeoma.page.waitForTimeout(2_100); // a press just after the other's turn is not counted

	// Either turns the page. Who taps in hands is left to it, is told, and goes on when she likes.
	await button(ifeoma.page, 'activities.guide.back').click();
	await expect(turnedBy(maren.page, 'Ifeoma', 'step 4')).toBeVisible();
	await button(ifeoma.page, 'activities.check.open').click();
	await seat(ifeoma.page, 0).click();
	await maren.page.waitForTimeout(2_100);
	await next(maren.page);
	await expect(turnedBy(ifeoma.page, 'Maren', 'step 5')).toBeVisible();
	await expect(ifeoma.page.getByText(en['live.turned.waits'])).toBeVisible();
	await expect(seat(ifeoma.page, 0)).toHaveAttribute('aria-pressed', 'true');
	expect(await problemsOn(ifeoma.page, 'phone', 'a page that stays')).toEqual([]);
	await button(ifeoma.page, 'live.turned.go').click();
	await title(ifeoma.page, en['activities.step.5']);
	await expect(ifeoma.page.getByText(en['live.turned.waits'])).toHaveCount(0);

	// Left on the table: after the cover only this meeting's keys are there, and the guide and its stop work with them.
	await ifeoma.page.clock.install();
	await ifeoma.page.clock.fastForward(5 * 60_000 + 30_000);
	await expect(ifeoma.page.getByRole('heading', { name: en['activities.step.5'] })).toBeHidden();
	await button(maren.page, 'activities.guide.back').click();
	await expect(maren.page.getByText('Step 4 of 7')).toBeVisible();
	await ifeoma.page.getByLabel(en['people.cover.code']).fill('2468');
	await button(ifeoma.page, 'people.cover.lift').click();
	await expect(ifeoma.page.getByText('Step 4 of 7')).toBeVisible();
	await expect(turnedBy(ifeoma.page, 'Maren', 'step 4')).toBeVisible();
	await next(ifeoma.page);
	await title(maren.page, en['activities.step.5']);
	await button(ifeoma.page, 'activities.stop.do').click();
	await expect(wren.page.getByText(en['live.member.paused'])).toBeVisible();
	await button(ifeoma.page, 'activities.untangle.one').click();
	await title(maren.page, en['activities.debrief.title']);
	await next(ifeoma.page);
	await expect(ifeoma.page.getByText(en['activities.note.narrow'])).toBeVisible();
	await expect(ifeoma.page.getByLabel(en['activities.note.label'])).toHaveCount(0);
	await button(ifeoma.page, 'activities.note.unlock').click();
	await ifeoma.page.getByText(en['people.locked.title']).waitFor();

	await goInside(wren.page, `${live}/knot`);
	await expect(button(wren.page, 'activities.stop.do')).toHaveCount(0);
	for (const one of [maren, ifeoma, wren]) await one.end();
});

test('a part of a plan can be the knot, or anything else again', async ({ browser }) => {
	const { page, group, end } = await enter(browser, served, { who: 'Maren' });
	await goInside(page, `${group}/sessions/new`);
	await page.getByRole('heading', { level: 1, name: en['sessions.step.when'] }).waitFor();
	const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
	await page.getByLabel(en['sessions.when.day'], { exact: true }).fill(soon);
	await page.getByLabel(en['sessions.when.start'], { exact: true }).fill('18:30');
	await page.getByLabel(en['sessions.when.end'], { exact: true }).fill('20:00');
	for (const step of ['where', 'who', 'parts'] as const) {
		await button(page, 'venues.next').click();
		await title(page, en[`sessions.step.${step}`]);
	}
	await button(page, 'sessions.part.activity').click();
	const name = page.getByLabel(en['sessions.parts.title'], { exact: true });
	await expect(name).toHaveValue(en['sessions.part.activity']);
	await page.getByRole('radio', { name: en['activities.knot.name'] }).check();
	await expect(name).toHaveValue(en['activities.knot.name']);
	await expect(page.getByLabel(en['sessions.parts.minutes'], { exact: true })).toHaveValue('30');
	await page.getByRole('radio', { name: en['sessions.parts.activity.own'] }).check();
	await expect(name).toHaveValue(en['sessions.part.activity']);
	await end();
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
	const one = await enter(browser, served, { who: 'Wren', before: (page) => speaking(page, [far, near]) });
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

	const other = await enter(browser, served, { who: 'Wren', before: (page) => speaking(page, [far]) });
	await goInside(other.page, `${other.group}/activities/knot`);
	await toStepFour(other.page, 8);
	await expect(button(other.page, 'activities.aloud.read')).toHaveCount(0);
	await other.end();
});

test('prints on one page, with nothing else on it', async ({ browser }) => {
	const { page, group, end } = await enter(browser, served, { who: 'Maren' });
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
