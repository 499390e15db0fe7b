import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { enterAs, goInside, practise, wordsOf } from './practice.ts';
import type { Served } from './serve.ts';

// A quarter of an hour after her words a facilitator is asked for them before somebody is put out, and loses nothing by it.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

/** What time or a lying server would do to the rows. */
function meanwhile(sql: string, ...values: string[]): void {
	const db = new DatabaseSync(join(served.dataDir, 'practice/rowan.sqlite'));
	db.exec('pragma busy_timeout = 5000');
	db.prepare(sql).run(...values);
	db.close();
}

test('she shows her words where she is, and what she was doing goes on', async ({ browser }) => {
	const words = await wordsOf(served, 'Maren');
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, 'Maren');
	meanwhile('update login_session set proven_at = 0');
	const group = /\/app\/g\/[\w-]+/.exec((await page.locator('a[href*="/app/g/"]').first().getAttribute('href')) ?? '');
	await goInside(page, `${group?.[0] ?? ''}/members`);
	await page.getByRole('link', { name: /Hanna/ }).click();
	const remove = page.getByRole('button', { name: t('groups.remove', { name: 'Hanna' }) });
	await remove.click();
	await remove.click();

	await expect(page.getByRole('heading', { name: t('people.prove') })).toBeFocused();
	await page.getByRole('button', { name: t('people.prove.not') }).click();
	await expect(page.getByText(t('groups.trouble.prove'))).toBeVisible();
	await page.getByRole('button', { name: t('groups.again') }).click();
	await page.getByLabel(t('people.again.now')).fill('not these words at all');
	await page.getByRole('button', { name: t('people.prove.do') }).click();
	await expect(page.getByText(t('people.entry.not-opened'))).toBeVisible({ timeout: 30_000 });
	await page.getByLabel(t('people.again.now')).fill(words);
	await page.getByRole('button', { name: t('people.prove.do') }).click();
	await expect(page.getByText(t('groups.remove.done', { name: 'Hanna' }))).toBeVisible({ timeout: 30_000 });

	// The server says of another that she is out: nobody's device signs that, a person is asked.
	meanwhile(`update membership set state = 'removed' where state = 'member' and handle = ?`, await handleOf('Bee'));
	await goInside(page, '/app');
	const sign = page.getByRole('button', { name: t('groups.unsigned.do', { name: 'Bee' }) });
	await expect(sign).toBeVisible({ timeout: 20_000 });
	await sign.click();
	await expect(sign).toHaveCount(0, { timeout: 30_000 });
	await context.close();

	async function handleOf(name: string): Promise<string> {
		await goInside(page, `${group?.[0] ?? ''}/members`);
		const href = await page.getByRole('link', { name: new RegExp(`^${name}`) }).getAttribute('href');
		return (href ?? '').split('/').pop() ?? '';
	}
});

test('what another facilitator has said under seal is named, and signed with her own words', async ({ browser }) => {
	const [first, second] = [
		await browser.newContext({ baseURL: served.origin }),
		await browser.newContext({ baseURL: served.origin })
	];
	const [ifeoma, maren] = [await first.newPage(), await second.newPage()];
	await enterAs(ifeoma, 'Ifeoma');
	meanwhile('update login_session set proven_at = 0');
	await enterAs(maren, 'Maren');
	const group = (await maren.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await goInside(maren, `${group}/members`);
	await maren.getByRole('link', { name: /^Dilys/ }).click();
	// Her line breaks between the note and the signature.
	await maren.route('**/changes', (route) => route.abort());
	const remove = maren.getByRole('button', { name: t('groups.remove', { name: 'Dilys' }) });
	await remove.click();
	await remove.click();
	await expect(maren.getByText(t('groups.remove.half', { name: 'Dilys' }))).toBeVisible({ timeout: 20_000 });
	await second.close();

	await goInside(ifeoma, `${group}/members`);
	await expect(ifeoma.getByText(t('groups.unsigned.said', { by: 'Maren' }))).toBeVisible({ timeout: 20_000 });
	const sign = ifeoma.getByRole('button', { name: t('groups.unsigned.do', { name: 'Dilys' }) });
	await sign.click();
	await ifeoma.getByLabel(t('people.again.now')).fill(await wordsOf(served, 'Ifeoma'));
	await ifeoma.getByRole('button', { name: t('people.prove.do') }).click();
	await expect(sign).toHaveCount(0, { timeout: 30_000 });
	await first.close();
});
