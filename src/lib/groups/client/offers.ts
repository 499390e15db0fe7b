import * as v from 'valibot';
import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { keptSecret, type InvitationState, type Preview } from '../invitation.ts';
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

/** What an invited woman reads first: everything that a stranger may know, and the agreement. */
export function previewOf({ publicCard, card, agreement }: GroupView, from: string): Preview {
	const { area, when, forWhom, offered } = publicCard;
	const { coverName, expect, access } = card?.body ?? { coverName: publicCard.coverName, expect: '', access: '' };
	const text = agreement.newest?.body;
	const shown = text
		? { version: text.version, reviewDay: text.reviewDay, topics: text.topics }
		: { version: 0, reviewDay: '', topics: [] };
	return { coverName, area, when, forWhom, offered, expect, access, agreement: shown, from };
}

/** The group's invitations, and the secrets of those that are still open, by their hash. */
export async function withSecrets(
	client: Client,
	view: Pick<GroupView, 'group'>
): Promise<Outcome<{ invitations: Listed[]; fragments: Map<Hash, string> }>> {
	const answer = await client.api.get<{ invitations: Listed[] }>(`/groups/${view.group}/invitations`);
	if (!answer.ok) return troubleOf(answer);
	const got = await getRecords(client, view, { types: ['invitation'] });
	if (!got.ok) return got;
	const byId = new Map(got.records.map((record) => [record.id, v.safeParse(keptSecret, record.body)]));
	const fragments = new Map<Hash, string>();
	for (const { id, invitation } of answer.data.invitations) {
		const kept = byId.get(id);
		if (kept?.success) fragments.set(invitation, kept.output.fragment);
	}
	return { ok: true, invitations: answer.data.invitations, fragments };
}

/**
 * After a publication: seals what open invitations show anew. What does not succeed keeps showing the text before,
 * which she is then asked about again when she has joined.
 */
export async function renewAll(client: Client, view: GroupView): Promise<void> {
	const listed = await withSecrets(client, view);
	if (!listed.ok) return;
	for (const { id, invitation, state, by } of listed.invitations) {
		const fragment = listed.fragments.get(invitation);
		if (!fragment || (state !== 'open' && state !== 'asked')) continue;
		const from = view.members.find((m) => m.handle === by)?.name ?? '';
		const renewed = await client.vault.renewOffer(view.group, { fragment, preview: { ...previewOf(view, from) } });
		if (renewed.ok) await client.api.put(`/groups/${view.group}/invitations/${id}/offer`, { offer: renewed.offer });
	}
}
