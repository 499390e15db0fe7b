import type { Handle, Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { JoinRequestBody, SafetyTalk } from '../invitation.ts';
import type { GroupView, Kept } from './view.ts';

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

/** For facilitators: who waits. Requests are opened and verified here. */
export async function list(
	client: Client,
	view: GroupView
): Promise<Outcome<{ waiting: Waiting[]; doubtful: Doubtful[] }>> {
	throw new Error(`being built ${client.now()} ${view.group}`);
}

/** That the safety talk took place, and only what she wants noted. Sealed to the facilitators until she is admitted. */
export async function recordTalk(
	client: Client,
	view: GroupView,
	input: { waiting: Waiting; note: string }
): Promise<Outcome<{ talk: Kept<SafetyTalk> }, 'edited' | 'epoch-due' | 'too-long' | 'fields'>> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.note}`);
}

/**
 * Admits her: new keys for the group, everything she is meant to see sealed again for her. When another facilitator was
 * faster with something else, it verifies and tries again by itself.
 */
export async function admit(
	client: Client,
	view: GroupView,
	waiting: Waiting
): Promise<Outcome<{ view: GroupView; handle: Handle }, AdmitRefusal>> {
	throw new Error(`being built ${client.now()} ${view.group} ${waiting.handle}`);
}
