import * as v from 'valibot';
import type { ConsentInput } from '#lib/crypto/vault.ts';
import type { Consent, Role } from '#lib/crypto/roster.ts';
import type { Handle, Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { narrow, trouble, troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { profile as profileSchema, type Profile } from '../profile.ts';
import { change, rotations } from './change.ts';
import { fetchGroup, unsignedIn, type Fetched } from './fetched.ts';
import { keptAs, openGroup } from './open-group.ts';
import { putRecord } from './records.ts';
import type { GroupView, Kept } from './view.ts';

export type RoleRefusal = 'consent' | 'stale-consent' | 'not-allowed' | 'last';

/**
 * Ends her reading at once, without unlocking anything and without asking for words. Of a member: her access; and of
 * whoever has shown her words a short while ago it is said to the other facilitators under seal, so that any of their
 * devices may sign it. Of a facilitator: only her role, until another facilitator and one member have both signed
 * (`suspended`).
 */
export async function cut(
	client: Client,
	group: string,
	handle: Handle
): Promise<Outcome<{ suspended: boolean }, 'yourself'>> {
	const answer = await client.api.post<{ suspended: boolean }>(`/groups/${group}/members/${handle}/cut`);
	if (answer.ok && !answer.data.suspended) await sayOut(client, group, handle);
	if (answer.ok) return { ok: true, ...answer.data };
	return answer.reason === 'yourself' ? { ok: false, reason: 'yourself' } : troubleOf(answer);
}

/** Takes a facilitator’s role away for now. To whoever has stopped meanwhile it does nothing (`gone`). */
export async function suspend(client: Client, group: Hash, handle: Handle): Promise<Outcome<object, 'gone'>> {
	const answer = await client.api.post(`/groups/${group}/members/${handle}/cut?suspend=1`);
	if (answer.ok) return { ok: true };
	return answer.reason === 'not-a-facilitator' ? { ok: false, reason: 'gone' } : troubleOf(answer);
}

/**
 * [Note: who says that she is out] The note that goes with a cut. Without keys or a fresh proof, or when it does not get
 * through, there is none: then nothing is signed in silence, and a facilitator is asked. The server would not take one
 * that is unproven; none is even sealed, so that there is nothing for it to keep.
 */
async function sayOut(client: Client, group: Hash, handle: Handle): Promise<void> {
	const note = { circle: 'facilitators', type: 'removal', id: handle, body: { handle, at: client.now() } } as const;
	try {
		const fetched = await fetchGroup(client, group);
		if (!fetched.ok || !fetched.now.seen.me.proven || !unsignedIn(fetched.now).includes(handle)) return;
		const said = await putRecord(client, { group }, { ...note, base: null });
		// One from before her part in the group changed says nothing any more.
		if (!said.ok && said.reason === 'edited' && said.theirs)
			await putRecord(client, { group }, { ...note, base: said.theirs });
	} catch (error) {
		if (!(error instanceof Error) || !KEYLESS.has(error.message)) throw error;
	}
}

const KEYLESS = new Set(['locked', 'covered']);

/** Gives a suspended facilitator her role back, when the removal is not going to be signed. */
export async function restore(client: Client, view: GroupView, handle: Handle): Promise<Outcome<{ view: GroupView }>> {
	const answer = await client.api.post(`/groups/${view.group}/members/${handle}/restore`);
	return answer.ok ? openGroup(client, view.group) : troubleOf(answer);
}

/** Cuts her access, then signs the removal, makes new keys and seals again what is still to come. */
export async function remove(
	client: Client,
	view: GroupView,
	input: { handle: Handle; consents?: Consent[] }
): Promise<Outcome<{ view: GroupView }, 'consent' | 'stale-consent' | 'not-allowed' | 'yourself'>> {
	const { group } = view;
	const { handle, consents = [] } = input;
	const first = await cut(client, group, handle);
	// Cut before, by the other facilitator or before she showed her words: what is left is the note and the signature.
	if (!first.ok && first.reason !== 'not-here') return first;
	if (!first.ok) await sayOut(client, group, handle);
	const done = await change(client, group, async ({ today, roster }) => {
		if (roster.members.find((m) => m.handle === handle)?.state !== 'active')
			return { ok: false, reason: 'gone' as const };
		const circles = await client.vault.dueAfter(group, { kind: 'remove', handle });
		const given = await rotations(client, group, circles);
		if (!given.ok) return given;
		return client.vault.remove(group, { day: today, handle, consents, rotations: given.rotations });
	});
	// Somebody else has signed it meanwhile: that is what she wanted.
	if (!done.ok && done.reason !== 'gone') return narrow(done, ['consent', 'stale-consent', 'not-allowed']);
	return openGroup(client, group);
}

/** How many of the others are in the group at this moment, and whether one of them facilitates. */
function othersIn({ roster, seen }: Fetched): { here: number; led: boolean } {
	const active = new Map(roster.members.map((m) => [m.handle, m.state === 'active' && m.roles]));
	const here = seen.members.flatMap(({ handle, state, suspended }) => {
		const roles = handle !== roster.me.handle && (state === 'member' || state === 'break') && active.get(handle);
		return roles ? [!suspended && roles.includes('facilitator')] : [];
	});
	return { here: here.length, led: here.includes(true) };
}

/**
 * Makes somebody facilitator, or ends it. Appointing wants the appointee's consent, ending one's own wants nobody's.
 * `last`: she would put down the part as the only one who has it.
 */
export async function setRole(
	client: Client,
	view: GroupView,
	input: { handle: Handle; role: Role; on: boolean; consents?: Consent[] }
): Promise<Outcome<{ view: GroupView }, RoleRefusal>> {
	const { group } = view;
	const { handle, role, on, consents = [] } = input;
	const done = await change(client, group, async (now) => {
		const { today, roster } = now;
		const own = handle === roster.me.handle && !on;
		if (own && role === 'facilitator' && now.facilitator && !othersIn(now).led) return { ok: false, reason: 'last' };
		const circles = await client.vault.dueAfter(group, { kind: 'role', handle, role });
		// Whoever steps down must not know the next key of what she leaves.
		const given = await rotations(client, group, own ? [] : circles);
		if (!given.ok) return given;
		return client.vault.setRole(group, { day: today, handle, role, on, consents, rotations: given.rotations });
	});
	// Somebody was faster with the same: that is what she wanted.
	if (!done.ok && done.reason !== 'already') return narrow(done, ['consent', 'stale-consent', 'not-allowed', 'last']);
	return openGroup(client, group);
}

/** No facilitator any more, and in the group as before. Nobody is asked. */
export const stepDown = (client: Client, view: GroupView) =>
	setRole(client, view, { handle: view.me.handle, role: 'facilitator', on: false });

/** A second signature for someone else's change, to be handed to her. */
export async function consent(
	client: Client,
	view: GroupView,
	input: ConsentInput
): Promise<Outcome<{ consent: Consent }, 'not-allowed'>> {
	const made = await client.vault.consent(view.group, input);
	if (made.ok) return made;
	return made.reason === 'no-key' ? { ok: false, reason: 'not-allowed' } : trouble('went-wrong', made.reason);
}

/**
 * Leaves the group: reading ends at once. With `erase` her profile, her answers and everything else in her own circle
 * are deleted; what she signed together with others stays (said plainly before). `last`: she is the only facilitator.
 */
export async function leave(
	client: Client,
	view: GroupView,
	input: { erase: boolean }
): Promise<Outcome<object, 'last'>> {
	const build = async (now: Fetched) => {
		const { here, led } = othersIn(now);
		if (now.facilitator && here > 0 && !led) return { ok: false, reason: 'last' } as const;
		return client.vault.leave(view.group, { day: now.today });
	};
	const done = await change(client, view.group, build, () => input);
	return done.ok ? { ok: true } : narrow(done, ['last']);
}

/**
 * *Someone knows my words*: opening the group gives her new keys in it, if it has not happened yet. `old-keys`: it could
 * not be done now, and is tried again whenever the group is opened.
 */
export async function rekey(client: Client, group: Hash): Promise<Outcome<object, 'old-keys'>> {
	const opened = await openGroup(client, group);
	if (!opened.ok) return opened;
	return opened.view.roster.me.oldKeys ? { ok: false, reason: 'old-keys' } : { ok: true };
}

/** On a break, or back. No reason, no end. */
export async function pause(client: Client, view: GroupView, on: boolean): Promise<Outcome<{ view: GroupView }>> {
	const answer = await client.api.put(`/groups/${view.group}/me`, { state: on ? 'break' : 'member' });
	return answer.ok ? openGroup(client, view.group) : troubleOf(answer);
}

/** Her own name, pronouns and words in this group. `edited`: changed on another device; `theirs` stands now. */
export async function putProfile(
	client: Client,
	view: GroupView,
	profile: Profile
): Promise<
	| Outcome<{ view: GroupView }, 'fields' | 'epoch-due' | 'too-long'>
	| { ok: false; reason: 'edited'; theirs: Kept<Profile> | null }
> {
	const parsed = v.safeParse(profileSchema, profile);
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const { handle: id, profile: base } = view.me;
	const saved = await putRecord(client, view, { circle: 'group', type: 'profile', id, base, body: parsed.output });
	if (saved.ok) return openGroup(client, view.group);
	if (saved.reason !== 'edited') return saved;
	return { ok: false, reason: 'edited', theirs: keptAs(profileSchema, saved.theirs ?? undefined) };
}
