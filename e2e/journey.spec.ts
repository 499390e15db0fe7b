import { expect, test } from '@playwright/test';
import { gather, type Cast } from './journey/cast.ts';
import * as gathering from './journey/gathering.ts';

// The main job from an empty machine to a closed session: two facilitators (one by thumb, one by keyboard alone at a
// wide screen) and six members, each in a browser of her own. The steps are one evening: each begins where the one
// before ended.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.describe('the main job', () => {
	let cast: Cast;
	const found: gathering.Found = { invitations: [] };

	test.beforeAll(async ({ browser }) => {
		cast = await gather(browser);
	});
	test.beforeEach(async () => {
		await Promise.all(cast.everybody().map((woman) => woman.awake()));
	});
	test.afterAll(async () => {
		await cast.end();
	});

	test('1 a group is opened by a link', () => gathering.opensGroup(cast, found));
	test('2 the agreement is published and printed', () => gathering.agrees(cast));
	test('3 invitations in four ways', () => gathering.invites(cast, found));
	test('4 all of them join', () => gathering.joins(cast, found));
	test('5 after the safety talk they come in', () => gathering.talks(cast));
	test('6 a place with its card', () => gathering.addsPlace(cast));

	test('nothing was let slip on the way', async () => {
		for (const woman of cast.everybody()) {
			expect(woman.watch.faults, woman.name).toEqual([]);
			expect(woman.watch.strangers, woman.name).toEqual([]);
			expect([...woman.watch.titles], woman.name).toEqual(['Rowan']);
		}
	});
});
