import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import * as live from '../people/evening.ts';
import type { Cast } from './cast.ts';
import { like } from '../people/words.ts';

// Steps 10 and 11: the meeting itself, on eight phones, and what the two write afterwards.

const PARTS = [
	t('sessions.part.agreement'),
	t('sessions.part.safety'),
	t('sessions.part.activity'),
	t('sessions.part.break'),
	t('sessions.part.other'),
	t('sessions.part.closing')
];

export async function begins({ keepers: [first, second], members, plan }: Cast): Promise<void> {
	await live.begin(first, 'begin', '2468');
	await live.begin(second, 'join', '1357');
	await Promise.all(members.slice(0, 5).map((her) => live.enter(her, plan.first)));
	await live.isOn(second, plan.first);
	await second.sees(plan.notes);
	await members[0]!.doesNotSee(plan.notes);
}

/** What one facilitator presses shows on the other's phone, and each member sees where they are. */
export async function runsInStep({ keepers: [first, second], members, memberParts }: Cast): Promise<void> {
	await first.press(t('live.sheet.more'));
	await second.sees(t('live.sheet.clock', { gone: 0, of: 20 }));
	await second.press(t('live.sheet.next'));
	await live.isOn(first, PARTS[0]!);
	await live.isOn(members[0]!, PARTS[0]!);
	await first.press(t('live.sheet.skip'));
	await live.isOn(second, PARTS[1]!);
	await members[1]!.sees(t('live.member.skipped'));
	await first.press(t('live.sheet.stop'));
	await Promise.all(members.slice(0, 5).map((her) => her.sees(t('live.member.paused.detail'))));
	await second.press(t('people.cover.lift'));
	await expect(members[0]!.page.getByText(t('live.sheet.stopped'))).toHaveCount(0);
	await live.attends(
		first,
		memberParts.slice(0, 3).map(({ name }) => name)
	);
	await expect(second.page.getByText(t('live.here.count', { count: 3 }))).toBeVisible();
}

/** Silent, and seen by the facilitators alone. */
export async function signals({ keepers, members, memberParts }: Cast): Promise<void> {
	const [first, second] = keepers;
	const [ada, bea, cleo] = members;
	const [a, b] = memberParts.map(({ name }) => name);
	await live.signal(ada!, t('live.member.with-me'), t('live.member.said.with-me'));
	for (const keeper of keepers) {
		await expect(live.outOfRoom(keeper).getByText(t('live.signal.with-me', { name: a!, minutes: 0 }))).toBeVisible();
	}
	await expect(bea!.page.getByText(a!)).toHaveCount(0);
	await second.press(t('live.signal.going'));
	await expect(live.outOfRoom(first).getByText(/^with /)).toBeVisible();
	await ada!.sees(like('live.member.coming'));
	await second.press(t('live.room.take'));
	await first.sees(t('live.room.used.by', { name: a! }));
	await live.signal(bea!, t('live.member.out'), t('live.member.said.out'));
	await expect(live.outOfRoom(first).getByText(t('live.signal.out', { name: b!, minutes: 0 }))).toBeVisible();
	await expect(cleo!.page.getByText(b!)).toHaveCount(0);
	await ada!.press(t('live.member.back'));
	await bea!.press(t('live.member.back'));
	await expect(live.outOfRoom(first).getByText(like('live.signal.out'))).toHaveCount(0);
	await second.press(t('live.room.leave'));
}

/** The network goes for one of the two and for a member; what they press is kept, and comes when it is back. */
export async function losesTheNetwork({ keepers: [first, second], members, memberParts }: Cast): Promise<void> {
	const [, bea] = members;
	await Promise.all([second, bea!].map((her) => her.context.setOffline(true)));
	await live.signal(bea!, t('live.member.fine'), t('live.member.unsent'));
	await second.press(t('live.sheet.next'));
	await live.isOn(second, PARTS[2]!);
	await second.sees(t('live.kept'));
	await first.press(t('live.sheet.more'));
	await live.isOn(first, PARTS[1]!);
	await Promise.all([second, bea!].map((her) => her.context.setOffline(false)));
	await live.isOn(first, PARTS[2]!);
	await live.isOn(bea!, PARTS[2]!);
	await expect(live.outOfRoom(first).getByText(memberParts[1]!.name)).toBeVisible({ timeout: 30_000 });
	await expect(second.page.getByText(t('live.kept'))).toHaveCount(0);
	await bea!.press(t('live.member.back'));
}

/** Blank after a while; a member lifts it with a tap, a facilitator with her digits. */
export async function covers({ keepers: [first], members: [ada] }: Cast): Promise<void> {
	await live.leftOnTheTable(ada!);
	await ada!.doesNotSee(/round|plan|step/i);
	await ada!.press(t('people.cover.lift'));
	await live.isOn(ada!, PARTS[2]!);
	await live.leftOnTheTable(first);
	for (const part of PARTS) await expect(first.page.getByText(part).filter({ visible: true })).toHaveCount(0);
	await first.write(t('people.cover.code'), '0000');
	await first.press(t('people.cover.lift'));
	await first.sees(t('people.cover.wrong'));
	await first.write(t('people.cover.code'), '2468');
	await first.press(t('people.cover.lift'));
	await live.isOn(first, PARTS[2]!);
	await first.press(t('live.sheet.next'));
	await live.isOn(ada!, PARTS[3]!);
}

/** An hour before what was planned her reminder comes, in the words she chose, although they began early. */
export async function reminds({ members, plan }: Cast): Promise<void> {
	const bea = members[1]!;
	await bea.go('today');
	await expect(bea.page.getByText(plan.reminder, { exact: true })).toBeVisible({ timeout: 120_000 });
	await live.enter(bea, PARTS[3]!);
}

export async function closes({ keepers: [first, second], members, memberParts, debrief }: Cast): Promise<void> {
	await live.moveOn(second, PARTS[4]!);
	await live.isOn(first, PARTS[4]!);
	await live.moveOn(second, PARTS[5]!);
	await live.closeMeeting(second);
	await Promise.all(members.slice(1, 5).map((her) => her.sees(t('live.over.title'))));
	// Since the cover only the meeting was open on these two, and it is over.
	for (const her of [members[0]!, first]) await her.sees(t('people.locked.title'));
	await first.sees(t('people.locked.debrief'));
	await live.writeDebrief(second, debrief.how[1]!, debrief.next[1]!);
	for (const { name } of memberParts.slice(0, 3)) {
		await expect(second.card(t('live.debrief.here')).getByText(name)).toBeVisible();
	}
	await first.awake();
	await first.sees(debrief.how[1]!);
	await live.writeDebrief(first, debrief.how[0]!, debrief.next[0]!);
	await first.press(like('live.debrief.again.do'));
	await first.at(t('sessions.step.when'));
	await expect(first.page.getByLabel(t('sessions.when.day'), { exact: true })).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
}
