import { expect, test, type Page } from '@playwright/test';
import { problemsOn } from './access.ts';
import { seatThem } from './knot-seats.ts';
import { toLive } from './knot-table.ts';
import { enterAs, goInside, look, practise, settled, type Mode } from './practice.ts';

// Ten at one table, in every way of looking. To keep the pictures: ROWAN_SHOTS=folder; fewer women: ROWAN_SEATS=4.

const COUNT = Number(process.env.ROWAN_SEATS ?? 10);
const phone = { viewport: { width: 360, height: 740 } };
const wide = { viewport: { width: 1280, height: 800 } };
const modes: (Mode & { who: 'Wren' | 'Maren' })[] = [
	{ name: 'phone', who: 'Wren', context: phone },
	{ name: 'rtl', who: 'Wren', context: phone, language: 'ar-XB' },
	{ name: 'large', who: 'Maren', context: phone, text: '200%' },
	{ name: 'wide-dark', who: 'Maren', context: { ...wide, colorScheme: 'dark' } }
];

test('nothing is cut off, too small or too pale, for a woman at the table and for a facilitator', async ({
	browser
}) => {
	test.setTimeout(400_000);
	const served = await practise({ ROWAN_TEST_LANGUAGE: '1' });
	const seated = await seatThem(served, COUNT, 'middle');
	const last = seated.at(-1);
	if (last)
		await last.say({ kind: 'leave', table: last.log.played.find(({ body }) => body.kind === 'open')?.id ?? '' });
	const problems: unknown[] = [];
	const judge = async (page: Page, mode: Mode, who: string) => {
		const shots = process.env.ROWAN_SHOTS;
		if (shots) await page.screenshot({ path: `${shots}/${COUNT}-${mode.name}-${who}.png`, fullPage: true });
		problems.push(...(await problemsOn(page, mode.name, who)));
	};
	for (const { who, ...mode } of modes) {
		const context = await look(browser, served, mode);
		const page = await context.newPage();
		await enterAs(page, who);
		const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
		const live = await toLive({ page, group });
		if (who === 'Maren') {
			await page.locator('main form input').fill('2468');
			await page.locator('main form button').click();
			await page.locator('main .sheet').waitFor();
		}
		await goInside(page, `${live}/knot/together`);
		await expect(page.locator('svg [data-person]')).toHaveCount(COUNT);
		await settled(page);
		await judge(page, mode, who);
		await context.close();
	}
	expect(problems).toEqual([]);
	await served.stop();
});
