import * as v from 'valibot';
import type { Handle, Hash, Sealed } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { narrow, troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { joinRequest, safetyTalk, type JoinRequestBody, type SafetyTalk } from '../invitation.ts';
import { change, rotations } from './change.ts';
import { lastDay } from './invitations.ts';
import { withSecrets } from './offers.ts';
import { keptAs, openGroup } from './open-group.ts';
import { getRecords, putRecord } from './records.ts';
import { memberCircle, present, type GroupView, type Kept } from './view.ts';

/** A woman who has asked to join. */
export interface Waiting {
	invitation: Hash;
	/** The invitation's id. */
	id: string;
	role: 'member' | 'facilitator';
	handle: Handle;
	/** Hers, opened and verified with the invitation's secret. */
	request: JoinRequestBody;
	/** Six words of her keys, to compare in the room if they like. */
	words: string[];
	/** The talk, once it is recorded. */
	talk: Kept<SafetyTalk> | null;
	/** Last day on which she can be admitted. */
	expires: string;
}

/** A request that does not stand: altered on the way, for another group, or the secret does not open. */
export interface Doubtful {
	invitation: Hash;
	reason: 'damaged' | 'expired' | 'no-invitation' | 'wrong-group' | 'sealed';
}

export type AdmitRefusal =
	/** The talk is not recorded yet. */
	| 'no-talk'
	/** She took it back, or someone else admitted or refused her. */
	| 'gone'
	| 'expired'
	| 'not-allowed'
	| 'consent'
	| 'already';

interface Asked {
	id: string;
	invitation: Hash;
	role: 'member' | 'facilitator';
	expiresAt: number;
	request: Sealed;
	handle: Handle;
}

/** Everybody who waits, with what opens and judges her request. */
async function fetchAsked(client: Client, view: GroupView) {
	const answer = await client.api.get<{ waiting: Asked[]; ended: number }>(`/groups/${view.group}/waiting`);
	if (!answer.ok) return troubleOf(answer);
	const { waiting: asked, ended } = answer.data;
	if (asked.length === 0) return { ok: true as const, asked, ended, fragments: new Map<Hash, string>() };
	const listed = await withSecrets(client, view);
	return listed.ok ? { ok: true as const, asked, ended, fragments: listed.fragments } : listed;
}

/** `ended`: how many had asked lately when all open invitations ended, since something changed among the facilitators. */
export interface WhoWaits {
	waiting: Waiting[];
	doubtful: Doubtful[];
	ended: number;
}

/** For facilitators: who waits. Requests are opened and verified here. */
export async function list(client: Client, view: GroupView): Promise<Outcome<WhoWaits>> {
	const found = await fetchAsked(client, view);
	if (!found.ok) return found;
	const talks = await getRecords(client, view, { types: ['waiting-talk'] });
	if (!talks.ok) return talks;
	const waiting: Waiting[] = [];
	const doubtful: Doubtful[] = [];
	for (const asked of found.asked) {
		const fragment = found.fragments.get(asked.invitation);
		const judged = fragment ? await judge(client, view, asked, fragment) : ('sealed' as const);
		if (typeof judged === 'string') doubtful.push({ invitation: asked.invitation, reason: judged });
		else
			waiting.push({
				...judged,
				talk: keptAs(
					safetyTalk,
					talks.records.find((record) => record.id === asked.id)
				)
			});
	}
	return { ok: true, waiting, doubtful, ended: found.ended };
}

async function judge(
	client: Client,
	view: GroupView,
	{ id, invitation, role, expiresAt, request, handle }: Asked,
	fragment: string
): Promise<Omit<Waiting, 'talk'> | Doubtful['reason']> {
	const verdict = await client.vault.openRequest(view.group, { fragment, request, day: view.today });
	if (!verdict.ok) return verdict.reason;
	const body = v.safeParse(joinRequest, verdict.body);
	// The server's own idea of who asked must be what she signed, or it would let in somebody else in her place.
	if (!body.success || verdict.handle !== handle || verdict.terms.role !== role) return 'damaged';
	return { invitation, id, role, handle, request: body.output, words: verdict.words, expires: lastDay(expiresAt) };
}

/** That the safety talk took place, and only what she wants noted. Sealed to the facilitators until she is admitted. */
export async function recordTalk(
	client: Client,
	view: GroupView,
	input: { waiting: Waiting; note: string }
): Promise<Outcome<{ talk: Kept<SafetyTalk> }, 'edited' | 'epoch-due' | 'too-long' | 'fields'>> {
	const parsed = v.safeParse(safetyTalk, { day: view.today, by: view.me.handle, note: input.note });
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const { id, talk } = input.waiting;
	const body = parsed.output;
	const saved = await putRecord(client, view, { circle: 'facilitators', type: 'waiting-talk', id, base: talk, body });
	if (!saved.ok) return saved;
	return { ok: true, talk: { body, version: saved.record.version, hash: saved.record.hash } };
}

/**
 * Admits her: new keys for the group, everything she is meant to see sealed again for her. When another facilitator was
 * faster with something else, it verifies and tries again by itself. A woman who is to be a facilitator may be admitted
 * without the talk; everybody else not.
 */
export async function admit(
	client: Client,
	view: GroupView,
	waiting: Waiting
): Promise<Outcome<{ view: GroupView; handle: Handle }, AdmitRefusal>> {
	if (!waiting.talk && waiting.role === 'member') return { ok: false, reason: 'no-talk' };
	const { group } = view;
	const { handle, role, invitation, talk } = waiting;
	const done = await change(client, group, async ({ today }) => {
		const found = await fetchAsked(client, view);
		if (!found.ok) return found;
		const asked = found.asked.find((one) => one.invitation === invitation && one.handle === handle);
		const fragment = found.fragments.get(invitation);
		if (!asked || !fragment) return { ok: false, reason: 'gone' as const };
		const appointed = role === 'facilitator' ? { role: 'facilitator' as const } : {};
		const circles = await client.vault.dueAfter(group, { kind: 'admit', handle, ...appointed });
		const given = await rotations(client, group, circles);
		if (!given.ok) return given;
		const { name, pronouns } = waiting.request;
		const named = { circle: 'group', type: 'profile', id: handle, body: { name, pronouns, about: '' } } as const;
		const talked = talk ? [{ circle: memberCircle(handle), type: 'talk', id: handle, body: { ...talk.body } }] : [];
		const records = [named, ...talked].map((record) => ({ ...record, version: 1, prev: '' as const }));
		return client.vault.admit(group, {
			day: today,
			fragment,
			request: asked.request,
			rotations: given.rotations,
			records
		});
	});
	const refused = done.ok ? undefined : narrow(done, ['gone', 'expired', 'not-allowed', 'consent', 'already']);
	if (refused && refused.reason !== 'gone') return refused;
	const opened = await openGroup(client, group);
	// Nobody waits, and she is in: an earlier try had arrived, or the other facilitator was faster.
	if (refused && !(opened.ok && present(opened.view).some((m) => m.handle === handle))) return refused;
	return opened.ok ? { ...opened, handle } : opened;
}
