import type { Page } from '@playwright/test';

/** How it looks on a phone; only where pictures are asked for. */
export async function shoot(page: Page, name: string): Promise<void> {
	const folder = process.env.ROWAN_SHOTS;
	if (!folder) return;
	const size = page.viewportSize();
	await page.setViewportSize({ width: 360, height: 740 });
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
	}
	for (const [what, style] of [
		['large', 'font-size: 200%'],
		['right-to-left', 'direction: rtl']
	] as const) {
		await page.evaluate((css) => (document.documentElement.style.cssText = css), style);
		await page.screenshot({ path: `${folder}/${name}-${what}.png`, fullPage: true });
	}
	await page.evaluate(() => (document.documentElement.style.cssText = ''));
	if (size) await page.setViewportSize(size);
}
