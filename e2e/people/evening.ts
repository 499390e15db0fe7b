import { expect } from '@playwright/test';
import type { Woman } from './woman.ts';

const FAST = { timeout: 20_000 };

/** A facilitator begins, or joins what the other one has begun, with four digits for her phone. */
export async function begin(her: Woman, how: 'Begin the meeting' | 'Join', digits: string): Promise<void> {
	await her.go('Today');
	if (how === 'Join') await her.press('Open the run-sheet');
	else {
		await her.press('The plan, who is coming, the checks');
		await her.press('Begin');
	}
	await her.write('Four digits for this phone', digits);
	await her.press(how);
	await expect(her.button('Stop for everybody')).toBeVisible(FAST);
	await her.canLeave();
}

/** A member opens the evening: the plan and three silent buttons. */
export async function enter(her: Woman, part: string): Promise<void> {
	await her.go('Today');
	await her.press('Open the evening');
	await expect(her.page.getByRole('heading', { level: 1, name: part })).toBeVisible(FAST);
	await her.canLeave();
}

/** The part that is on, as this phone shows it. */
export async function isOn(her: Woman, part: string | RegExp): Promise<void> {
	await expect(her.page.getByRole('heading', { level: 1, name: part })).toBeVisible(FAST);
}

export async function signal(her: Woman, what: string, said: string): Promise<void> {
	await her.press(what);
	await expect(her.page.getByText(said)).toBeVisible(FAST);
}

/** What facilitators see of who is out. */
export const outOfRoom = (her: Woman) => her.page.getByRole('region', { name: 'Out of the room' });

export async function attends(her: Woman, names: readonly string[]): Promise<void> {
	await her.hands.press(her.page.getByText('Who is here', { exact: false }));
	for (const name of names) await her.tick(name);
	await expect(her.page.getByText(`${names.length} here`)).toBeVisible(FAST);
}

/** Left on a table for longer than it waits: nothing telling is left on the screen. */
export async function leftOnTheTable(her: Woman): Promise<void> {
	await her.page.clock.install();
	await her.page.clock.fastForward(5 * 60_000 + 30_000);
	await expect(her.button('Go on')).toBeVisible(FAST);
	await her.canLeave();
}

export async function closeMeeting(her: Woman): Promise<void> {
	await her.sees(/^One word each for how you leave/);
	await her.press('Close the meeting');
	await her.press('Close it');
	await expect(her.page.getByRole('heading', { level: 1, name: 'Debrief' })).toBeVisible(FAST);
}

export async function writeDebrief(her: Woman, how: string, next: string): Promise<void> {
	await her.at('Debrief');
	await her.write('How was it for you?', how);
	await her.write('What to change next time', next);
	await her.press('Save');
	await her.sees('Saved. You can come back and change it.');
}
