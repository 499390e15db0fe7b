import { expect, type Locator } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import type { Woman } from './woman.ts';

export interface SignUp {
	/** Name for signing in. */
	name: string;
	/** Words of her own; without them she takes the five that are offered. */
	own?: string;
}

/** A name for signing in, words, and the card for a bad day. */
export async function signUp(her: Woman, { name, own }: SignUp): Promise<void> {
	await her.at(t('people.new.name'));
	await her.write(t('people.sign-in.name'), name);
	await her.press(t('people.next'));
	await her.at(t('people.new.words'));
	if (own) {
		await her.press(t('people.words.mine'));
		await her.write(t('people.words.own'), own);
		her.words = own;
	} else {
		const words = her.page.locator('.words span');
		await expect(words).toHaveCount(5);
		her.words = (await words.allInnerTexts()).map((word) => word.trim()).join(' ');
	}
	await her.write(t('people.words.again'), her.words);
	await her.press(t('people.next'));
	await expect(her.page.getByRole('heading', { level: 1, name: t('people.new.card') })).toBeVisible({
		timeout: 60_000
	});
	her.recoveryCode = (await her.page.locator('.code span').allInnerTexts()).join('-');
	expect(her.recoveryCode.replaceAll('-', '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{27}$/);
	await her.canLeave();
	await her.press(t('people.card.kept'));
}

/** Name and words, on a page that asks for both. */
export async function signIn(her: Woman, name: string): Promise<void> {
	await her.write(t('people.sign-in.name'), name);
	await her.write(t('people.sign-in.words'), her.words);
	await her.press(t('people.sign-in.go'));
}

/** On a slow machine a journey is longer than a quarter of an hour: then she is asked for her words before `done`. */
export async function proveIfAsked(her: Woman, done: Locator): Promise<void> {
	const asked = her.page.getByRole('heading', { name: t('people.prove') });
	await expect(asked.or(done).first()).toBeVisible({ timeout: 30_000 });
	if (!(await asked.isVisible())) return;
	await her.write(t('people.again.now'), her.words);
	await her.press(t('people.prove.do'));
}
