import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { CardForm, GroupCard, PublicCard, Settings } from '../group.ts';
import type { Profile } from '../profile.ts';
import type { GroupView, Kept } from './view.ts';

export interface MyGroup {
	group: Hash;
	handle: string;
	state: 'member' | 'break';
	facilitator: boolean;
	card: PublicCard;
	zone: string;
}

/** She has asked to join and waits for a facilitator. */
export interface MyWaiting {
	invitation: string;
	group: Hash;
	card: PublicCard;
	expiresAt: number;
}

export type LinkRefusal = 'link-used' | 'link-expired' | 'link-unknown';
/** A field is too long, empty or holds a hidden character: `problems(schema, value)` of platform/text.ts says which. */
export type FieldRefusal = 'fields';

/** Her groups, and those she has asked to join. Opens nothing. */
export async function list(client: Client): Promise<Outcome<{ groups: MyGroup[]; waiting: MyWaiting[] }>> {
	throw new Error(`being built ${client.now()}`);
}

/** Whether an open-a-group link is still good. No sign-in needed. */
export async function checkLink(client: Client, link: string): Promise<Outcome<object, LinkRefusal>> {
	throw new Error(`being built ${client.now()} ${link}`);
}

/** Opens a new group with its founder as facilitator. Uses up the link. */
export async function found(
	client: Client,
	input: { link: string; card: CardForm; settings: Settings; profile: Profile }
): Promise<Outcome<{ view: GroupView }, LinkRefusal | FieldRefusal>> {
	throw new Error(`being built ${client.now()} ${input.link}`);
}

/**
 * Fetches and verifies a group and opens what every page needs: names, card, agreement. A facilitator's client also
 * finishes whatever waits for one: a new key after someone left, the removal of someone whose access was cut.
 */
export async function open(client: Client, group: Hash): Promise<Outcome<{ view: GroupView }>> {
	throw new Error(`being built ${client.now()} ${group}`);
}

/** The whole card, public and sealed part together. `edited`: `theirs` is what stands now. */
export async function putCard(
	client: Client,
	view: GroupView,
	form: CardForm
): Promise<
	| Outcome<{ view: GroupView }, FieldRefusal | 'epoch-due' | 'too-long'>
	| { ok: false; reason: 'edited'; theirs: { publicCard: PublicCard; card: Kept<GroupCard> | null } }
> {
	throw new Error(`being built ${client.now()} ${view.group} ${form.area}`);
}

export async function putSettings(
	client: Client,
	view: GroupView,
	settings: Settings
): Promise<Outcome<{ view: GroupView }, FieldRefusal>> {
	throw new Error(`being built ${client.now()} ${view.group} ${settings.zone}`);
}
