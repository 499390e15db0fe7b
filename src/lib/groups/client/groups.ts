import * as v from 'valibot';
import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { trouble, troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { dayIn } from '#lib/platform/day.ts';
import { cardForm, groupCard, settings, splitCard, type CardForm, type PublicCard, type Settings } from '../group.ts';
import { profile, type Profile } from '../profile.ts';
import { ONLY } from '../record-types.ts';
import { glanceAt, keptAs, openGroup } from './open-group.ts';
import { partOf, putWith } from './records.ts';
import { renewAll } from './renew-offers.ts';
import type { CardStands, GroupView } from './view.ts';

export interface MyGroup {
	group: Hash;
	handle: string;
	state: 'member' | 'break';
	facilitator: boolean;
	card: PublicCard;
	zone: string;
}

/** She has asked to join: she waits for a facilitator, or it has ended. */
export interface MyAsked {
	invitation: string;
	group: Hash;
	card: PublicCard;
}

export type LinkRefusal = 'link-used' | 'link-expired' | 'link-unknown';
/** A field is too long, empty or holds a hidden character: `problems(schema, value)` of platform/text.ts says which. */
export type FieldRefusal = 'fields';

/** Her groups, and those she has asked to join. Opens nothing. */
export async function list(client: Client): Promise<Outcome<{ groups: MyGroup[]; asked: MyAsked[] }>> {
	const answer = await client.api.get<{ groups: MyGroup[]; asked: MyAsked[] }>('/groups');
	return answer.ok ? { ok: true, ...answer.data } : troubleOf(answer);
}

const LINK_REFUSALS = ['link-used', 'link-expired', 'link-unknown'] as const;
const linkRefusal = (reason: string): LinkRefusal | undefined => LINK_REFUSALS.find((known) => known === reason);

/**
 * Whether an open-a-group link is still good: the link itself, or what stands for it in this tab, which opens with the
 * same `here` alone. No sign-in needed.
 * @returns both of them
 */
export async function checkLink(
	client: Client,
	which: ({ token: string } | { held: string }) & { here: string }
): Promise<Outcome<{ token: string; held: string }, LinkRefusal>> {
	const answer = await client.api.post<{ token: string; held: string }>('/open-links/check', which);
	if (answer.ok) return { ok: true, ...answer.data };
	const reason = linkRefusal(answer.reason);
	return reason ? { ok: false, reason } : troubleOf(answer);
}

const founding = v.object({ card: cardForm, settings, profile });

/** Opens a new group with its founder as facilitator. Uses up the link. */
export async function found(
	client: Client,
	input: { link: string; card: CardForm; settings: Settings; profile: Profile }
): Promise<Outcome<{ view: GroupView }, LinkRefusal | FieldRefusal>> {
	const parsed = v.safeParse(founding, input);
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const { putProfile } = await import('./members.ts');
	const { publicCard, groupCard: sealedCard } = splitCard(parsed.output.card);
	const day = dayIn(parsed.output.settings.zone, client.now());
	// Her handle is made with the group, so her own profile follows when the group stands.
	const card = {
		circle: 'group',
		type: 'group-card',
		id: ONLY,
		version: 1,
		prev: '',
		body: { ...sealedCard }
	} as const;
	const built = await client.vault.found({ day, records: [card] });
	if (!built.ok) return trouble('went-wrong', built.reason);
	const { change, group } = built;
	const answer = await client.api.post('/groups', {
		link: input.link,
		settings: parsed.output.settings,
		publicCard,
		change
	});
	if (!answer.ok) {
		const reason = linkRefusal(answer.reason);
		return reason ? { ok: false, reason } : troubleOf(answer);
	}
	const opened = await open(client, group);
	if (!opened.ok) return opened;
	const named = await putProfile(client, opened.view, parsed.output.profile);
	// Founded all the same: her name is asked for again on her own page.
	return named.ok ? named : opened;
}

/**
 * Fetches and verifies a group and opens what every page needs: names, card, agreement. A facilitator's client also
 * finishes whatever waits for one: a new key after someone left, the removal of someone whose access was cut.
 */
export async function open(client: Client, group: Hash): Promise<Outcome<{ view: GroupView }>> {
	return openGroup(client, group);
}

/**
 * The same for a member's page that only says what is next: no card, no names, no earlier keys, and no text of the
 * agreement that she has accepted. A facilitator gets the whole.
 */
export async function glance(client: Client, group: Hash): Promise<Outcome<{ view: GroupView }>> {
	return glanceAt(client, group);
}

/** The whole card, public and sealed part together. `edited`: `theirs` is what stands now. */
export async function putCard(
	client: Client,
	view: GroupView,
	form: CardForm
): Promise<
	| Outcome<{ view: GroupView }, FieldRefusal | 'epoch-due' | 'too-long'>
	| { ok: false; reason: 'edited'; theirs: CardStands }
> {
	const parsed = v.safeParse(cardForm, form);
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const { publicCard, groupCard: body } = splitCard(parsed.output);
	const input = { circle: 'group', type: 'group-card', id: ONLY, base: view.card, body } as const;
	let standing = view as Pick<CardStands, 'publicCard' | 'publicVersion'>;
	const saved = await putWith(client, view, input, async (row) => {
		const sent = await client.api.put(`/groups/${view.group}/card`, {
			publicBase: view.publicVersion,
			publicCard,
			record: partOf(row)
		});
		if (!sent.ok && sent.reason === 'edited') standing = sent.more as unknown as typeof standing;
		return sent;
	});
	if (!saved.ok && saved.reason === 'edited') {
		const { publicCard: shown, publicVersion } = standing;
		const card = keptAs(groupCard, saved.theirs ?? undefined);
		return { ok: false, reason: 'edited', theirs: { publicCard: shown, publicVersion, card } };
	}
	if (!saved.ok) return saved;
	const opened = await open(client, view.group);
	if (opened.ok) await renewAll(client, view.group);
	return opened;
}

export async function putSettings(
	client: Client,
	view: GroupView,
	input: Settings
): Promise<Outcome<{ view: GroupView }, FieldRefusal>> {
	const parsed = v.safeParse(settings, input);
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const answer = await client.api.put(`/groups/${view.group}/settings`, parsed.output);
	return answer.ok ? open(client, view.group) : troubleOf(answer);
}
