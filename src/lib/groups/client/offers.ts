import * as v from 'valibot';
import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { access, saysAnything, type Access } from '../access.ts';
import { keptSecret, type InvitationState, type Preview } from '../invitation.ts';
import { openGroup } from './open-group.ts';
import { getRecords } from './records.ts';
import type { GroupView } from './view.ts';

/** An invitation as the server lists it for facilitators. */
export interface Listed {
	id: string;
	invitation: Hash;
	role: 'member' | 'facilitator';
	state: InvitationState;
	by: string;
	expiresAt: number;
}

/** What an invited woman reads first: everything that a stranger may know, what the place is like, and the agreement. */
export function previewOf({ publicCard, card, agreement }: GroupView, from: string, place: Access | null): Preview {
	const { area, when, languages, forWhom, offered } = publicCard;
	const { coverName, expect, access } = card?.body ?? { coverName: publicCard.coverName, expect: '', access: '' };
	const text = agreement.newest?.body;
	const shown = text
		? { version: text.version, reviewDay: text.reviewDay, topics: text.topics }
		: { version: 0, reviewDay: '', topics: [] };
	return { coverName, area, when, languages, forWhom, offered, expect, access, place, agreement: shown, from };
}

/** The group's invitations, and the secrets of those that are still open, by their hash. */
export async function withSecrets(
	client: Client,
	view: Pick<GroupView, 'group'>
): Promise<Outcome<{ invitations: Listed[]; fragments: Map<Hash, string>; place: string | null }>> {
	const answer = await client.api.get<{ invitations: Listed[]; place: string | null }>(
		`/groups/${view.group}/invitations`
	);
	if (!answer.ok) return troubleOf(answer);
	const got = await getRecords(client, view, { types: ['invitation'] });
	if (!got.ok) return got;
	const byId = new Map(got.records.map((record) => [record.id, v.safeParse(keptSecret, record.body)]));
	const fragments = new Map<Hash, string>();
	for (const { id, invitation } of answer.data.invitations) {
		const kept = byId.get(id);
		if (kept?.success) fragments.set(invitation, kept.output.fragment);
	}
	return { ok: true, ...answer.data, fragments };
}

/** Of a place's outline only this is looked at: its name and area go to no stranger. */
const outlineAccess = v.object({ access });

/**
 * What the place where they are likely to meet is like, or `null` when nobody has written anything about it.
 * @param place id of its outline (type `venue-outline`), as the server names it beside the invitations
 */
async function accessOf(client: Client, view: Pick<GroupView, 'group'>, place: string | null): Promise<Access | null> {
	if (place === null) return null;
	const got = await getRecords(client, view, { types: ['venue-outline'], ids: [place], circle: 'group' });
	const parsed = v.safeParse(outlineAccess, got.ok ? got.records[0]?.body : undefined);
	return parsed.success && saysAnything(parsed.output.access) ? parsed.output.access : null;
}

/** What a new invitation shows. */
export async function previewNow(client: Client, view: GroupView): Promise<Outcome<{ preview: Preview }>> {
	const listed = await withSecrets(client, view);
	if (!listed.ok) return listed;
	return { ok: true, preview: previewOf(view, view.me.name, await accessOf(client, view, listed.place)) };
}

/** `renewAll` of `renew-offers.ts`, which is what everybody calls. */
export async function renewEach(client: Client, group: Hash): Promise<void> {
	const listed = await withSecrets(client, { group });
	const open = listed.ok ? listed.invitations.filter(({ state }) => state === 'open' || state === 'asked') : [];
	if (!listed.ok || open.length === 0) return;
	// As it stands now: what her page shows may be older than what is in an invitation already.
	const opened = await openGroup(client, group);
	if (!opened.ok) return;
	const place = await accessOf(client, opened.view, listed.place);
	for (const { id, invitation, by } of open) {
		const fragment = listed.fragments.get(invitation);
		if (!fragment) continue;
		const from = opened.view.members.find((m) => m.handle === by)?.name ?? '';
		const renewed = await client.vault.renewOffer(group, {
			fragment,
			preview: { ...previewOf(opened.view, from, place) }
		});
		if (renewed.ok) await client.api.put(`/groups/${group}/invitations/${id}/offer`, { offer: renewed.offer });
	}
}
