import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import type { Woman } from './woman.ts';

const FAST = { timeout: 20_000 };

/** A facilitator begins, or joins what the other one has begun, with four digits for her phone. */
export async function begin(her: Woman, how: 'begin' | 'join', digits: string): Promise<void> {
	await her.go('today');
	if (how === 'join') await her.press(t('sessions.live.go'));
	else {
		await her.press(t('sessions.today.more.facilitator'));
		await her.press(t('sessions.live.begin'));
	}
	await her.write(t('live.begin.code'), digits);
	await her.press(t(how === 'join' ? 'live.begin.do.join' : 'live.begin.do'));
	await expect(her.button(t('live.sheet.stop'))).toBeVisible(FAST);
	await her.canLeave();
}

/** A member opens the evening: the plan and three silent buttons. */
export async function enter(her: Woman, part: string): Promise<void> {
	await her.go('today');
	await her.press(t('sessions.live.member'));
	await expect(her.page.getByRole('heading', { level: 1, name: part })).toBeVisible(FAST);
	await her.canLeave();
}

/** The part that is on, as this phone shows it. */
export async function isOn(her: Woman, part: string | RegExp): Promise<void> {
	await expect(her.page.getByRole('heading', { level: 1, name: part })).toBeVisible(FAST);
}

/** On to the next part. Where the other one has only just gone on, the press is not counted, and she presses again. */
export async function moveOn(her: Woman, to: string | RegExp): Promise<void> {
	const passed = her.page.getByText(t('live.sheet.gone'));
	const there = her.page.getByRole('heading', { level: 1, name: to });
	await her.press(t('live.sheet.next'));
	await expect(there.or(passed)).toBeVisible(FAST);
	if (await passed.isVisible()) {
		await expect(passed).toHaveCount(0);
		await her.press(t('live.sheet.next'));
	}
	await isOn(her, to);
}

export async function signal(her: Woman, what: string, said: string): Promise<void> {
	await her.press(what);
	await expect(her.page.getByText(said)).toBeVisible(FAST);
}

/** What facilitators see of who is out. */
export const outOfRoom = (her: Woman) => her.page.getByRole('region', { name: t('live.signal.label') });

export async function attends(her: Woman, names: readonly string[]): Promise<void> {
	await her.hands.press(her.page.getByText(t('live.here.title'), { exact: false }));
	for (const name of names) await her.tick(name);
	await expect(her.page.getByText(t('live.here.count', { count: names.length }))).toBeVisible(FAST);
}

/** Left on a table for longer than it waits: nothing telling is left on the screen. */
export async function leftOnTheTable(her: Woman): Promise<void> {
	await her.page.clock.install();
	await her.page.clock.fastForward(5 * 60_000 + 30_000);
	await expect(her.button(t('people.cover.lift'))).toBeVisible(FAST);
	await her.canLeave();
}

export async function closeMeeting(her: Woman): Promise<void> {
	await her.sees(t('live.close.prompt'));
	await her.press(t('live.close.do'));
	await her.press(t('live.close.yes'));
	await expect(her.page.getByRole('heading', { level: 1, name: t('live.debrief.title') })).toBeVisible(FAST);
}

export async function writeDebrief(her: Woman, how: string, next: string): Promise<void> {
	await her.at(t('live.debrief.title'));
	await her.write(t('live.debrief.how'), how);
	await her.write(t('live.debrief.next'), next);
	await her.press(t('live.debrief.save'));
	await her.sees(t('live.debrief.saved'));
}
