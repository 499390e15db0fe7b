import type { ConsentInput } from '#lib/crypto/vault.ts';
import type { Consent, Role } from '#lib/crypto/roster.ts';
import type { Handle } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { Profile } from '../profile.ts';
import type { GroupView, Kept } from './view.ts';

/**
 * Ends her reading at once, without unlocking anything. Of a member: her access. Of a facilitator: only her role, until
 * another facilitator and one member have both signed (`suspended`).
 */
export async function cut(
	client: Client,
	group: string,
	handle: Handle
): Promise<Outcome<{ suspended: boolean }, 'yourself'>> {
	throw new Error(`being built ${client.now()} ${group} ${handle}`);
}

/** Cuts her access, then signs the removal, makes new keys and seals again what is still to come. */
export async function remove(
	client: Client,
	view: GroupView,
	input: { handle: Handle; consents?: Consent[] }
): Promise<Outcome<{ view: GroupView }, 'consent' | 'stale-consent' | 'not-allowed' | 'yourself'>> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.handle}`);
}

/** Makes somebody facilitator, or ends it. Appointing wants the appointee's consent, ending one's own wants nobody's. */
export async function setRole(
	client: Client,
	view: GroupView,
	input: { handle: Handle; role: Role; on: boolean; consents?: Consent[] }
): Promise<Outcome<{ view: GroupView }, 'consent' | 'stale-consent' | 'not-allowed' | 'already'>> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.handle}`);
}

/** A second signature for someone else's change, to be handed to her. */
export async function consent(
	client: Client,
	view: GroupView,
	input: ConsentInput
): Promise<Outcome<{ consent: Consent }, 'not-allowed'>> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.kind}`);
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
	throw new Error(`being built ${client.now()} ${view.group} ${input.erase}`);
}

/** On a break, or back. No reason, no end. */
export async function pause(client: Client, view: GroupView, on: boolean): Promise<Outcome<{ view: GroupView }>> {
	throw new Error(`being built ${client.now()} ${view.group} ${on}`);
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
	throw new Error(`being built ${client.now()} ${view.group} ${profile.name}`);
}
