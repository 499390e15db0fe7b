import { expect } from '@playwright/test';
import type { card, Part, topic } from '../journey/script.ts';
import { signUp } from './account.ts';
import type { Woman } from './woman.ts';

export interface Invitation {
	/** Six words to say. */
	words: string;
	/** With the secret in the fragment. */
	link: string;
}

export type Way = 'Six words' | 'Square code' | 'Paper card' | 'Link';

/** Makes one and looks at each of the four ways to hand it over. */
export async function invite(her: Woman, as: 'Member' | 'Facilitator'): Promise<Invitation> {
	if (await her.button('Invite a second facilitator').isVisible()) await her.press('Invite a second facilitator');
	else if (!(await her.page.getByRole('heading', { level: 1, name: 'Invite someone' }).isVisible())) {
		await her.go('Group');
		await her.press('Invite someone');
	}
	await her.at('Invite someone');
	await her.choose('Invite her as', as);
	await her.press('Make an invitation');
	const six = her.page.getByRole('main').locator('ol').getByRole('listitem');
	await expect(six).toHaveCount(6);
	const words = (await six.allInnerTexts()).map((word) => word.trim()).join(' ');
	await handOver(her, 'Square code');
	await expect(her.page.getByRole('img', { name: 'Square code of the invitation' })).toBeVisible();
	await handOver(her, 'Paper card');
	await her.sees(words.replaceAll(' ', ' · '));
	await handOver(her, 'Link');
	await her.sees(/^A link stays in the message you send it with/);
	const link = await her.page.getByLabel('Link of this invitation').inputValue();
	expect(new URL(link).hash).toMatch(/^#[\w-]{14}$/);
	await her.press('Done');
	return { words, link };
}

const handOver = (her: Woman, way: Way) => her.choose('How will you give it to her?', way);

/** What the invited woman reads before anything is asked of her. */
export interface Told {
	card: ReturnType<typeof card>;
	topic: ReturnType<typeof topic>;
	/** What she must not be told yet. */
	hidden: readonly string[];
}

/** By the link: first the part that anybody may read, which works without a script, then the part the key opens. */
export async function followLink(her: Woman, link: string, told: Told): Promise<void> {
	await her.visit(link);
	await her.at('You are invited');
	await her.sees(told.card.forWhom);
	await her.sees(told.card.travel);
	await expect(her.page.getByText(told.card.coverName)).toHaveCount(0);
	await expect(her.page.getByText(told.card.expect)).toHaveCount(0);
	await her.sees(/^A link stays in the history of this browser/);
	await her.press('Go on');
	await reads(her, told);
	expect(new URL(her.page.url()).hash).toBe('');
}

/** By the six words: nothing of the invitation is ever in an address. */
export async function typeWords(her: Woman, words: string, told: Told): Promise<void> {
	await her.visit('/');
	await her.press('I have an invitation');
	await her.at('You have an invitation');
	await her.write('Six words, or a link', words);
	await her.press('Read the invitation');
	await reads(her, told);
}

async function reads(her: Woman, { card, topic, hidden }: Told): Promise<void> {
	await her.at('You are invited');
	for (const text of [card.coverName, card.expect, card.access, topic.title, topic.text]) await her.sees(text);
	for (const text of hidden) await her.doesNotSee(text);
}

/** From reading it to having asked. */
export async function askToJoin(her: Woman, me: Part): Promise<void> {
	await her.press('I would like to join');
	await signUp(her, { name: me.login, own: me.own });
	await her.at('What shall we call you?');
	await her.write('Chosen name', me.name);
	await her.write('Pronouns', me.pronouns);
	await her.press('Go on');
	await her.at('Before the first meeting');
	await her.write('What you would like to talk about', me.talkAbout);
	await her.write('How she may reach you', me.reach);
	await her.press('Go on');
	await her.at('What the group agreed');
	await her.press('Ask to join'); // before she has accepted
	await her.sees(/^Tick the line above/);
	await her.tick('I accept this agreement');
	await her.press('Ask to join');
	await her.at('You have asked to join');
	await her.sees('Until then you see no address, and nothing is sent to you.');
}

/** The talk has been had; what she wants noted is written down, and she comes in. */
export async function talkAndAdmit(keeper: Woman, her: Part): Promise<void> {
	await keeper.go('Group');
	await keeper.press('See who waits');
	await keeper.at('Who waits');
	await keeper.press(her.name);
	await keeper.at(`Talk with ${her.name}`);
	await keeper.sees(her.talkAbout);
	await keeper.sees('What does safe mean to you, these days?');
	await keeper.write('Note', her.note);
	await keeper.press('We have talked');
	await keeper.sees(/^You talked on/);
	await keeper.press(`Let ${her.name} in`);
	await expect(keeper.page.getByRole('heading', { level: 1, name: `${her.name} is in` })).toBeVisible({ timeout: 40_000 });
}

/** Her own page says it by itself. */
export async function comesIn(her: Woman): Promise<void> {
	await expect(her.page.getByRole('heading', { level: 1, name: 'You are in' })).toBeVisible({ timeout: 30_000 });
	await her.press('Open the group');
	await expect(her.button('Break or leave')).toBeVisible();
}
