import type { GroupView as Roster } from '#lib/crypto/vault.ts';
import type { CircleName, Handle, Hash } from '#lib/crypto/sealed.ts';
import type { Role } from '#lib/crypto/roster.ts';
import type { AgreementText, Published, Standing } from '../agreement.ts';
import type { GroupCard, PublicCard, Settings } from '../group.ts';
import type { Profile } from '../profile.ts';

/** A record's body with what an edit of it must name. */
export interface Kept<T> {
	body: T;
	version: number;
	hash: Hash;
}

export interface Person {
	handle: Handle;
	/** Empty when her profile cannot be read, is erased, or at a glance. */
	name: string;
	pronouns: string;
	about: string;
	roles: Role[];
	facilitator: boolean;
	/** `break` is told to herself and the facilitators only; everyone else reads `member`. */
	state: 'member' | 'break' | 'left' | 'removed';
	/** The role is taken from her until a removal is signed by the two people whom it takes. */
	suspended: boolean;
	/** The house no longer lets her in, and no facilitator has signed that she is out. */
	unsigned: boolean;
	/** Of somebody unsigned, for facilitators: who of them has said it under seal; `null` when it is only the server's word. */
	saidBy: Handle | null;
	since: string;
	/** The day she made her keys new, because someone knew her words; empty if she never has. */
	renewed: string;
	/** What a change of the profile must name; `null` when there is none. */
	profile: Kept<Profile> | null;
}

export interface AgreementView {
	/** Every published version, oldest first. */
	published: Published[];
	standing: Standing;
	/**
	 * The newest text and the one in force for her; the same one when they do not differ. `null` before the first, and
	 * after a glance that has nothing to ask her.
	 */
	newest: Kept<AgreementText> | null;
	inForce: Kept<AgreementText> | null;
	/** Versions she has accepted, with the day. */
	mine: { version: number; day: string }[];
	/** For facilitators: handles whose answer to the newest change of meaning is still waited for. Else empty. */
	waitingFor: Handle[];
}

/** One group as she sees it now. Plain data: a snapshot; flows that change the group answer a new one. */
export interface GroupView {
	group: Hash;
	head: Hash;
	publicCard: PublicCard;
	publicVersion: number;
	settings: Settings;
	/** `null` only when it cannot be read, or at a glance. */
	card: Kept<GroupCard> | null;
	me: Person & { state: 'member' | 'break' };
	/** Everyone who is or was in the group, herself too. */
	members: Person[];
	circles: Roster['circles'];
	policy: Roster['policy'];
	agreement: AgreementView;
	/** Today in the group's zone. */
	today: string;
	/** Something of hers waits, unsigned: what the server gave for it contradicts what she has seen. */
	doubted: boolean;
	/** Keys that were refused: made up, swapped or not for her. */
	refused: Roster['refused'];
	/** The verified roster itself. */
	roster: Roster;
}

/** The circle of one woman and the facilitators. */
export const memberCircle = (handle: Handle): CircleName => `member:${handle}`;

export const personOf = (view: GroupView, handle: Handle): Person | undefined =>
	view.members.find((m) => m.handle === handle);

/** Those who are in the group today. */
export const present = (view: GroupView): Person[] =>
	view.members.filter((m) => m.state === 'member' || m.state === 'break');

/** Those who facilitate today. */
export const leading = (view: GroupView): Person[] => present(view).filter((m) => m.facilitator && !m.suspended);

/** Both halves of the group's card as they stand, with the versions that a change is written on top of. */
export type CardStands = Pick<GroupView, 'publicCard' | 'publicVersion' | 'card'>;
