import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import * as meetings from '../people/meetings.ts';
import * as places from '../people/places.ts';
import { list } from '#lib/words/format.ts';
import { entryOf } from './calendar.ts';
import type { Cast } from './cast.ts';
import { like } from '../people/words.ts';

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
	await first.sees(t('sessions.check.why.dark-unchecked'));
	await meetings.overrideSideRoom(first, plan.reason);
	await second.go('today');
	await second.press(t('sessions.today.planned.do'));
	await second.sees(plan.reason);
	await places.walkTheWay(second, place.seen);
	await second.go('today');
	await second.press(t('sessions.today.planned.do'));
	await second.sees(t('sessions.checks.ready'));
}

export async function announces(cast: Cast, taken: Taken): Promise<void> {
	const { keepers, members, plan } = cast;
	const [ada] = members;
	await ada!.go('today');
	await ada!.sees(t('sessions.today.none'));
	await keepers[1].press(t('sessions.announce'));
	await keepers[1].sees(t('sessions.comes'));
	await expect(ada!.page.getByRole('group', { name: t('sessions.coming') })).toBeVisible(); // by itself
	await meetings.openNext(ada!);
	await ada!.sees(plan.note);
	await ada!.sees(plan.prompt);
	await ada!.doesNotSee(plan.notes);
	await ada!.doesNotSee(plan.reason);
	taken.files.push(await meetings.calendarFile(ada!, t('sessions.calendar.do'), plan.entry));
	entryOf(taken.files[0]!, { title: plan.entry, sequence: 0, times: cast.evening.later(), zone: cast.evening.zone });
}

export async function answers(cast: Cast): Promise<void> {
	const { keepers, members, memberParts, place } = cast;
	const [ada, bea, cleo, dora, edie] = members;
	await meetings.answer(ada!, 'perhaps');
	await meetings.answer(ada!, 'yes');
	await Promise.all([
		meetings.answer(bea!, 'yes'),
		meetings.answer(cleo!, 'perhaps'),
		meetings.answer(dora!, 'no'),
		meetings.answer(edie!, 'yes')
	]);
	const [first] = keepers;
	await meetings.openNext(first);
	await first.sees(t('sessions.comes.yes', { count: 3 }));
	await first.sees(t('sessions.comes.perhaps', { count: 1 }));
	await first.sees(t('sessions.comes.no', { count: 1 }));
	await first.sees(list([0, 1, 4].map((at) => memberParts[at]!.name)));
	for (const her of [ada!, dora!]) {
		for (const { name } of memberParts) await her.doesNotSee(name);
		await her.doesNotSee(t('sessions.comes'));
	}
	await ada!.sees(like('sessions.where.later'));
	await expect(ada!.button(t('sessions.where.open'))).toHaveCount(0);
	await dora!.sees(t('sessions.where.say-yes'));
	await ada!.doesNotSee(place.address);
}

/** It is moved to tonight: who is coming is told in neutral words, and the entry in her calendar can follow. */
export async function moves(cast: Cast, taken: Taken): Promise<void> {
	const { keepers, members, plan, evening } = cast;
	const [ada, bea] = members;
	const times = evening.soon();
	await meetings.move(keepers[0], times);
	await meetings.askReminder(bea!, plan.reminder);
	await ada!.go('today');
	await ada!.sees(t('sessions.told.moved'));
	await ada!.press(t('sessions.notice.seen'));
	await meetings.openNext(ada!);
	await ada!.sees(t('sessions.calendar.update'));
	taken.files.push(await meetings.calendarFile(ada!, t('sessions.calendar.do.update')));
	entryOf(taken.files[1]!, {
		title: plan.entry,
		sequence: 1,
		times,
		zone: evening.zone,
		uid: entryOf(taken.files[0]!).uid
	});
}

export async function findsTheWay({ members, place }: Cast): Promise<void> {
	const [ada, , cleo, dora] = members;
	await meetings.openWay(ada!, place.address);
	await ada!.sees(place.reception);
	for (const her of [cleo!, dora!]) {
		await her.go('today');
		await expect(her.button(t('sessions.where.open'))).toHaveCount(0);
		await her.sees(t('sessions.where.say-yes.now'));
	}
	await meetings.keepsAndOpensOffline(ada!, 'rose 4', place.address);
}

/** Another one is planned and called off: its entry goes out of the calendar again. */
export async function callsOff(cast: Cast, taken: Taken): Promise<void> {
	const [first] = cast.keepers;
	const [, , , , edie] = cast.members;
	await first.go('group');
	await first.press(t('groups.home.sessions'));
	await first.press(t('sessions.new'));
	const times = cast.evening.later();
	await meetings.typeTimes(first, times);
	await first.press(t('venues.next'));
	await first.pick(t('sessions.where.place'), cast.place.name);
	await first.press(t('venues.next'));
	await first.pick(t('sessions.who.two'), cast.keeperParts[1].name);
	await first.press(t('venues.next'));
	await first.press(t('sessions.template.first'));
	await first.press(t('venues.next'));
	await first.press(t('sessions.save'));
	await first.press(t('sessions.announce'));
	await first.sees(t('sessions.comes'));
	await edie!.go('group');
	await edie!.press(t('groups.home.sessions'));
	await edie!.hands.press(edie!.page.getByRole('main').getByRole('link').last());
	taken.files.push(await meetings.calendarFile(edie!, t('sessions.calendar.do'), cast.plan.entry));
	await first.press(t('sessions.cancel'));
	await first.sees(t('sessions.cancel.question'));
	await first.press(t('sessions.cancel'));
	await first.sees(t('sessions.state.cancelled'));
	await edie!.sees(t('sessions.calendar.cancel'));
	taken.files.push(await meetings.calendarFile(edie!, t('sessions.calendar.do.cancel')));
	const uid = entryOf(taken.files[2]!).uid;
	entryOf(taken.files[3]!, {
		title: cast.plan.entry,
		sequence: 1,
		times,
		zone: cast.evening.zone,
		uid,
		cancelled: true
	});
}
