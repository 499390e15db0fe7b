import { expect, test, type Browser, type Page } from '@playwright/test';
import * as notes from '#lib/activities/client/notes.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import { en } from '#lib/words/catalogue.ts';
import { problemsOn } from './access.ts';
import { must } from './audit/meeting.ts';
import { button, enter, next, toStepFour } from './knot-guide.ts';
import { nodeClient } from './node-client.ts';
import { goInside, practise, wordsOf, type PEOPLE } from './practice.ts';
import type { Served } from './serve.ts';

// What she writes after a knot is not lost, not overwritten, and goes: whatever else happens meanwhile.

test.use({ serviceWorkers: 'allow' }); // parts of it go on without a network

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const field = (page: Page) => page.getByLabel(en['activities.note.label']);
const saved = (page: Page, to: 'group' | 'facilitators' = 'group') => page.getByText(en[`activities.note.saved.${to}`]);
const waits = (page: Page) => page.getByText(en['activities.note.waits'], { exact: true });
const isNote = (url: string) => url.includes('/records/activity-note/');

/** Her phone, with the guide on its last page. */
async function atNote(browser: Browser, who: keyof typeof PEOPLE) {
	const { page, group, end } = await enter(browser, served, { who });
	await page.evaluate(() => navigator.serviceWorker.ready);
	await goInside(page, `${group}/activities`);
	const knot = `${group}/activities/knot`;
	await goInside(page, knot);
	await toStepFour(page, 6);
	await next(page);
	await button(page, 'activities.untangle.rings').click();
	await next(page);
	await expect(field(page)).toBeVisible();
	return { page, end, away: () => goInside(page, `${group}/activities`), back: () => goInside(page, knot) };
}

/** Her other device. */
async function tablet(name: string) {
	const client = nodeClient({ origin: () => served.origin });
	const people = (await (await fetch(`${served.origin}/api/practice`)).json()) as {
		people: { name: string; chosen: string }[];
	};
	const of = people.people.find(({ chosen }) => chosen === name)?.name ?? '';
	must(await accounts.signIn(client, { name: of, kind: 'passphrase', secret: await wordsOf(served, name) }), 'sign in');
	const me = must(await client.api.get<{ groups: { group: string }[] }>('/me'), 'me');
	const { view } = must(await groups.open(client, me.data.groups[0]?.group ?? ''), 'group');
	const hers = async () =>
		must(await notes.read(client, view, 'knot'), 'notes').notes.filter(
			({ author, body }) => author === view.me.handle && body.day === view.today
		);
	const write = async (text: string) =>
		must(await notes.save(client, view, { activity: 'knot', text, base: (await hers())[0] ?? null }), 'save');
	return { write, texts: async () => (await hers()).map(({ body }) => body.text) };
}

test('words saved on her other device meanwhile are shown before others take their place', async ({ browser }) => {
	const { page, end, away, back } = await atNote(browser, 'Wren');
	const other = await tablet('Wren');
	await page.context().setOffline(true);
	await field(page).fill('From my phone.');
	await button(page, 'activities.note.save').click();
	await expect(waits(page)).toBeVisible();
	await away();
	await other.write('From my tablet.');
	const refused = page.waitForResponse((one) => isNote(one.url()) && one.status() === 409);
	await page.context().setOffline(false);
	await refused;
	await back();
	await expect(page.getByText(en['activities.note.edited'])).toBeVisible();
	await expect(page.getByText('From my tablet.')).toBeVisible();
	await expect(field(page)).toHaveValue('From my phone.');
	expect(await problemsOn(page, 'phone', 'other words were saved')).toEqual([]);
	expect(await other.texts()).toEqual(['From my tablet.']);
	await button(page, 'activities.note.save').click();
	await expect(saved(page)).toBeVisible();
	expect(await other.texts()).toEqual(['From my phone.']);
	await end();
});

test('what she types while it is being saved stays, and is saved with the next press', async ({ browser }) => {
	const { page, end } = await atNote(browser, 'Noor');
	let letGo = () => {};
	const held = new Promise<void>((go) => (letGo = go));
	await page.route('**/records/activity-note/**', async (route) => {
		await held;
		await route.continue();
	});
	const put = page.waitForRequest((one) => isNote(one.url()) && one.method() === 'PUT');
	await field(page).fill('We laughed');
	await button(page, 'activities.note.save').click();
	await field(page).press('End');
	await page.keyboard.type(' a lot.');
	await put;
	letGo();
	const other = await tablet('Noor');
	await expect.poll(other.texts).toEqual(['We laughed']);
	await expect(page.getByText(en['activities.note.saving'])).toHaveCount(0);
	await expect(field(page)).toHaveValue('We laughed a lot.');
	await expect(page.getByText(en['activities.note.edited'])).toHaveCount(0);
	await button(page, 'activities.note.save').click();
	await expect(saved(page)).toBeVisible();
	expect(await other.texts()).toEqual(['We laughed a lot.']);
	await end();
});

test('choosing who reads it before her words of earlier are there leaves them as they are', async ({ browser }) => {
	const { page, end, away, back } = await atNote(browser, 'Dilys');
	const kept = page.waitForResponse((one) => one.url().includes('/drafts/') && one.request().method() === 'PUT');
	await field(page).fill('An hour of thinking.');
	await kept;
	await away();
	let letGo = () => {};
	const held = new Promise<void>((go) => (letGo = go));
	await page.route('**/api/**', async (route) => {
		const url = decodeURIComponent(route.request().url());
		if (route.request().method() === 'GET' && url.includes('/drafts/')) await held;
		await route.continue();
	});
	await back();
	await page.getByRole('radio', { name: en['activities.note.to.facilitators'] }).check();
	await page.waitForTimeout(2_000);
	letGo();
	await expect(field(page)).toHaveValue('An hour of thinking.');
	await expect(page.getByRole('radio', { name: en['activities.note.to.facilitators'] })).toBeChecked();
	await button(page, 'activities.note.save').click();
	await expect(saved(page, 'facilitators')).toBeVisible();
	await end();
});

test('what waited through a lock, and was sent back since the group has a new key, goes when she comes back to it', async ({
	browser
}) => {
	const { page, end, away, back } = await atNote(browser, 'Bee');
	await page.context().setOffline(true);
	await field(page).fill('I would do it again.');
	await button(page, 'activities.note.save').click();
	await expect(waits(page)).toBeVisible();
	await away();
	await goInside(page, '/app/me');
	await button(page, 'people.me.lock').click();
	await page.getByLabel(en['people.sign-in.words'], { exact: true }).fill(await wordsOf(served, 'Bee'));
	await button(page, 'people.locked.open').click();
	await expect(page.getByRole('heading', { level: 1, name: en['people.locked.title'] })).toHaveCount(0);
	// The key that it was sealed under is not the group's any more.
	const epoch = { status: 409, json: { reason: 'epoch' } };
	await page.route('**/records/activity-note/**', (route) => route.fulfill(epoch), { times: 1 });
	const refused = page.waitForResponse((one) => isNote(one.url()) && one.status() === 409);
	await page.context().setOffline(false);
	await refused;
	await back();
	await expect(saved(page)).toBeVisible();
	await expect(page.getByText('I would do it again.')).toBeVisible();
	expect(await (await tablet('Bee')).texts()).toEqual(['I would do it again.']);
	await end();
});
