import { expect, test } from '@playwright/test';
import { gather, type Cast } from './journey/cast.ts';
import * as evening from './journey/evening.ts';
import * as gathering from './journey/gathering.ts';
import * as leaving from './journey/leaving.ts';
import * as meeting from './journey/meeting.ts';

// The main job from an empty machine to a closed session: two facilitators (one by thumb, one by keyboard alone at a
// wide screen) and six members, each in a browser of her own. The steps are one evening: each begins where the one
// before ended.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.describe('the main job', () => {
	let cast: Cast;
	const found: gathering.Found = { invitations: [] };
	const taken: meeting.Taken = { files: [] };

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
	test('7 a plan with its checks', () => meeting.plans(cast));
	test('8 it is announced, and taken into a calendar', () => meeting.announces(cast, taken));
	test('9 yes, perhaps, not this time', () => meeting.answers(cast));
	test('9 it is moved to tonight', () => meeting.moves(cast, taken));
	test('9 the way there, for those who are coming', () => meeting.findsTheWay(cast));
	test('9 another one is called off', () => meeting.callsOff(cast, taken));
	test('2 the agreement changes', () => leaving.agreesAgain(cast));
	test('12 help now, and the way out', () => leaving.helpAndExit(cast));
	test('13 a break', () => leaving.takesABreak(cast));
	test('10 the meeting begins', () => evening.begins(cast));
	test('10 the run-sheet in step', () => evening.runsInStep(cast));
	test('10 silent signals', () => evening.signals(cast));
	test('10 a lost network', () => evening.losesTheNetwork(cast));
	test('10 a cover', () => evening.covers(cast));
	test('8 a reminder comes', () => evening.reminds(cast));
	test('11 the meeting is closed', () => evening.closes(cast));
	test('13 leaving and erasing', () => leaving.leavesForGood(cast));
	test('13 a member is removed', () => leaving.removes(cast));

	test('nothing was let slip on the way', async () => {
		for (const woman of cast.everybody()) {
			expect(woman.watch.faults, woman.name).toEqual([]);
			expect(woman.watch.strangers, woman.name).toEqual([]);
			expect([...woman.watch.titles], woman.name).toEqual(['Rowan']);
		}
	});
});
