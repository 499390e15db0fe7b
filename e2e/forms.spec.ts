import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { button, draftKept, endSignIn, fieldsOf, refusesBadText, unlock, writes, type Form } from './form-faults.ts';
import { enterAs, goInside, practise, settled, wordsIn } from './practice.ts';
import { screensOf } from './screens.ts';
import type { Served } from './serve.ts';

// Every form against what can go wrong in it: a sentence by the field, what she typed still there, nothing saved.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

interface Screen extends Form {
	/** The end of its address, among the screens she can reach. */
	at: RegExp;
	/** Keeps what is half written, sealed under her key. */
	draft?: boolean;
}

const FORMS: Screen[] = [
	{ name: 'her profile', at: /\/members\/me$/, press: 'groups.save', draft: true },
	{ name: 'the group card', at: /\/g\/[\w-]+\/card$/, press: 'groups.save', draft: true },
	{ name: 'a safety talk', at: /\/waiting\/[\w-]+$/, press: 'groups.talk.record', draft: true },
	{ name: 'a new place', at: /\/venues\/new$/, press: 'venues.next', draft: true },
	{ name: 'a place', at: /\/venues\/[\w-]+\/edit$/, press: 'venues.save', draft: true },
	{ name: 'the way in the dark', at: /\/light$/, press: 'venues.light.save', draft: true },
	{ name: 'an entry for the calendar', at: /\/sessions\/[\w-]{22}$/, press: 'sessions.calendar.do' }
];

let page: Page;
let screens: string[];
let hers: Record<string, string> = {};

test.beforeAll(async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin, viewport: { width: 1280, height: 900 } });
	context.setDefaultTimeout(20_000);
	page = await context.newPage();
	await enterAs(page, 'Maren');
	screens = await screensOf(page, 'facilitator');
	hers = await wordsIn(served);
});

async function open({ at }: { at: RegExp }, on = page): Promise<void> {
	const path = screens.find((one) => at.test(one));
	if (!path) throw new Error(`no screen at ${at.source}`);
	await goInside(on, path);
}

for (const form of FORMS) {
	test(`${form.name}: text that cannot be taken`, async () => {
		await open(form);
		await refusesBadText(page, form);
	});
}

test('a meeting in the past, at a time that does not exist, or that ends before it begins', async () => {
	await open({ at: /\/sessions\/new$/ });
	const seen = writes(page);
	const [day, start, end] = (['day', 'start', 'end'] as const).map((name) =>
		page.getByLabel(t(`sessions.when.${name}`), { exact: true })
	);
	const gap = nextSpringNight();
	for (const [when, from, to, said] of [
		['', '', '', 'sessions.when.no-day'],
		['2020-01-01', '18:30', '20:00', 'sessions.when.in-the-past'],
		[gap, '01:30', '03:00', 'sessions.when.skipped'],
		[gap, '18:30', '17:00', 'sessions.when.ends-before-start']
	] as const) {
		await day!.fill(when);
		await start!.fill(from);
		await end!.fill(to);
		await button(page, 'venues.next').click();
		await expect(page.getByText(t(said))).toBeVisible();
		await expect(day!).toHaveValue(when);
		await expect(start!).toHaveValue(from);
	}
	expect(seen).toEqual([]);
});

/** The example group is in London: there the clocks go forward on the last Sunday of March, at one. */
function nextSpringNight(now = new Date()): string {
	for (const year of [now.getUTCFullYear(), now.getUTCFullYear() + 1]) {
		const last = new Date(Date.UTC(year, 2, 31));
		last.setUTCDate(31 - last.getUTCDay());
		if (last.getTime() > now.getTime() + 86_400_000) return last.toISOString().slice(0, 10);
	}
	throw new Error('no spring');
}

test('nothing written: the fields that need something say so', async () => {
	for (const [at, field, press, said] of [
		[/\/members\/me$/, 'groups.profile.name', 'groups.save', 'groups.profile.name.empty'],
		[/\/g\/[\w-]+\/card$/, 'groups.card.name', 'groups.save', 'groups.card.name.empty'],
		[/\/light$/, 'venues.light.seen', 'venues.light.save', 'venues.light.seen.empty'],
		[/\/sessions\/[\w-]{22}$/, 'sessions.calendar.title', 'sessions.calendar.do', 'sessions.calendar.title.empty']
	] as const) {
		await open({ at });
		const input = page.getByLabel(t(field), { exact: true });
		const before = await input.inputValue();
		const seen = writes(page);
		await input.fill('  ');
		await button(page, press).click();
		await expect(page.getByText(t(said))).toBeVisible();
		await expect(input).toHaveAttribute('aria-invalid', 'true');
		expect(seen).toEqual([]);
		await input.fill(before);
	}
});

async function halfWrite(form: Form, text: string): Promise<void> {
	const field = (await fieldsOf(page, form)).first();
	const kept = draftKept(page);
	await field.fill(text);
	await kept;
}

test('Back, a reload, and a sign-in that ended while she typed: what she wrote is still there', async () => {
	test.setTimeout(240_000);
	for (const form of FORMS.filter(({ draft }) => draft)) {
		await open(form);
		const address = new URL(page.url()).pathname;
		await halfWrite(form, `Half of ${form.name}`);
		await page.goBack();
		await settled(page);
		await goInside(page, address);
		await expect((await fieldsOf(page, form)).first(), `${form.name}, Back`).toHaveValue(`Half of ${form.name}`);
	}
	await page.reload();
	await unlock(page, hers.Maren);
	for (const form of FORMS.filter(({ draft }) => draft)) {
		await open(form);
		await expect((await fieldsOf(page, form)).first(), `${form.name}, reload`).toHaveValue(`Half of ${form.name}`);
	}
	const [profile] = FORMS;
	await open(profile!);
	const kept = draftKept(page);
	await page.getByLabel(t('groups.profile.name'), { exact: true }).fill('Maren of the sea');
	await kept;
	await endSignIn(page);
	await button(page, 'groups.save').click();
	await unlock(page, hers.Maren);
	await open(profile!);
	await expect(page.getByLabel(t('groups.profile.name'), { exact: true })).toHaveValue('Maren of the sea');
});

test('two tabs: the second is shown what the first saved, and loses nothing', async ({ browser }) => {
	const tabs = await Promise.all(
		[1, 2].map(async () => {
			const context = await browser.newContext({ baseURL: served.origin });
			const tab = await context.newPage();
			await enterAs(tab, 'Wren');
			await open({ at: /\/members\/me$/ }, tab);
			return tab;
		})
	);
	const about = (tab: Page) => tab.getByLabel(t('groups.profile.about'), { exact: true });
	await about(tabs[0]!).fill('Saved first.');
	await about(tabs[1]!).fill('Typed in the other tab.');
	await button(tabs[0]!, 'groups.save').click();
	await expect(tabs[0]!.getByText(t('ui.state.saved'), { exact: true })).toBeVisible();
	await button(tabs[1]!, 'groups.save').click();
	await expect(tabs[1]!.getByText('Saved first.')).toBeVisible();
	await expect(about(tabs[1]!)).toHaveValue('Typed in the other tab.');
	await button(tabs[1]!, 'groups.save').click();
	await expect(tabs[1]!.getByText(t('ui.state.saved'), { exact: true })).toBeVisible();
	for (const tab of tabs) await tab.context().close();
});

test('a double press makes one thing', async () => {
	for (const [at, press, field] of [
		[/\/members\/me$/, 'groups.save', 'groups.profile.about'],
		[/\/waiting\/[\w-]+$/, 'groups.talk.record', 'groups.talk.note'],
		[/\/light$/, 'venues.light.save', 'venues.light.seen'],
		[/\/invite$/, 'groups.invite.make', undefined]
	] as const) {
		await open({ at });
		if (field) await page.getByLabel(t(field), { exact: true }).fill('Once, and not twice.');
		const seen = writes(page);
		await button(page, press).dblclick();
		await expect.poll(() => seen.length).toBeGreaterThan(0);
		await page.waitForTimeout(700); // the second one would be on its way by then
		const made = seen.filter((one) => !/\/offer$/.test(one));
		expect(made, press).toHaveLength(1);
	}
});
