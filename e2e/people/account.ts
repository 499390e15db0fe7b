import { expect } from '@playwright/test';
import type { Woman } from './woman.ts';

export interface SignUp {
	/** Name for signing in. */
	name: string;
	/** Words of her own; without them she takes the five that are offered. */
	own?: string;
}

/** A name for signing in, words, and the card for a bad day. */
export async function signUp(her: Woman, { name, own }: SignUp): Promise<void> {
	await her.at('A name for signing in');
	await her.write('Name for signing in', name);
	await her.press('Go on');
	await her.at('Words only you know');
	if (own) {
		await her.press('Use my own');
		await her.write('Words of your own', own);
		her.words = own;
	} else {
		const words = her.page.locator('.words span');
		await expect(words).toHaveCount(5);
		her.words = (await words.allInnerTexts()).map((word) => word.trim()).join(' ');
	}
	await her.write('Say them once more', her.words);
	await her.press('Go on');
	await expect(her.page.getByRole('heading', { level: 1, name: 'A card for a bad day' })).toBeVisible({ timeout: 60_000 });
	her.recoveryCode = (await her.page.locator('.code span').allInnerTexts()).join('-');
	expect(her.recoveryCode.replaceAll('-', '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}[0-9A-Z*~$=]$/);
	await her.canLeave();
	await her.press('I have put it away');
}

/** Name and words, on a page that asks for both. */
export async function signIn(her: Woman, name: string): Promise<void> {
	await her.write('Name for signing in', name);
	await her.write('Your words', her.words);
	await her.press('Open');
}
