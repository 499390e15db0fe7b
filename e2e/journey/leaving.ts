import { expect } from '@playwright/test';
import * as group from '../people/group.ts';
import { signIn } from '../people/account.ts';
import { ELSEWHERE, type Woman } from '../people/woman.ts';
import type { Cast } from './cast.ts';

// Steps 12 and 13: help, the way out, and going for good.

/** Numbers for the country, from this device, with or without a network; then out, and nothing of ours is left. */
export async function helpAndExit({ members }: Cast): Promise<void> {
	const fay = members[5]!;
	await fay.go('Help now');
	await fay.at('Help now');
	await fay.hands.press(fay.page.getByText('United Kingdom', { exact: true }));
	await expect(fay.page.getByRole('link', { name: 'Call 999' })).toHaveAttribute('href', 'tel:999');
	await fay.context.setOffline(true);
	await fay.visit('/help');
	await fay.at('Help now');
	await fay.context.setOffline(false);
	await fay.visit('/app');
	await fay.awake();
	await leaves(fay);
}

async function leaves(her: Woman): Promise<void> {
	await her.go('Exit');
	await her.page.waitForURL(`${ELSEWHERE}**`);
	const state = await her.context.storageState({ indexedDB: true });
	expect(state.cookies.filter(({ name }) => name !== 'look')).toEqual([]);
	expect(state.origins).toEqual([]);
	await her.visit('/app');
	await her.at('Open Rowan');
}

/** A reminder came while they met, in the words she chose. */
export async function reminded({ members, plan }: Cast): Promise<void> {
	const bea = members[1]!;
	await bea.go('Today');
	await expect(bea.page.getByText(plan.reminder, { exact: true })).toBeVisible({ timeout: 120_000 });
	await bea.press('Seen');
}

/** The agreement changes in its meaning: those who are in are asked again. */
export async function agreesAgain({ keepers: [first], members, topic }: Cast): Promise<void> {
	await group.changeAgreement(first, topic);
	await group.acceptAgreement(members[0]!, topic.changed);
}

export async function takesABreak({ members, keepers: [first] }: Cast): Promise<void> {
	const cleo = members[2]!;
	await cleo.go('Group');
	await cleo.press('Break or leave');
	await cleo.at('Break or leave');
	await cleo.press('Take a break');
	await cleo.sees('You are on a break');
	await first.go('Group');
	await first.press('Members');
	await first.sees('On a break');
	await cleo.press("I'm back");
	await cleo.sees('Take a break');
}

/** Leaves and erases, in one action; then her account too. */
export async function leavesForGood({ members, memberParts, keepers: [first] }: Cast): Promise<void> {
	const dora = members[3]!;
	await dora.go('Group');
	await dora.press('Break or leave');
	await dora.sees('What stays');
	await dora.press('Leave and erase');
	await dora.sees('Leave the group and erase what is yours?');
	await dora.press('Leave and erase');
	await expect(dora.page.getByText('You have left the group')).toBeVisible({ timeout: 20_000 });
	await dora.go('Me');
	await dora.press('Leave and erase');
	await dora.press('Erase my account');
	await dora.press('Yes, erase it');
	await expect(dora.page.getByRole('heading', { level: 1, name: 'Leave and erase' })).toHaveCount(0);
	await dora.visit('/app');
	await dora.at('Open Rowan');
	await signIn(dora, memberParts[3]!.login);
	await expect(dora.page.getByText(/^Those words didn't open it/)).toBeVisible({ timeout: 60_000 });
	await first.go('Group');
	await first.press('Members');
	await expect(first.button(new RegExp(memberParts[3]!.name))).toHaveCount(0);
}

/** Removed: from that moment she reads nothing, whatever stood on her screen. */
export async function removes({ members, memberParts, keepers: [first] }: Cast): Promise<void> {
	const edie = members[4]!;
	const part = memberParts[4]!;
	await edie.go('Group');
	await expect(edie.button('Agreement')).toBeVisible();
	await first.go('Group');
	await first.press('Members');
	await first.press(new RegExp(part.name));
	await first.at(part.name);
	await first.sees(part.note);
	await first.press(`Remove ${part.name}`);
	await first.sees('She keeps what she has seen: names, places, what was said. Think about whether to move a coming session.');
	await first.press(`Remove ${part.name}`);
	await expect(first.page.getByText(`${part.name} is removed`)).toBeVisible({ timeout: 30_000 });
	await expect(edie.button('Agreement')).toHaveCount(0, { timeout: 20_000 });
	await edie.go('Today');
	await edie.sees('You are in no group yet');
	await members[0]!.go('Today');
	await expect(members[0]!.page.getByRole('heading', { level: 1 })).toBeVisible();
}
