import { expect } from '@playwright/test';
import * as meetings from '../people/meetings.ts';
import * as places from '../people/places.ts';
import { entryOf } from './calendar.ts';
import type { Cast } from './cast.ts';

// Steps 7 to 9: a meeting is planned, announced, answered, moved to tonight, and found.

/** The files that one member took into her calendar, in their order. */
export interface Taken {
	files: { name: string; text: string }[];
}

export async function plans({ keepers: [first, second], keeperParts, place, plan, evening }: Cast): Promise<void> {
	await meetings.planMeeting(first, {
		times: evening.later(),
		plan,
		venue: place.name,
		sideRoom: place.sideRoom,
		other: keeperParts[1].name
	});
	await first.sees('Nobody has walked the way in the dark yet.');
	await meetings.overrideSideRoom(first, plan.reason);
	await second.go('Today');
	await second.press('See what is still to do');
	await second.sees(plan.reason);
	await places.walkTheWay(second, place.seen);
	await second.go('Today');
	await second.press('See what is still to do');
	await second.sees('Everything is looked over');
}

export async function announces(cast: Cast, taken: Taken): Promise<void> {
	const { keepers, members, plan } = cast;
	const [ada] = members;
	await ada!.go('Today');
	await ada!.sees('Nothing planned yet');
	await keepers[1].press('Show it to everyone');
	await keepers[1].sees('Who is coming');
	await expect(ada!.page.getByRole('group', { name: 'Are you coming?' })).toBeVisible(); // by itself
	await meetings.openNext(ada!);
	await ada!.sees(plan.note);
	await ada!.sees(plan.prompt);
	await ada!.doesNotSee(plan.notes);
	await ada!.doesNotSee(plan.reason);
	taken.files.push(await meetings.calendarFile(ada!, 'Make the file', plan.entry));
	entryOf(taken.files[0]!, { title: plan.entry, sequence: 0, times: cast.evening.later(), zone: cast.evening.zone });
}

export async function answers(cast: Cast): Promise<void> {
	const { keepers, members, memberParts, place } = cast;
	const [ada, bea, cleo, dora, edie] = members;
	await meetings.answer(ada!, 'Perhaps');
	await meetings.answer(ada!, 'Yes');
	await Promise.all([
		meetings.answer(bea!, 'Yes'),
		meetings.answer(cleo!, 'Perhaps'),
		meetings.answer(dora!, 'Not this time'),
		meetings.answer(edie!, 'Yes')
	]);
	const [first] = keepers;
	await meetings.openNext(first);
	await first.sees('3 women say yes');
	await first.sees('1 woman says perhaps');
	await first.sees('1 woman: not this time');
	await first.sees(`${memberParts[0]!.name}, ${memberParts[1]!.name} and ${memberParts[4]!.name}`);
	for (const her of [ada!, dora!]) {
		for (const { name } of memberParts) await her.doesNotSee(name);
		await her.doesNotSee(/women? says? (yes|perhaps)/);
	}
	await ada!.sees(/^The way there opens for you/);
	await expect(ada!.button('Open the way there')).toHaveCount(0);
	await dora!.sees('If you say yes, the way there opens for you 48 hours before.');
	await ada!.doesNotSee(place.address);
}

/** It is moved to tonight: who is coming is told in neutral words, and the entry in her calendar can follow. */
export async function moves(cast: Cast, taken: Taken): Promise<void> {
	const { keepers, members, plan, evening } = cast;
	const [ada, bea] = members;
	const times = evening.soon();
	await meetings.move(keepers[0], times);
	await meetings.askReminder(bea!, plan.reminder);
	await ada!.go('Today');
	await ada!.sees('Something has changed. Have a look at what is next.');
	await ada!.press('Seen');
	await meetings.openNext(ada!);
	await ada!.sees('The time has changed since you made the file. A new one changes the entry.');
	taken.files.push(await meetings.calendarFile(ada!, 'Make a new file'));
	entryOf(taken.files[1]!, { title: plan.entry, sequence: 1, times, zone: evening.zone, uid: entryOf(taken.files[0]!).uid });
}

export async function findsTheWay({ members, place }: Cast): Promise<void> {
	const [ada, , cleo, dora] = members;
	await meetings.openWay(ada!, place.address);
	await ada!.sees(place.reception);
	for (const her of [cleo!, dora!]) {
		await her.go('Today');
		await expect(her.button('Open the way there')).toHaveCount(0);
		await her.sees('If you say yes, the way there opens for you 48 hours before.');
	}
	await meetings.keepsAndOpensOffline(ada!, 'rose 4', place.address);
}

/** Another one is planned and called off: its entry goes out of the calendar again. */
export async function callsOff(cast: Cast, taken: Taken): Promise<void> {
	const [first] = cast.keepers;
	const [, , , , edie] = cast.members;
	await first.go('Group');
	await first.press('Sessions');
	await first.press('Plan a meeting');
	const times = cast.evening.later();
	await meetings.typeTimes(first, times);
	await first.press('Go on');
	await first.pick('The place', cast.place.name);
	await first.press('Go on');
	await first.pick('Second facilitator', cast.keeperParts[1].name);
	await first.press('Go on');
	await first.press('A first evening');
	await first.press('Go on');
	await first.press('Save the plan');
	await first.press('Show it to everyone');
	await first.sees('Who is coming');
	await edie!.go('Group');
	await edie!.press('Sessions');
	await edie!.hands.press(edie!.page.getByRole('main').getByRole('link').last());
	taken.files.push(await meetings.calendarFile(edie!, 'Make the file', cast.plan.entry));
	await first.press('Call it off');
	await first.sees('Call this one off?');
	await first.press('Call it off');
	await first.sees('This does not take place.');
	await edie!.sees('This does not take place. A new file takes the entry out of your calendar.');
	taken.files.push(await meetings.calendarFile(edie!, 'Make a file that takes it out'));
	const uid = entryOf(taken.files[2]!).uid;
	entryOf(taken.files[3]!, { title: cast.plan.entry, sequence: 1, times, zone: cast.evening.zone, uid, cancelled: true });
}
