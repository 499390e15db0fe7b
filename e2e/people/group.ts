import { expect } from '@playwright/test';
import type { card, Part, topic } from '../journey/script.ts';
import { signUp } from './account.ts';
import type { Woman } from './woman.ts';

/** What the operator does, and all she can do: a link that opens one group. */
export async function makeOpenLink(operator: Woman, firstRun: string): Promise<string> {
	await operator.visit(`/first-run#${firstRun}`);
	await operator.at('A new Rowan');
	await operator.press('Make a link to open a group');
	const link = operator.page.getByLabel('Link that opens one group');
	await expect(link).toHaveValue(/\/app\/open#/);
	return link.inputValue();
}

/** From the link to a group of her own, one thing per screen. */
export async function openGroup(her: Woman, link: string, me: Part, its: ReturnType<typeof card>): Promise<void> {
	await her.visit(link);
	await signUp(her, { name: me.login, own: me.own });
	await her.at('Your name here');
	await her.write('Chosen name', me.name);
	await her.write('Pronouns', me.pronouns);
	await her.press('Go on');
	await her.at('A name for the group');
	await her.press('Go on'); // nothing typed yet
	await her.sees('Write a name that the group can go by.');
	await her.write('Cover name', its.coverName);
	await her.press('Go on');
	await her.at('Where and when, roughly');
	await her.write('Approximate area', its.area);
	await her.write('When you usually meet', its.when);
	await her.press('Go on');
	await her.at('Country and clock');
	await her.pick('Country', 'United Kingdom');
	await her.press('Go on');
	await her.at('Who is it for?');
	await expect(her.page.getByLabel('Who this group is for')).toHaveValue(/Trans women are welcome/);
	await her.write('Who this group is for', its.forWhom);
	await her.press('Go on');
	await her.at('What do you offer?');
	await her.tick('Travel costs');
	await her.write('What you offer for travel', its.travel);
	await her.press('Go on');
	await her.at('A first time with you');
	await her.write('What to expect', its.expect);
	await her.write('Getting in and around', its.access);
	await her.press('Open the group');
	await her.at('Your group is open');
}

/** The starter with one topic of their own, published as version 1. */
export async function writeAgreement(her: Woman, its: ReturnType<typeof topic>): Promise<void> {
	await her.go('Group');
	await her.press('Agreement');
	await her.press('Write the agreement');
	await her.at('Writing the agreement');
	for (const title of ['What is said here stays here', 'When we do have to tell', 'Respect', 'Room to speak', 'Stepping out']) {
		await her.sees(title);
	}
	await her.sees('When something goes wrong');
	await her.sees('Who decides');
	await her.press('Add a topic');
	const mine = her.page.getByRole('group', { name: /^Topic/ });
	await expect(mine).toBeVisible();
	await her.write('Heading', its.title);
	await her.write('What we agree', its.text);
	await her.press('Done with this one');
	await her.press('Go on to publish');
	await her.at('Publish it');
	await her.press('Publish version 1');
	await her.at('Agreement');
	await her.sees(/Version 1\s/);
}

/** A change of meaning: everybody is asked again. */
export async function changeAgreement(her: Woman, its: ReturnType<typeof topic>): Promise<void> {
	await her.go('Group');
	await her.press('Agreement');
	await her.press('Change it');
	await her.press(`Change: ${its.title}`);
	await her.write('What we agree', its.second);
	await her.press('Done with this one');
	await her.press('Go on to publish');
	await her.at('Publish it');
	await her.choose('What kind of change is it?', 'The meaning');
	await her.write('What changed, in a sentence', its.changed);
	await her.press('Publish this version');
	await her.at('Agreement');
	await her.sees(/Version 2\s/);
}

/** On paper there is the agreement and nothing that tells whose. */
export async function printsAgreement(her: Woman, text: string, coverName: string): Promise<void> {
	await her.press('Print it for the wall');
	await her.sees('What we agreed');
	await her.page.emulateMedia({ media: 'print' });
	await her.sees(text);
	await expect(her.page.getByRole('navigation', { name: 'Main' })).toBeHidden();
	await expect(her.page.getByText(coverName)).toHaveCount(0);
	await her.page.emulateMedia({ media: null });
}

/** She reads what changed and says yes to it. */
export async function acceptAgreement(her: Woman, changed: string): Promise<void> {
	await her.go('Group');
	await her.press('Read it');
	await her.at('Agreement');
	await her.sees(changed);
	await her.press('I accept this');
	await her.sees(/^You accepted this on/);
}

/** She writes something about herself. */
export async function writeProfile(her: Woman, { about }: Part): Promise<void> {
	await her.go('Group');
	await her.press('Members');
	await her.at('Members');
	await her.hands.press(her.page.getByRole('main').getByRole('link').filter({ hasText: 'You' }));
	await her.at('You in this group');
	await her.write('Something about you', about);
	await her.press('Save');
	await her.sees('Saved');
}
