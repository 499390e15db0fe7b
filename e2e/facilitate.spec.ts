import { expect, test, type Page, type Route } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { t } from '#lib/words/t.ts';
import { enterAs, goInside, practise, settled, wordsAgo, wordsOf } from './practice.ts';
import type { Served } from './serve.ts';

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const shows = (page: Page, text: string) => expect(page.getByText(text, { exact: true })).toBeVisible();
const wren = { name: 'Wren' };

test('a member is asked to facilitate, says yes on her own phone, and is made one; nobody else is told before', async ({
	browser
}) => {
	const pages = await Promise.all(
		[0, 1, 2].map(async () => (await browser.newContext({ baseURL: served.origin })).newPage())
	);
	const [maren, hers, noor] = pages as [Page, Page, Page];
	await enterAs(maren, 'Maren');
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(maren, `${group}/members`);
	await maren.getByRole('link', { name: /Wren/ }).click();
	const page = new URL(maren.url()).pathname;
	// Asked, and taken back before anybody has seen it.
	await press(maren, t('groups.facilitate.ask', wren));
	await press(maren, en['groups.facilitate.unask.nothing']);
	await press(maren, t('groups.facilitate.ask', wren));
	await shows(maren, t('groups.facilitate.said.nothing', wren));

	await enterAs(hers, 'Wren');
	const question = hers.getByRole('heading', { name: t('groups.facilitate.asked', { by: 'Maren' }) });
	await expect(question).toBeVisible();
	await press(hers, en['groups.agree.later']);
	await expect(question).toHaveCount(0);
	await goInside(hers, '/app/me');
	await goInside(hers, '/app');
	await press(hers, en['groups.agree.no']);
	await shows(hers, en['groups.agree.said.rather-not']);
	await shows(maren, t('groups.facilitate.said.no', wren));
	await expect(maren.getByRole('button', { name: t('groups.facilitate.do', wren) })).toHaveCount(0);
	await press(maren, en['groups.facilitate.unask.no']);
	await press(maren, t('groups.facilitate.ask', wren));

	// Another member: not on Today, not on the page of the one who is asked.
	await enterAs(noor, 'Noor');
	await goInside(noor, page);
	await expect(noor.getByText(en['groups.facilitate.title'])).toHaveCount(0);
	await expect(noor.getByText(t('groups.facilitate.said.nothing', wren))).toHaveCount(0);
	await goInside(noor, '/app');
	await expect(noor.getByText(/facilitate/)).toHaveCount(0);

	// Her yes wants her words, and may be taken back while nothing is different.
	await expect(question).toBeVisible();
	wordsAgo(served);
	await press(hers, en['groups.facilitate.asked.yes']);
	await hers.getByLabel(en['people.again.now']).fill(await wordsOf(served, 'Wren'));
	await press(hers, en['people.prove.do']);
	await expect(hers.getByRole('heading', { name: en['groups.facilitate.waits'] })).toBeVisible({ timeout: 30_000 });
	await shows(maren, t('groups.facilitate.said.yes', wren));
	await press(hers, en['groups.facilitate.waits.back']);
	await shows(maren, t('groups.facilitate.said.no', wren));
	await press(maren, en['groups.facilitate.unask.no']);
	await press(maren, t('groups.facilitate.ask', wren));
	await expect(question).toBeVisible();
	// It arrives, and the answer to it does not: then it is done, and nothing says that it is not.
	const lost = async (route: Route) => {
		await route.fetch();
		await route.abort();
	};
	await hers.route('**/records/facilitate-answer/*', lost, { times: 1 });
	await press(hers, en['groups.facilitate.asked.yes']);
	await expect(hers.getByRole('heading', { name: en['groups.facilitate.waits'] })).toBeVisible();
	await expect(hers.getByText(en['groups.trouble.no-network'])).toHaveCount(0);

	await goInside(maren, '/app');
	await maren.getByRole('link', { name: t('groups.facilitate.ready.go', wren) }).click();
	await press(maren, t('groups.facilitate.do', wren));
	await maren.getByLabel(en['people.again.now']).fill(await wordsOf(served, 'Maren'));
	await press(maren, en['people.prove.do']);
	await expect(maren.getByText(t('groups.facilitate.done', wren))).toBeVisible({ timeout: 30_000 });
	await expect(maren.getByRole('button', { name: t('groups.suspend', wren) })).toBeVisible();
	await expect(maren.getByRole('button', { name: t('groups.remove', wren) })).toHaveCount(0);
	await shows(hers, en['groups.facilitate.now']);
	await goInside(hers, `${group}/waiting`);
	await settled(hers);
	await expect(hers.getByRole('link', { name: /./ }).first()).toBeVisible();
	await goInside(noor, `${group}/members`);
	await expect(noor.getByRole('link', { name: /Wren/ })).toContainText(en['groups.members.facilitator']);

	// And she stops again by herself, and stays.
	await goInside(hers, `${group}/leave`);
	await press(hers, en['groups.stop.title']);
	await press(hers, en['groups.stop.yes']);
	await shows(hers, en['groups.stop.done']);
	await goInside(noor, '/app');
	await goInside(noor, `${group}/members`);
	await expect(noor.getByRole('link', { name: /Wren/ })).not.toContainText(en['groups.members.facilitator']);
	for (const page of pages) await page.context().close();
});
