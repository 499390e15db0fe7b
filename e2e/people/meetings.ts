import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import type { plan } from '../journey/script.ts';
import type { Woman } from './woman.ts';
import { either, like } from './words.ts';

type Plan = ReturnType<typeof plan>;
export interface Times {
	day: string;
	start: string;
	end: string;
}

export interface Planned {
	times: Times;
	plan: Plan;
	/** What the place is called. */
	venue: string;
	sideRoom: string;
	/** The other facilitator. */
	other: string;
}

export async function typeTimes(her: Woman, { day, start, end }: Times): Promise<void> {
	await her.at(t('sessions.step.when'));
	await her.write(t('sessions.when.day'), day);
	await her.write(t('sessions.when.start'), start);
	await her.write(t('sessions.when.end'), end);
}

/** A plan without a place first: that cannot be announced. Then with all of it. */
export async function planMeeting(her: Woman, { times, plan, venue, sideRoom, other }: Planned): Promise<void> {
	await her.go('group');
	await her.press(t('groups.home.sessions'));
	await her.at(t('sessions.list.title'));
	await her.press(t('sessions.new'));
	await typeTimes(her, { ...times, day: '2020-01-01' });
	await her.press(t('venues.next'));
	await her.sees(t('sessions.when.in-the-past'));
	await her.write(t('sessions.when.day'), times.day);
	await her.press(t('venues.next'));
	await her.at(t('sessions.step.where'));
	await her.press(t('venues.next'));
	await her.at(t('sessions.step.who'));
	await her.press(t('venues.next'));
	await her.at(t('sessions.step.parts'));
	await writeParts(her, plan);
	await her.press(t('venues.next'));
	await her.at(t('sessions.step.checks'));
	await her.sees(t('sessions.check.why.no-venue'));
	await her.sees(t('sessions.check.why.one'));
	await her.sees(t('sessions.check.why.not-named'));
	await her.sees(t('sessions.check.why.asked'));
	await her.write(t('sessions.notes.label'), plan.notes);
	await her.press(t('sessions.save'));
	await expect(her.button(t('sessions.check.where'))).toBeVisible();
	await expect(her.button(t('sessions.announce')).and(her.page.locator(':enabled'))).toHaveCount(0);
	await her.press(t('sessions.check.where'));
	await her.pick(t('sessions.where.place'), venue);
	await expect(her.page.getByLabel(t('sessions.where.side-room'), { exact: true })).toHaveValue(sideRoom);
	await her.write(t('sessions.where.side-room'), '');
	await her.press(t('venues.save'));
	await her.sees(t('sessions.check.why.complete'));
	await her.press(t('sessions.check.who'));
	await her.pick(t('sessions.who.two'), other);
	await her.press(t('venues.save'));
	await her.sees(t('sessions.check.why.two'));
}

async function writeParts(her: Woman, { first, prompt, note }: Plan): Promise<void> {
	await her.press(t('sessions.template.usual'));
	const part = her.page.locator('section').first();
	await her.hands.press(part.getByText(t('sessions.part.opening')));
	await her.write(t('sessions.parts.title'), first, part);
	await her.write(t('sessions.parts.prompt'), prompt, part);
	await her.write(t('sessions.note'), note);
}

/** It goes ahead without a side room, for a reason that somebody wrote down and the other one sees. */
export async function overrideSideRoom(her: Woman, reason: string): Promise<void> {
	await her.press(t('sessions.override.link'));
	await her.at(t('sessions.step.checks'));
	await her.write(t('sessions.override.why', { check: t('sessions.check.side-room') }), reason);
	await her.press(t('sessions.save'));
	await expect(her.page.getByText(reason)).toBeVisible();
}

/** To the page of the one that is next. */
export async function openNext(her: Woman): Promise<void> {
	await her.go('today');
	await her.press(either(t('sessions.today.more'), t('sessions.today.more.facilitator')));
}

export async function answer(her: Woman, what: 'yes' | 'perhaps' | 'no'): Promise<void> {
	await her.go('today');
	await her.choose(t('sessions.coming'), t(`sessions.coming.${what}`));
	await her.sees(t('sessions.coming.saved'));
}

/** Another day, or another hour. */
export async function move(her: Woman, times: Times): Promise<void> {
	await openNext(her);
	await her.press(t('sessions.change'));
	await typeTimes(her, times);
	await her.press(t('venues.save'));
	await expect(her.button(t('sessions.change'))).toBeVisible();
}

/** Makes a calendar entry, or the next file for it, and hands over what the browser saved. */
export async function calendarFile(
	her: Woman,
	button: string,
	title?: string
): Promise<{ name: string; text: string }> {
	if (title) await her.write(t('sessions.calendar.title'), title);
	const downloading = her.page.waitForEvent('download');
	await her.press(button);
	const download = await downloading;
	await her.sees(t('sessions.calendar.made', { file: 'entry.ics' }));
	return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

export async function askReminder(her: Woman, words: string): Promise<void> {
	await openNext(her);
	await her.choose(t('sessions.reminder.when'), t('sessions.reminder.hour'));
	await expect(her.page.getByLabel(t('sessions.reminder.words'), { exact: true })).toHaveValue(
		like('sessions.reminder.words.hours')
	);
	await her.write(t('sessions.reminder.words'), words);
	await her.press(t('sessions.reminder.do'));
	await her.sees(t('sessions.reminder.says', { words }));
}

/** The way there, as it opens for somebody who is coming. */
export async function openWay(her: Woman, address: string): Promise<void> {
	await her.go('today');
	await her.press(t('sessions.where.open'));
	await expect(her.page.getByText(address)).toBeVisible();
	await expect(her.page.getByRole('img', { name: t('venues.card.picture.alt') })).toBeVisible();
	await her.canLeave();
}

/** Keeps it for today under a code, and opens it again where there is no network. */
export async function keepsAndOpensOffline(her: Woman, code: string, address: string): Promise<void> {
	await her.write(t('sessions.keep.code'), code);
	await her.press(t('sessions.keep.do'));
	await expect(her.page.getByText(t('sessions.keep.done'))).toBeVisible({ timeout: 30_000 });
	await her.context.setOffline(true);
	await her.visit('/app/kept');
	await her.at(t('sessions.keep.done'));
	await her.doesNotSee(address);
	await her.write(t('sessions.keep.code'), 'wrong');
	await her.press(t('sessions.kept.open'));
	await expect(her.page.getByText(t('sessions.kept.wrong', { left: 4 }))).toBeVisible({ timeout: 30_000 });
	await her.write(t('sessions.keep.code'), code);
	await her.press(t('sessions.kept.open'));
	await expect(her.page.getByText(address)).toBeVisible({ timeout: 30_000 });
	await her.context.setOffline(false);
	await her.comeBack();
}
