import { expect, test } from '@playwright/test';
import { countries } from '#lib/help/helpline.ts';
import { t } from '#lib/words/t.ts';
import { serve } from './serve.ts';

test('Help now names each source as people do, says from when it is, and leads to none of them by a slip', async ({
	browser
}) => {
	const served = await serve();
	const context = await browser.newContext({ baseURL: served.origin, javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto('/help?country=GB');
	const shown = (await page.locator('main').textContent()) ?? '';
	for (const { emergency, lines } of countries)
		for (const { source } of [emergency, ...lines]) {
			expect(shown).toContain(source.name);
			await expect(page.locator(`main a[href="${source.page}"]`)).toHaveCount(0);
			expect(shown).not.toContain(new URL(source.page).hostname.replace(/^www2?\./, ''));
		}
	const refuge = page.locator('li').filter({ hasText: 'National Domestic Abuse Helpline' });
	await expect(refuge).toContainText(t('help.checked', { day: '23 November 2026' }));
	await context.close();
	await served.stop();
});
