import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import * as group from '../people/group.ts';
import * as joining from '../people/joining.ts';
import * as places from '../people/places.ts';
import type { Cast } from './cast.ts';
import { like } from '../people/words.ts';

// Steps 1 to 6: a group, its agreement, its people and its place.

/** What is found out on the way and needed later. */
export interface Found {
	asFacilitator?: joining.Invitation;
	invitations: joining.Invitation[];
}

export async function opensGroup({ served, operator, keepers, keeperParts, card }: Cast, found: Found): Promise<void> {
	const link = await group.makeOpenLink(operator, served.firstRun ?? '');
	await group.openGroup(keepers[0], link, keeperParts[0], card);
	found.asFacilitator = await joining.invite(keepers[0], 'facilitator');
	await operator.visit(link);
	await operator.sees(t('groups.trouble.link-used'));
}

export async function agrees({ keepers: [first], topic, card }: Cast): Promise<void> {
	await group.writeAgreement(first, topic);
	await group.printsAgreement(first, topic.text, card.coverName);
}

export async function invites({ keepers: [first], members }: Cast, found: Found): Promise<void> {
	for (let made = 0; made < members.length + 1; made += 1)
		found.invitations.push(await joining.invite(first, 'member'));
	found.invitations.pop(); // made by mistake, and the newest stands first
	await first.press(
		t('groups.invite.revoke'),
		first.page
			.getByRole('listitem')
			.filter({ hasText: like('groups.invite.state.open') })
			.first()
	);
	await first.sees(t('groups.invite.revoke.open'));
}

/** The second facilitator by keyboard alone, and the others by link or six words, three at a time. */
export async function joins(cast: Cast, found: Found): Promise<void> {
	const { keepers, keeperParts, members, memberParts, card, topic } = cast;
	const told = { card, topic, hidden: [keeperParts[0].about] };
	const second = async () => {
		await joining.typeWords(keepers[1], found.asFacilitator!.words, told);
		await joining.askToJoin(keepers[1], keeperParts[1]);
	};
	const inTurn = async (first: number) => {
		for (let at = first; at < members.length; at += 2) {
			const [her, invitation] = [members[at]!, found.invitations[at]!];
			if (at % 2 === 0) await joining.followLink(her, invitation.link, told);
			else await joining.typeWords(her, invitation.words, told);
			await joining.askToJoin(her, memberParts[at]!);
		}
	};
	await Promise.all([second(), inTurn(0), inTurn(1)]);
}

/** The second facilitator first; then the two of them let the others in, at the same moment. */
export async function talks({ keepers, keeperParts, members, memberParts }: Cast): Promise<void> {
	const [first, second] = keepers;
	await joining.talkAndAdmit(first, keeperParts[1]);
	await joining.comesIn(second);
	const hers = (start: number) => memberParts.filter((_, at) => at % 2 === start);
	await Promise.all(
		keepers.map(async (keeper, at) => {
			for (const part of hers(at)) await joining.talkAndAdmit(keeper, part);
		})
	);
	await Promise.all(members.map((her) => joining.comesIn(her)));
	await Promise.all(members.slice(0, 2).map((her, at) => group.writeProfile(her, memberParts[at]!)));
	await members[0]!.doesNotSee(t('groups.home.waiting.see'));
	await expect(first.button(t('groups.home.waiting.see'))).toHaveCount(0);
}

export async function addsPlace({ keepers: [first], members, place, picture, evening }: Cast): Promise<void> {
	await places.addPlace(first, place, evening.place, picture);
	await places.looksAsOthers(first, place);
	await members[0]!.go('group');
	await expect(members[0]!.button(t('groups.home.venues'))).toHaveCount(0);
}
