import { expect } from '@playwright/test';
import * as live from '../people/evening.ts';
import type { Cast } from './cast.ts';

// Steps 10 and 11: the meeting itself, on eight phones, and what the two write afterwards.

const PARTS = ['Our agreement', 'Feeling safe today', 'Something together', 'Break', 'Time to talk', 'Closing round'];

export async function begins({ keepers: [first, second], members, plan }: Cast): Promise<void> {
	await live.begin(first, 'Begin the meeting', '2468');
	await live.begin(second, 'Join', '1357');
	await Promise.all(members.slice(0, 5).map((her) => live.enter(her, plan.first)));
	await live.isOn(second, plan.first);
	await second.sees(plan.notes);
	await members[0]!.doesNotSee(plan.notes);
}

/** What one facilitator presses shows on the other's phone, and each member sees where they are. */
export async function runsInStep({ keepers: [first, second], members }: Cast): Promise<void> {
	await first.press('5 more');
	await second.sees('0 of 20 minutes');
	await second.press('Next');
	await live.isOn(first, PARTS[0]!);
	await live.isOn(members[0]!, PARTS[0]!);
	await first.press('Skip this part');
	await live.isOn(second, PARTS[1]!);
	await members[1]!.sees('left out');
	await first.press('Stop for everybody');
	await Promise.all(members.slice(0, 5).map((her) => her.sees('Nothing is asked of you. Stay, step out or leave, as you like.')));
	await second.press('Go on');
	await expect(members[0]!.page.getByText('Everything has paused')).toHaveCount(0);
	await live.attends(first, ['Ada', 'Bea', 'Cleo']);
	await expect(second.page.getByText('3 here')).toBeVisible();
}

/** Silent, and seen by the facilitators alone. */
export async function signals({ keepers, members, memberParts }: Cast): Promise<void> {
	const [first, second] = keepers;
	const [ada, bea, cleo] = members;
	const [a, b] = memberParts.map(({ name }) => name);
	await live.signal(ada!, "I'd like someone with me", "The facilitators can see that you'd like someone with you.");
	for (const keeper of keepers) {
		await expect(live.outOfRoom(keeper).getByText(`${a!} stepped out · just now`)).toBeVisible();
		await expect(live.outOfRoom(keeper).getByText('Would like someone there.')).toBeVisible();
	}
	await expect(bea!.page.getByText(a!)).toHaveCount(0);
	await second.press("I'm going");
	await expect(live.outOfRoom(first).getByText(/^with /)).toBeVisible();
	await ada!.sees(/ will be with you\.$/);
	await second.press('Now in use');
	await first.sees(`in use · ${a!}`);
	await live.signal(bea!, "I'm stepping out", 'The facilitators can see that you stepped out.');
	await expect(live.outOfRoom(first).getByText(`${b!} stepped out · just now`)).toBeVisible();
	await expect(cleo!.page.getByText(b!)).toHaveCount(0);
	await ada!.press("I'm back");
	await bea!.press("I'm back");
	await expect(live.outOfRoom(first).getByText(/stepped out/)).toHaveCount(0);
	await second.press('Now free');
}

/** The network goes for one of the two and for a member; what they press is kept, and comes when it is back. */
export async function losesTheNetwork({ keepers: [first, second], members, memberParts }: Cast): Promise<void> {
	const [, bea] = members;
	await Promise.all([second, bea!].map((her) => her.context.setOffline(true)));
	await live.signal(bea!, "I'm fine, back in a bit", 'Not sent yet: there is no connection. It goes by itself. If you want someone now, ask in the room.');
	await second.press('Next');
	await live.isOn(second, PARTS[2]!);
	await second.sees(/^No connection\. What you press is kept here and sent by itself\./);
	await first.press('5 more');
	await live.isOn(first, PARTS[1]!);
	await Promise.all([second, bea!].map((her) => her.context.setOffline(false)));
	await live.isOn(first, PARTS[2]!);
	await live.isOn(bea!, PARTS[2]!);
	await expect(live.outOfRoom(first).getByText(`${memberParts[1]!.name} stepped out`)).toBeVisible({ timeout: 30_000 });
	await expect(second.page.getByText('No connection.')).toHaveCount(0);
	await bea!.press("I'm back");
}

/** Blank after a while; a member lifts it with a tap, a facilitator with her digits. */
export async function covers({ keepers: [first], members: [ada] }: Cast): Promise<void> {
	await live.leftOnTheTable(ada!);
	await ada!.doesNotSee(/round|plan|step/i);
	await ada!.press('Go on');
	await live.isOn(ada!, PARTS[2]!);
	await live.leftOnTheTable(first);
	for (const part of PARTS) await expect(first.page.getByText(part).filter({ visible: true })).toHaveCount(0);
	await first.write('Short code', '0000');
	await first.press('Go on');
	await first.sees('That is not the code. After five tries your words are asked for.');
	await first.write('Short code', '2468');
	await first.press('Go on');
	await live.isOn(first, PARTS[2]!);
	await first.press('Next');
	await live.isOn(ada!, PARTS[3]!);
}

export async function closes({ keepers: [first, second], members, memberParts, debrief }: Cast): Promise<void> {
	await second.press('Next');
	await live.isOn(first, PARTS[4]!);
	await second.press('Next');
	await live.isOn(second, PARTS[5]!);
	await live.closeMeeting(second);
	await Promise.all(members.slice(0, 5).map((her) => her.sees('This meeting has ended')));
	await live.writeDebrief(second, debrief.how[1]!, debrief.next[1]!);
	await second.sees(memberParts.slice(0, 2).map(({ name }) => name).join(', '));
	await first.press('Write the debrief');
	await first.awake(); // after a cover only the meeting was open
	await first.sees(debrief.how[1]!);
	await live.writeDebrief(first, debrief.how[0]!, debrief.next[0]!);
	await first.press(/^Plan /);
	await first.at('When');
	await expect(first.page.getByLabel('Day', { exact: true })).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
}
