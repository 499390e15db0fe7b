import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { plan } from '../journey/script.ts';
import type { Woman } from './woman.ts';

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
	await her.at('When');
	await her.write('Day', day);
	await her.write('Begins', start);
	await her.write('Ends', end);
}

/** A plan without a place first: that cannot be announced. Then with all of it. */
export async function planMeeting(her: Woman, { times, plan, venue, sideRoom, other }: Planned): Promise<void> {
	await her.go('Group');
	await her.press('Sessions');
	await her.at('Meetings');
	await her.press('Plan a meeting');
	await typeTimes(her, { ...times, day: '2020-01-01' });
	await her.press('Go on');
	await her.sees('This is over already. Choose a day and a time still to come.');
	await her.write('Day', times.day);
	await her.press('Go on');
	await her.at('Where');
	await her.press('Go on');
	await her.at('Who holds it');
	await her.press('Go on');
	await her.at('The plan');
	await writeParts(her, plan);
	await her.press('Go on');
	await her.at('Looking it over');
	await her.sees('No place is chosen. Without one nobody can be called together.');
	await her.sees('Only one is chosen. Nobody could go with someone who steps out.');
	await her.sees('No second room is named. Someone who steps out needs a place to go.');
	await her.sees('There is a moment to ask what safe means today.');
	await her.write('Between the two of you', plan.notes);
	await her.press('Save the plan');
	await expect(her.button('Show it to everyone')).toBeDisabled();
	await her.press('Choose a place');
	await her.pick('The place', venue);
	await expect(her.page.getByLabel('The side room', { exact: true })).toHaveValue(sideRoom);
	await her.write('The side room', '');
	await her.press('Save');
	await her.sees('The card has all she needs to find it.');
	await her.press('Choose who holds it');
	await her.pick('Second facilitator', other);
	await her.press('Save');
	await her.sees('Both are chosen.');
}

async function writeParts(her: Woman, { first, prompt, note }: Plan): Promise<void> {
	await her.press('A usual evening');
	const part = her.page.locator('section').first();
	await her.write('What it is called', first, part);
	await her.write('What one of you may say', prompt, part);
	await her.write('A few words to everyone', note);
}

/** It goes ahead without a side room, for a reason that somebody wrote down and the other one sees. */
export async function overrideSideRoom(her: Woman, reason: string): Promise<void> {
	await her.press('Go ahead all the same, and write down why');
	await her.at('Looking it over');
	await her.write('Why it goes ahead: Side room', reason);
	await her.press('Save the plan');
	await expect(her.page.getByText(reason)).toBeVisible();
}

/** To the page of the one that is next. */
export async function openNext(her: Woman): Promise<void> {
	await her.go('Today');
	await her.press(/^The plan, (who is coming, the checks|a reminder, your calendar)$/);
}

export async function answer(her: Woman, what: 'Yes' | 'Perhaps' | 'Not this time'): Promise<void> {
	await her.go('Today');
	await her.choose('Are you coming?', what);
	await her.sees('Kept.');
}

/** Another day, or another hour. */
export async function move(her: Woman, times: Times): Promise<void> {
	await openNext(her);
	await her.press('Change the plan');
	await typeTimes(her, times);
	await her.press('Save');
	await expect(her.button('Change the plan')).toBeVisible();
}

/** Makes a calendar entry, or the next file for it, and hands over what the browser saved. */
export async function calendarFile(her: Woman, button: string, title?: string): Promise<{ name: string; text: string }> {
	if (title) await her.write('What it says there', title);
	const downloading = her.page.waitForEvent('download');
	await her.press(button);
	const download = await downloading;
	await her.sees(/^The file entry\.ics is in your downloads/);
	return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

export async function askReminder(her: Woman, words: string): Promise<void> {
	await openNext(her);
	await her.choose('When?', 'An hour before');
	await expect(her.page.getByLabel('What it says', { exact: true })).toHaveValue(/^Rowan: today \d\d:\d\d$/);
	await her.write('What it says', words);
	await her.press('Remind me');
	await her.sees(`It says: ${words}`);
}

/** The way there, as it opens for somebody who is coming. */
export async function openWay(her: Woman, address: string): Promise<void> {
	await her.go('Today');
	await her.press('Open the way there');
	await expect(her.page.getByText(address)).toBeVisible();
	await expect(her.page.getByRole('img', { name: 'The place, as a picture' })).toBeVisible();
	await her.canLeave();
}

/** Keeps it for today under a code, and opens it again where there is no network. */
export async function keepsAndOpensOffline(her: Woman, code: string, address: string): Promise<void> {
	await her.write('Your code for today', code);
	await her.press('Keep it for today');
	await expect(her.page.getByText('Kept for today')).toBeVisible({ timeout: 30_000 });
	await her.context.setOffline(true);
	await her.visit('/app/kept');
	await her.at('Kept for today');
	await her.doesNotSee(address);
	await her.write('Your code for today', 'wrong');
	await her.press('Open');
	await expect(her.page.getByText(/^That code didn't open it\. 4 tries are left/)).toBeVisible({ timeout: 30_000 });
	await her.write('Your code for today', code);
	await her.press('Open');
	await expect(her.page.getByText(address)).toBeVisible({ timeout: 30_000 });
	await her.context.setOffline(false);
}
