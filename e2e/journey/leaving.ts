import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import * as group from '../people/group.ts';
import { proveIfAsked, signIn } from '../people/account.ts';
import { ELSEWHERE, type Woman } from '../people/woman.ts';
import { like } from '../people/words.ts';
import type { Cast } from './cast.ts';

// Steps 12 and 13: help, the way out, and going for good.

/** Numbers for the country, from this device, with or without a network; then out, and nothing of ours is left. */
export async function helpAndExit({ members }: Cast): Promise<void> {
	const fay = members[5]!;
	await fay.go('help');
	await fay.at(t('help.title'));
	await fay.hands.press(fay.page.getByText('United Kingdom', { exact: true }));
	await expect(fay.page.getByRole('link', { name: /999/ })).toHaveAttribute('href', 'tel:999');
	await fay.context.setOffline(true);
	await fay.visit('/help');
	await fay.at(t('help.title'));
	await fay.context.setOffline(false);
	await fay.comeBack();
	await leaves(fay);
}

async function leaves(her: Woman): Promise<void> {
	const elsewhere = her.page.waitForRequest((request) => request.url() === ELSEWHERE);
	await her.go('exit');
	await elsewhere;
	// Nobody answers there; until the browser has said so, the tab is still on its way.
	await expect.poll(() => her.page.url()).not.toContain(her.origin);
	const state = await her.context.storageState({ indexedDB: true });
	expect(state.cookies.filter(({ name }) => name !== 'look')).toEqual([]);
	expect(state.origins).toEqual([]);
	await her.visit('/app');
	await her.at(t('people.sign-in.title'));
}

/** The agreement changes in its meaning: those who are in are asked again. */
export async function agreesAgain({ keepers: [first], members, topic }: Cast): Promise<void> {
	await group.changeAgreement(first, topic);
	await group.acceptAgreement(members[0]!, topic.changed);
}

export async function takesABreak({ members, keepers: [first] }: Cast): Promise<void> {
	const cleo = members[2]!;
	await cleo.go('group');
	await cleo.press(t('groups.home.leave'));
	await cleo.at(t('groups.home.leave'));
	await cleo.press(t('groups.break.take'));
	await cleo.sees(t('groups.break.on'));
	await first.go('group');
	await first.press(t('groups.home.members'));
	await first.sees(t('groups.members.break'));
	await cleo.press(t('groups.break.back'));
	await cleo.sees(t('groups.break.take'));
}

/** Leaves and erases, in one action; then her account too. */
export async function leavesForGood({ members, memberParts, keepers: [first] }: Cast): Promise<void> {
	const dora = members[3]!;
	await dora.go('group');
	await dora.press(t('groups.home.leave'));
	await dora.sees(t('groups.leave.stays'));
	await dora.press(t('groups.leave.erase'));
	await dora.sees(t('groups.leave.question'));
	await dora.press(t('groups.leave.erase'));
	await expect(dora.page.getByText(t('groups.leave.done'))).toBeVisible({ timeout: 20_000 });
	await dora.go('me');
	await dora.press(t('groups.leave.erase'));
	await dora.press(t('people.me.leave.erase'));
	const elsewhere = dora.page.waitForRequest((request) => request.url() === ELSEWHERE);
	await dora.press(t('people.me.leave.yes'));
	await elsewhere;
	await expect(dora.page.getByRole('heading', { level: 1, name: t('groups.leave.erase') })).toHaveCount(0);
	await dora.visit('/app');
	await dora.at(t('people.sign-in.title'));
	await signIn(dora, memberParts[3]!.login);
	await expect(dora.page.getByText(t('people.entry.not-opened'))).toBeVisible({ timeout: 60_000 });
	await first.go('group');
	await first.press(t('groups.home.members'));
	await expect(first.button(new RegExp(memberParts[3]!.name))).toHaveCount(0);
}

/** Removed: from that moment she reads nothing, whatever stood on her screen. */
export async function removes({ members, memberParts, keepers: [first] }: Cast): Promise<void> {
	const edie = members[4]!;
	const part = memberParts[4]!;
	await edie.go('group');
	await expect(edie.button(t('groups.home.agreement'))).toBeVisible();
	await first.go('group');
	await first.press(t('groups.home.members'));
	await first.press(new RegExp(part.name));
	await first.at(part.name);
	await first.sees(part.note);
	await first.press(t('groups.remove', { name: part.name }));
	await first.sees(like('groups.remove.keeps'));
	await first.press(t('groups.remove', { name: part.name }));
	const removed = first.page.getByText(t('groups.remove.done', { name: part.name }));
	await proveIfAsked(first, removed);
	await expect(removed).toBeVisible({ timeout: 30_000 });
	await expect(edie.button(t('groups.home.agreement'))).toHaveCount(0, { timeout: 20_000 });
	await edie.go('today');
	await edie.sees(like('groups.lost.named'));
	await members[0]!.go('today');
	await expect(members[0]!.page.getByRole('heading', { level: 1 })).toBeVisible();
}
