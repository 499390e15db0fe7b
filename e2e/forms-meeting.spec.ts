import { expect, test, type Browser, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import {
	button,
	draftKept,
	endSignIn,
	fieldsOf,
	pressTwice,
	refusesBadText,
	unlock,
	writes,
	type Form
} from './form-faults.ts';
import { enterAs, goInside, practise, wordsIn } from './practice.ts';
import { screensOf } from './screens.ts';
import type { Served } from './serve.ts';

// The forms round a meeting and the agreement, against what can go wrong in them.

let served: Served;
let page: Page;
let group: string;
/** The one that is announced, and one that has been. */
let next: string;
let past: string;
let words = '';

async function enter(browser: Browser): Promise<Page> {
	const context = await browser.newContext({ baseURL: served.origin, viewport: { width: 1280, height: 900 } });
	context.setDefaultTimeout(20_000);
	const entered = await context.newPage();
	await enterAs(entered, 'Maren');
	return entered;
}

test.beforeAll(async ({ browser }) => {
	served = await practise();
	page = await enter(browser);
	const screens = await screensOf(page, 'facilitator');
	next = screens.find((path) => /\/sessions\/[\w-]{22}$/.test(path)) ?? '';
	group = next.replace(/\/sessions\/.*/, '');
	await goInside(page, `${group}/sessions`);
	await page.getByRole('heading', { name: t('sessions.list.past') }).waitFor();
	past = (await page.locator('main a[href*="/sessions/"]').last().getAttribute('href')) ?? '';
	words = (await wordsIn(served)).Maren ?? '';
});
test.afterAll(() => served.stop());

const agreement = () => `${group}/agreement/edit`;

interface Screen extends Form {
	at: () => string;
	/** Keeps what is half written, sealed under her key. */
	draft?: boolean;
}

const PUBLISH: Screen = {
	name: 'publishing the agreement',
	at: agreement,
	press: 'groups.publish.do',
	reveal: (on) => button(on, 'groups.agreement.draft.go-on').click()
};
const DEBRIEF: Screen = {
	name: 'a debrief',
	at: () => `${past}/close`,
	press: 'live.debrief.save',
	draft: true,
	reveal: async (on) => {
		const change = button(on, 'live.debrief.change');
		await change.or(button(on, 'live.debrief.save')).waitFor();
		if (await change.isVisible()) await change.click();
	}
};
const REMINDER: Screen = {
	name: 'a reminder',
	at: () => next,
	press: 'sessions.reminder.do',
	// A day before may be over; the last one is the nearest.
	reveal: (on) =>
		on
			.locator('main form')
			.filter({ has: button(on, 'sessions.reminder.do') })
			.getByRole('radio')
			.last()
			.check()
};
const FORMS: Screen[] = [
	PUBLISH,
	DEBRIEF,
	REMINDER,
	{
		name: 'a topic of the agreement',
		at: agreement,
		press: 'groups.agreement.draft.save',
		reveal: (on) => button(on, 'groups.agreement.topic.add').click()
	},
	{ name: 'the side room', at: () => `${next}/edit?at=where`, press: 'venues.save', draft: true },
	{
		name: 'the parts of a plan',
		at: () => `${next}/edit?at=parts`,
		press: 'venues.save',
		reveal: async (on) => {
			const parts = on.locator('main form details');
			await parts.first().waitFor();
			await parts.evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
		}
	}
];

/** Afresh: two screens of one form have one address, and the page would stay on the first. */
async function open(form: Screen, on = page): Promise<void> {
	await goInside(on, '/app/me');
	await goInside(on, form.at());
}

for (const form of FORMS) {
	test(`${form.name}: text that cannot be taken`, async () => {
		await open(form);
		await refusesBadText(page, form);
	});
}

test('a day to look at it again that has passed, and no word on what kind of change it is', async () => {
	await open(PUBLISH);
	await PUBLISH.reveal?.(page);
	const day = page.getByLabel(t('groups.agreement.review.label'), { exact: true });
	const before = await day.inputValue();
	const seen = writes(page);
	await day.fill('2020-01-01');
	await button(page, PUBLISH.press).click();
	for (const said of ['groups.agreement.review.wrong', 'groups.publish.kind.empty'] as const)
		await expect(page.getByText(t(said))).toBeVisible();
	await expect(day).toHaveValue('2020-01-01');
	expect(seen).toEqual([]);
	await day.fill(before);
});

test('four digits are four digits', async () => {
	await goInside(page, `${next}/live`);
	const code = page.getByLabel(t('live.begin.code'), { exact: true });
	const seen = writes(page);
	for (const typed of ['', '12', 'abcd', '12345', '1 2 3 4']) {
		await code.fill(typed);
		await button(page, 'live.begin.do').click();
		await expect(page.getByText(t('live.begin.code.wrong')), typed).toBeVisible();
		await expect(code).toHaveValue(typed);
	}
	expect(seen).toEqual([]);
});

test('nothing written: the fields that need something say so', async () => {
	await open(REMINDER);
	await REMINDER.reveal?.(page);
	const before = writes(page);
	await page.getByLabel(t('sessions.reminder.words'), { exact: true }).fill('  ');
	await button(page, REMINDER.press).click();
	await expect(page.getByText(t('sessions.reminder.words.empty'))).toBeVisible();
	expect(before).toEqual([]);
	await open(PUBLISH);
	await button(page, 'groups.agreement.topic.add').click();
	await button(page, 'groups.agreement.draft.go-on').click(); // a draft may be unfinished; what is published may not
	await expect(page.getByText(t('groups.publish.unfinished'))).toBeVisible();
	const seen = writes(page);
	await button(page, PUBLISH.press).click();
	expect(seen).toEqual([]);
});

const first = async (on: Page, form: Screen) => (await fieldsOf(on, form)).first();

async function halfWrite(form: Screen, text: string): Promise<void> {
	await open(form);
	await form.reveal?.(page);
	const kept = draftKept(page);
	await (await first(page, form)).fill(text);
	await kept;
}

test('Back, a reload, and a sign-in that ended while she typed: what she wrote is still there', async () => {
	const kept = FORMS.filter(({ draft }) => draft);
	for (const form of kept) {
		await halfWrite(form, `Half of ${form.name}`);
		await page.goBack();
		await open(form);
		await expect(await first(page, form), `${form.name}, Back`).toHaveValue(`Half of ${form.name}`);
	}
	await page.reload();
	await unlock(page, words);
	for (const form of kept) {
		await open(form);
		await expect(await first(page, form), `${form.name}, reload`).toHaveValue(`Half of ${form.name}`);
	}
	await open(DEBRIEF);
	await endSignIn(page);
	await (await first(page, DEBRIEF)).fill('Written while the sign-in ended');
	await unlock(page, words); // what keeps it is told, and asks for them
	await open(DEBRIEF);
	await expect(await first(page, DEBRIEF)).toHaveValue('Written while the sign-in ended');
});

test('two tabs: the second is shown what the first saved; an empty debrief is none', async ({ browser }) => {
	const other = await enter(browser);
	const how = (on: Page) => on.getByLabel(t('live.debrief.how'), { exact: true });
	for (const on of [page, other]) {
		await open(DEBRIEF, on);
		await DEBRIEF.reveal?.(on);
	}
	await how(other).fill('Typed in the other tab.');
	await how(page).fill('Saved first.');
	await button(page, DEBRIEF.press).click();
	await expect(page.getByText(t('live.debrief.saved'))).toBeVisible();
	await button(other, DEBRIEF.press).click();
	await expect(other.getByText('Saved first.')).toBeVisible();
	await expect(how(other)).toHaveValue('Typed in the other tab.');
	await button(other, DEBRIEF.press).click();
	await expect(other.getByText(t('live.debrief.saved'))).toBeVisible();

	await button(other, 'live.debrief.change').click();
	for (const field of ['live.debrief.how', 'live.debrief.next'] as const)
		await other.getByLabel(t(field), { exact: true }).fill('');
	await button(other, DEBRIEF.press).click();
	await expect(other.getByText(t('live.debrief.mine'), { exact: true })).toHaveCount(0);
	await expect(other.getByText(t('live.debrief.saved'))).toHaveCount(0);
	await button(other, DEBRIEF.press).click();
	await expect(other.getByText(t('live.debrief.empty'))).toBeVisible();
	await other.context().close();
});

test('a double press makes one thing', async () => {
	const side = FORMS.find(({ name }) => name === 'the side room')!;
	for (const [form, field, text, done] of [
		[REMINDER, 'sessions.reminder.words', 'Once, and not twice', button(page, 'sessions.reminder.drop')],
		[side, 'sessions.where.side-room', 'Once, and not twice', page.getByRole('heading', { name: t('sessions.plan') })]
	] as const) {
		await open(form);
		await form.reveal?.(page);
		await page.getByLabel(t(field), { exact: true }).fill(text);
		const seen = writes(page);
		await pressTwice(button(page, form.press));
		await done.first().waitFor();
		expect(seen.length, form.name).toBeGreaterThan(0);
		expect(new Set(seen).size, `${form.name}: ${seen.join()}`).toBe(seen.length);
	}
});
