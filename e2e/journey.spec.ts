import { expect, test } from '@playwright/test';
import { gather, type Cast } from './journey/cast.ts';
import { emptyNotes, steps } from './journey/steps.ts';

// The main job from an empty machine to a closed session: two facilitators (one by thumb, one by keyboard alone at a
// wide screen) and six members, each in a browser of her own.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.describe('the main job', () => {
	const notes = emptyNotes();
	let cast: Cast;

	test.beforeAll(async ({ browser }) => {
		cast = await gather(browser);
	});
	test.beforeEach(async () => {
		await Promise.all(cast.everybody().map((woman) => woman.awake()));
	});
	test.afterAll(async () => {
		await cast.end();
	});

	for (const [title, step] of steps) test(title, () => step(cast, notes));

	test('nothing was let slip on the way', () => {
		for (const woman of cast.everybody()) {
			expect(woman.watch.faults, woman.name).toEqual([]);
			expect(woman.watch.strangers, woman.name).toEqual([]);
			expect([...woman.watch.titles], woman.name).toEqual(['Rowan']);
		}
	});
});
