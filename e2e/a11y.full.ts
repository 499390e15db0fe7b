import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { PARTS, walk } from './access.ts';
import { practise, type Mode } from './practice.ts';
import type { Served } from './serve.ts';

// npm run test:a11y — every way of looking; pictures of every screen are left in shots/.
const phone = { viewport: { width: 360, height: 740 } };
const modes: Mode[] = [
	{ name: 'light', context: phone },
	{ name: 'dark', context: { ...phone, colorScheme: 'dark' } },
	{ name: 'rtl', context: phone, language: 'ar-XB' },
	{ name: 'narrow', context: { viewport: { width: 320, height: 640 } } },
	{ name: 'large', context: phone, text: '200%' },
	{ name: 'wide', context: { viewport: { width: 1280, height: 800 } } }
];

let served: Served;
test.beforeAll(async () => {
	mkdirSync('shots', { recursive: true });
	served = await practise({ ROWAN_TEST_LANGUAGE: '1' });
});
test.afterAll(() => served.stop());

for (const mode of modes)
	for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[])
		test(`every page and screen, ${mode.name}, ${part}`, async ({ browser }) => {
			test.setTimeout(600_000);
			const { screens, problems } = await walk(browser, served, { mode, part, shots: 'shots' });
			expect(problems).toEqual([]);
			expect(screens).toBeGreaterThanOrEqual(PARTS[part]);
		});
