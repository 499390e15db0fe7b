import { expect, test } from '@playwright/test';
import { PARTS, walk } from './access.ts';
import { practise, type Mode } from './practice.ts';
import type { Served } from './serve.ts';

const phone = { viewport: { width: 360, height: 740 } };
const modes: Mode[] = [
	{ name: 'phone', context: phone },
	{ name: 'rtl', context: phone, language: 'ar-XB' }
];

let served: Served;
test.beforeAll(async () => {
	served = await practise({ ROWAN_TEST_LANGUAGE: '1' });
});
test.afterAll(() => served.stop());

// So that each half of them is looked at by another worker.
test.describe.configure({ mode: 'parallel' });

for (const mode of modes)
	for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[])
		test(`every page and screen can be used by everyone (${mode.name}, ${part})`, async ({ browser }) => {
			test.setTimeout(240_000);
			const { screens, problems } = await walk(browser, served, { mode, part });
			expect(problems).toEqual([]);
			expect(screens).toBeGreaterThanOrEqual(PARTS[part]);
		});

test('what is wrong on purpose is found', async ({ page }) => {
	await page.setContent(
		'<html lang="en"><title>x</title><main><h1>x</h1><button style="height:20px;color:#777"></button></main>'
	);
	const { problemsOn } = await import('./access.ts');
	const rules = (await problemsOn(page, 'planted', '/')).map((p) => p.rule);
	expect(rules).toEqual(expect.arrayContaining(['button-name', 'target-44']));
});
