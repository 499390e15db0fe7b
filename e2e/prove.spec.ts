import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { nodeClient } from './node-client.ts';
import { enterAs, goInside, practise } from './practice.ts';
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
	const { api } = nodeClient({ origin: () => served.origin });
	const answer = await api.get<{ people: { chosen: string; words: string }[] }>('/practice');
	const words = answer.ok ? (answer.data.people.find(({ chosen }) => chosen === 'Maren')?.words ?? '') : '';
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
	await expect(page.getByText(t('people.trouble.not-opened'))).toBeVisible({ timeout: 30_000 });
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
