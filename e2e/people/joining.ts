import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import type { card, Part, topic } from '../journey/script.ts';
import { signUp } from './account.ts';
import type { Woman } from './woman.ts';
import { like } from './words.ts';

export interface Invitation {
	/** Six words to say. */
	words: string;
	/** With the secret in the fragment. */
	link: string;
}

export type Way = 'words' | 'qr' | 'card' | 'link';

/** Makes one and looks at each of the four ways to hand it over. */
export async function invite(her: Woman, as: 'member' | 'facilitator'): Promise<Invitation> {
	if (await her.button(t('groups.home.second.invite')).isVisible()) await her.press(t('groups.home.second.invite'));
	else if (!(await her.page.getByRole('heading', { level: 1, name: t('groups.invite.title') }).isVisible())) {
		await her.go('group');
		await her.press(t('groups.invite.title'));
	}
	await her.at(t('groups.invite.title'));
	await her.choose(t('groups.invite.role'), t(`groups.invite.role.${as}`));
	await her.press(t('groups.invite.make'));
	const six = her.page.getByRole('main').locator('ol').getByRole('listitem');
	await expect(six).toHaveCount(6);
	const words = (await six.allInnerTexts()).map((word) => word.trim()).join(' ');
	await handOver(her, 'qr');
	await expect(her.page.getByRole('img', { name: t('groups.invite.qr.label') })).toBeVisible();
	await handOver(her, 'card');
	await her.sees(words.replaceAll(' ', ' · '));
	await handOver(her, 'link');
	await her.sees(t('groups.invite.link.history'));
	const link = await her.page.getByLabel(t('groups.invite.link.label')).inputValue();
	expect(new URL(link).hash).toMatch(/^#[\w-]{14}$/);
	await her.press(t('groups.invite.shown.done'));
	return { words, link };
}

const handOver = (her: Woman, way: Way) => her.choose(t('groups.invite.way'), t(`groups.invite.${way}`));

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
	await her.at(t('groups.join.read.title'));
	await her.sees(told.card.forWhom);
	await her.sees(told.card.travel);
	await expect(her.page.getByText(told.card.coverName)).toHaveCount(0);
	await expect(her.page.getByText(told.card.expect)).toHaveCount(0);
	await her.sees(t('groups.preview.history'));
	await her.press(t('groups.next'));
	await reads(her, told);
	expect(new URL(her.page.url()).hash).toBe('');
}

/** By the six words: nothing of the invitation is ever in an address. */
export async function typeWords(her: Woman, words: string, told: Told): Promise<void> {
	await her.visit('/');
	await her.press(t('public.start.invited'));
	await her.at(t('groups.join.enter'));
	await her.write(t('groups.join.enter.label'), words);
	await her.press(t('groups.join.enter.do'));
	await reads(her, told);
}

async function reads(her: Woman, { card, topic, hidden }: Told): Promise<void> {
	await her.at(t('groups.join.read.title'));
	for (const text of [card.coverName, card.expect, card.access, topic.title, topic.text]) await her.sees(text);
	for (const text of hidden) await her.doesNotSee(text);
}

/** From reading it to having asked. */
export async function askToJoin(her: Woman, me: Part): Promise<void> {
	await her.press(t('groups.join.read.go'));
	await signUp(her, { name: me.login, own: me.own });
	await her.at(t('groups.join.you.title'));
	await her.write(t('groups.profile.name'), me.name);
	await her.write(t('groups.profile.pronouns'), me.pronouns);
	await her.press(t('groups.next'));
	await her.at(t('groups.join.talk.title'));
	await her.write(t('groups.join.talk-about'), me.talkAbout);
	await her.write(t('groups.join.reach'), me.reach);
	await her.press(t('groups.next'));
	await her.at(t('groups.join.agreement.title'));
	await her.press(t('groups.join.ask')); // before she has accepted
	await her.sees(t('groups.join.agreement.tick'));
	await her.tick(t('groups.join.agreement.accept'));
	await her.press(t('groups.join.ask'));
	await her.at(t('groups.join.sent'));
	await her.sees(t('groups.join.next.until'));
}

/** The talk has been had; what she wants noted is written down, and she comes in. */
export async function talkAndAdmit(keeper: Woman, her: Part): Promise<void> {
	const named = { name: her.name };
	await keeper.go('group');
	await keeper.press(t('groups.home.waiting.see'));
	await keeper.at(t('groups.waiting.title'));
	await keeper.press(her.name);
	await keeper.at(t('groups.talk.title', named));
	await keeper.sees(her.talkAbout);
	await keeper.sees(t('groups.talk.prompt.safe'));
	await keeper.write(t('groups.talk.note'), her.note);
	await keeper.press(t('groups.talk.record'));
	await keeper.sees(like('groups.talk.done'));
	await keeper.press(t('groups.talk.admit', named));
	await expect(keeper.page.getByRole('heading', { level: 1, name: t('groups.waiting.admitted', named) })).toBeVisible({
		timeout: 40_000
	});
}

/** Her own page says it by itself. */
export async function comesIn(her: Woman): Promise<void> {
	await expect(her.page.getByRole('heading', { level: 1, name: t('groups.join.in') })).toBeVisible({ timeout: 30_000 });
	await her.press(t('groups.join.in.open'));
	await expect(her.button(t('groups.home.leave'))).toBeVisible();
}
