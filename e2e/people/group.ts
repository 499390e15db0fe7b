import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import type { card, Part, topic } from '../journey/script.ts';
import { signUp } from './account.ts';
import type { Woman } from './woman.ts';
import { like } from './words.ts';

/** What the operator does, and all she can do: a link that opens one group. */
export async function makeOpenLink(operator: Woman, firstRun: string): Promise<string> {
	await operator.visit(`/first-run#${firstRun}`);
	await operator.at(t('practice.first.title'));
	await operator.press(t('practice.first.real.do'));
	const link = operator.page.getByLabel(t('practice.first.real.link'));
	await expect(link).toHaveValue(/\/app\/open#/);
	return link.inputValue();
}

/** From the link to a group of her own, one thing per screen. */
export async function openGroup(her: Woman, link: string, me: Part, its: ReturnType<typeof card>): Promise<void> {
	await her.visit(link);
	await signUp(her, { name: me.login, own: me.own });
	await her.at(t('groups.open.you.title'));
	await her.write(t('groups.profile.name'), me.name);
	await her.write(t('groups.profile.pronouns'), me.pronouns);
	await her.press(t('groups.next'));
	await her.at(t('groups.open.name.title'));
	await her.press(t('groups.next')); // nothing typed yet
	await her.sees(t('groups.card.name.empty'));
	await her.write(t('groups.card.name'), its.coverName);
	await her.press(t('groups.next'));
	await her.at(t('groups.open.place.title'));
	await her.write(t('groups.card.area'), its.area);
	await her.write(t('groups.card.when'), its.when);
	await her.press(t('groups.next'));
	await her.at(t('groups.open.clock.title'));
	await her.pick(t('groups.card.country'), 'United Kingdom');
	await her.press(t('groups.next'));
	await her.at(t('groups.open.whom.title'));
	await expect(her.page.getByLabel(t('groups.card.whom'))).toHaveValue(t('groups.starter.whom'));
	await her.write(t('groups.card.whom'), its.forWhom);
	await her.press(t('groups.next'));
	await her.at(t('groups.open.offered.title'));
	await her.tick(t('groups.card.offered.travel'));
	await her.write(t('groups.card.offered.travel.how'), its.travel);
	await her.press(t('groups.next'));
	await her.at(t('groups.open.expect.title'));
	await her.write(t('groups.card.expect'), its.expect);
	await her.write(t('groups.card.access'), its.access);
	await her.press(t('groups.open.do'));
	await her.at(t('groups.open.done'));
}

/** The starter with one topic of their own, published as version 1. */
export async function writeAgreement(her: Woman, its: ReturnType<typeof topic>): Promise<void> {
	await her.go('group');
	await her.press(t('groups.agreement.title'));
	await her.press(t('groups.agreement.write'));
	await her.at(t('groups.agreement.edit.title'));
	for (const title of [
		t('groups.starter.topic.confidence.title'),
		t('groups.starter.topic.limits.title'),
		t('groups.starter.topic.respect.title'),
		t('groups.starter.topic.room.title'),
		t('groups.starter.topic.out.title')
	]) {
		await her.sees(title);
	}
	await her.sees(t('groups.starter.topic.breach.title'));
	await her.sees(t('groups.starter.topic.decide.title'));
	await her.press(t('groups.agreement.topic.add'));
	const mine = her.page.getByRole('group', { name: like('groups.agreement.topic.unnamed') });
	await expect(mine).toBeVisible();
	await her.write(t('groups.agreement.topic.title'), its.title);
	await her.write(t('groups.agreement.topic.text'), its.text);
	await her.press(t('groups.agreement.topic.done'));
	await her.press(t('groups.agreement.draft.go-on'));
	await her.at(t('groups.publish.title'));
	await her.press(t('groups.publish.do.first'));
	await her.at(t('groups.agreement.title'));
	await her.sees(t('groups.agreement.version', { version: 1 }));
}

/** A change of meaning: everybody is asked again. */
export async function changeAgreement(her: Woman, its: ReturnType<typeof topic>): Promise<void> {
	await her.go('group');
	await her.press(t('groups.agreement.title'));
	await her.press(t('groups.agreement.edit'));
	await her.press(new RegExp(`^${t('groups.agreement.topic.change')}.*${its.title}$`));
	await her.write(t('groups.agreement.topic.text'), its.second);
	await her.press(t('groups.agreement.topic.done'));
	await her.press(t('groups.agreement.draft.go-on'));
	await her.at(t('groups.publish.title'));
	await her.choose(t('groups.publish.kind'), t('groups.publish.kind.major'));
	await her.write(t('groups.publish.changed'), its.changed);
	await her.press(t('groups.publish.do'));
	await her.at(t('groups.agreement.title'));
	await her.sees(t('groups.agreement.version', { version: 2 }));
}

/** On paper there is the agreement and nothing that tells whose. */
export async function printsAgreement(her: Woman, text: string, coverName: string): Promise<void> {
	await her.press(t('groups.agreement.poster'));
	await her.sees(t('groups.poster.title'));
	await her.page.emulateMedia({ media: 'print' });
	await her.sees(text);
	await expect(her.page.getByRole('navigation', { name: t('ui.bar.label') })).toBeHidden();
	await expect(her.page.getByText(coverName)).toHaveCount(0);
	await her.page.emulateMedia({ media: null });
}

/** She reads what changed and says yes to it. */
export async function acceptAgreement(her: Woman, changed: string): Promise<void> {
	await her.go('group');
	await her.press(t('groups.home.agreement.read'));
	await her.at(t('groups.agreement.title'));
	await her.sees(changed);
	await her.press(t('groups.agreement.accept'));
	await her.sees(like('groups.agreement.accepted'));
}

/** She writes something about herself. */
export async function writeProfile(her: Woman, { about }: Part): Promise<void> {
	await her.go('group');
	await her.press(t('groups.home.members'));
	await her.at(t('groups.home.members'));
	await her.hands.press(
		her.page
			.getByRole('main')
			.getByRole('link')
			.filter({ hasText: t('groups.members.me') })
	);
	await her.at(t('groups.profile.title'));
	await her.write(t('groups.profile.about'), about);
	await her.press(t('groups.save'));
	await her.sees(t('ui.state.saved'));
}
