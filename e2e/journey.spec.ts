import { expect, test } from '@playwright/test';
import { gather, type Cast } from './journey/cast.ts';
import type { Found } from './journey/gathering.ts';
import type { Taken } from './journey/meeting.ts';
import { steps } from './journey/steps.ts';

// The main job from an empty machine to a closed session: two facilitators (one by thumb, one by keyboard alone at a
// wide screen) and six members, each in a browser of her own. The steps are one evening: each begins where the one
// before ended.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.describe('the main job', () => {
	let cast: Cast;
	const found: Found = { invitations: [] };
	const taken: Taken = { files: [] };

	test.beforeAll(async ({ browser }) => {
		cast = await gather(browser);
	});
	test.beforeEach(async () => {
		await Promise.all(cast.everybody().map((woman) => woman.awake()));
	});
	// Ten browsers, and the runner shows only that one of them did not come to where it should be.
	test.afterEach(async ({ browserName: _ }, { status, expectedStatus }) => {
		if (status === expectedStatus) return;
		for (const { name, page } of cast.everybody())
			console.log(`${name}: ${await page.evaluate(() => document.body.innerText.slice(0, 600)).catch(String)}\n`);
	});
	test.afterAll(async () => {
		await cast.end();
	});

	for (const [title, step] of steps) test(title, () => step({ cast, found, taken }));

	test('nothing was let slip on the way', async () => {
		for (const woman of cast.everybody()) {
			expect(woman.watch.faults, woman.name).toEqual([]);
			expect(woman.watch.strangers, woman.name).toEqual([]);
			expect([...woman.watch.titles], woman.name).toEqual(['Rowan']);
		}
	});
});
