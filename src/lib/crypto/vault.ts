import type {
	Challenge,
	NewAccount,
	NewUnlocker,
	Progress,
	UnlockRefusal,
	WordsRefusal,
	WrappedUnlocker
} from './account.ts';
import type { Change, RecordRow, RotationInput, Wrap } from './change.ts';
import type { InvitationId, InvitationSecret, JoinRequest, OfferVerdict, RequestVerdict } from './invitation.ts';
import type { LiveInput, LiveRow, Opened, OpenedLive, RecordAt, SealInput } from './record.ts';
import type { Consent, OpenInvitation, PublicKeys, Role, RosterRefusal } from './roster.ts';
import type { Short } from './roster-short.ts';
import type { CircleName, Day, Handle, Hash, Json, Sealed } from './sealed.ts';

export type Answer<T, R extends string> = ({ ok: true } & T) | { ok: false; reason: R };

/** What a verified roster says about a group, from where she stands. */
export interface GroupView {
	group: Hash;
	head: Hash;
	seq: number;
	/** The founder's signing key. */
	founder: string;
	/** `oldKeys`: the roster has keys of hers that an earlier account key made, so that whoever had that one has them too. */
	me: {
		handle: Handle;
		roles: Role[];
		state: 'active' | 'left' | 'removed';
		oldKeys: boolean;
		/** The roster has newer keys of hers than this page: she made everything new somewhere else. */
		renewedElsewhere: boolean;
	};
	members: {
		handle: Handle;
		roles: Role[];
		state: 'active' | 'left' | 'removed';
		since: Day;
		/** Empty while her keys are her first. */
		renewed: Day | '';
		/** Number of the event that let her in or last changed a role of hers. */
		changed: number;
	}[];
	policy: { approvers: 1 | 2 };
	circles: {
		circle: CircleName;
		epoch: number;
		/** A new epoch is waiting. */
		due: boolean;
		/** She may finish it. */
		mine: boolean;
		ended: boolean;
		/** The epochs whose keys she has. */
		readable: number[];
	}[];
	invitations: ({ invitation: Hash } & OpenInvitation)[];
	/** Wraps that were refused: made up, swapped, or not for her. */
	refused: { circle: string; epoch: number; reason: 'damaged' | 'not-committed' | 'unknown-epoch' }[];
}

export type GroupRefusal = RosterRefusal | 'forked' | 'rolled-back' | 'wrong-group' | 'gap';
/** `at`: number of the first event that does not stand. */
export type GroupAnswer = ({ ok: true } & GroupView) | { ok: false; reason: GroupRefusal; at: number };

/**
 * Why nothing was built. `roster` reasons come from the same rules that every reader applies. `list`: the server's list
 * of what is live, or what it gave to seal again, contradicts what was seen since unlocking.
 */
export type BuildRefusal = RosterRefusal | 'list' | 'no-group' | 'no-key' | 'epoch-due' | 'damaged' | 'too-large';
/** `skipped`: rows (`circle/type/id`) that did not open and so were not sealed again. */
export type ChangeAnswer<T = object> = Answer<{ change: Change; skipped: string[] } & T, BuildRefusal>;

/** In every builder: today in the group's zone, and the circles to close now. One left out stays due. */
export interface ChangeInput {
	day: Day;
	rotations?: RotationInput[];
	/** Sealed into the same change, under the newest epochs: a profile, the first agreement. */
	records?: SealInput[];
}

/** Two signatures where the rules want two. */
export interface ConsentInput {
	kind: 'policy' | 'invite' | 'admit' | 'role' | 'remove';
	/** The event's body, exactly. */
	body: Json;
}

/** What the Worker keeps when it is covered during a live session. */
export interface LiveScope {
	group: Hash;
	session: string;
	circles: CircleName[];
}

export interface KeptCard {
	day: Day;
	salt: string;
	n: number;
	r: number;
	p: number;
	envelope: Sealed;
}

/**
 * The keys and everything done with them. No network, no storage; every argument and answer is plain data, so that the
 * same interface is met by the Vault itself (Node) and by its stand-in for the Worker (browser).
 *
 * An expected refusal is a value. Rejected promises: `Error('locked')` when there is no open account or the Worker has
 * been ended, `Error('covered')` while only a live session's keys are kept, and programming mistakes.
 */
export interface Vault {
	// Account. [Note: unlocking] ask the server for the challenge → startUnlock → send the proof → finishUnlock.

	/** A new account under new words, which stays open. `words` as typed. */
	createAccount(input: { words: string }, progress?: Progress): Promise<Answer<NewAccount, WordsRefusal>>;
	/** Stretches what she typed (words or recovery code). The proof goes to the server. */
	startUnlock(
		input: { secret: string; challenge: Challenge },
		progress?: Progress
	): Promise<Answer<{ proof: string }, UnlockRefusal>>;
	/** Opens the account with what the server gave for the proof. May be repeated offline after a lock. */
	finishUnlock(input: { account: string; unlocker: WrappedUnlocker }): Promise<Answer<object, UnlockRefusal>>;
	/** *Change my words*: the passphrase unlocker anew, `version` one above the old. */
	changeWords(
		input: { words: string; id: string; version: number },
		progress?: Progress
	): Promise<Answer<{ unlocker: NewUnlocker }, WordsRefusal>>;
	/** A new recovery code; the old one is dead once the server has stored this. */
	newRecoveryCode(input: { id: string; version: number }): Promise<{ unlocker: NewUnlocker; recoveryCode: string }>;
	/**
	 * *Someone knows my words*: a new account key and both unlockers. Nothing is done with the new key before the server
	 * has stored them and `takeRenewed` was called; then `rekey` in every group. The ring keeps the old key too, since
	 * earlier epochs are sealed to it, so that a crash in between loses nothing.
	 */
	renewAccount(
		input: { words: string; passphrase: { id: string; version: number }; recovery: { id: string; version: number } },
		progress?: Progress
	): Promise<Answer<{ unlockers: [NewUnlocker, NewUnlocker]; recoveryCode: string }, WordsRefusal>>;
	/** What `renewAccount` made is stored: from here on it is her account. */
	takeRenewed(): Promise<void>;
	/** Sealed to herself alone: drafts, own settings. `label` names the purpose and gives it a key of its own. */
	sealOwn(input: { label: string; id: string; body: Json }): Promise<Sealed>;
	openOwn(input: {
		label: string;
		id: string;
		sealed: Sealed;
	}): Promise<Answer<{ body: Json }, 'damaged' | 'unknown-suite'>>;
	/** Forgets every key. In the browser the Worker is ended besides. */
	lock(): Promise<void>;

	// Groups.

	/** Verifies the whole log, or what is new since the last call, and the wraps; remembers the head. */
	openGroup(input: { group: Hash; handle: Handle; events: readonly Short[]; wraps: Wrap[] }): Promise<GroupAnswer>;
	/** Six words that two women can compare in the room: of the head, or of a member's keys. */
	words(input: { group: Hash; of: 'head' | Handle }): Promise<string[]>;
	/** Seals under the newest epoch of each circle. All or nothing. */
	seal(group: Hash, items: SealInput[]): Promise<Answer<{ records: RecordRow[] }, BuildRefusal>>;
	/** Opens each on its own, in the same order; never throws for what a server may have sent. */
	open(group: Hash, rows: RecordRow[]): Promise<Opened[]>;
	/** Which circles an event would make due, before it is built: their rows are wanted as `rotations`. */
	dueAfter(
		group: Hash,
		event: { kind: 'admit' | 'remove' | 'leave' | 'rekey' | 'role' | 'rotate'; handle?: Handle; role?: Role }
	): Promise<CircleName[]>;
	/**
	 * What was opened since unlocking and does not stand, as it was seen, in these lists of what is live. Ask for it again
	 * and open what comes: a newer version is innocent. What does not come is named as `gone` in the rotation.
	 */
	unlisted(group: Hash, lists: Pick<RotationInput, 'circle' | 'live'>[]): Promise<RecordAt[]>;

	// Changes. Each answers with what to send to POST /api/groups/:group/changes.

	/** A new group with its founder as facilitator, first keys for the three circles, and its first records. */
	found(input: ChangeInput): Promise<ChangeAnswer<{ group: Hash; handle: Handle }>>;
	/**
	 * `fragment`: of a `draftInvitation`, where a second facilitator has to consent to it beforehand.
	 * `records` gains the secret, sealed to the facilitators (type `invitation`, id by `invitationRecordId`).
	 */
	invite(
		group: Hash,
		input: ChangeInput & {
			role: 'member' | 'facilitator';
			expires: Day;
			preview: Json;
			fragment?: string;
			consent?: Consent;
		}
	): Promise<ChangeAnswer<{ secret: InvitationSecret; offer: Sealed } & InvitationId>>;
	/** The same invitation's preview sealed anew, after a publication. `fragment` from the `invitation` record. */
	renewOffer(
		group: Hash,
		input: { fragment: string; preview: Json }
	): Promise<Answer<{ offer: Sealed } & InvitationId, BuildRefusal>>;
	revokeInvite(group: Hash, input: ChangeInput & { invitation: Hash }): Promise<ChangeAnswer>;
	/** Opens and checks what a joiner wrote. */
	openRequest(group: Hash, input: { fragment: string; request: Sealed; day: Day }): Promise<RequestVerdict>;
	/** Admits her (and appoints her, if invited as facilitator), rotates and re-seals what she is meant to see. */
	admit(
		group: Hash,
		input: ChangeInput & { fragment: string; request: Sealed; consent?: Consent }
	): Promise<ChangeAnswer<{ handle: Handle }>>;
	/** Appointing and stepping down. `consents` as the rules want them. */
	setRole(
		group: Hash,
		input: ChangeInput & { handle: Handle; role: Role; on: boolean; consents?: Consent[] }
	): Promise<ChangeAnswer>;
	remove(group: Hash, input: ChangeInput & { handle: Handle; consents?: Consent[] }): Promise<ChangeAnswer>;
	leave(group: Hash, input: { day: Day }): Promise<ChangeAnswer>;
	setPolicy(group: Hash, input: ChangeInput & { approvers: 1 | 2; consents?: Consent[] }): Promise<ChangeAnswer>;
	/** New keys of her own in this group, after `renewAccount`. */
	rekey(group: Hash, input: ChangeInput): Promise<ChangeAnswer>;
	/** Circles that are still due. */
	finishRotation(group: Hash, input: ChangeInput): Promise<ChangeAnswer>;
	/** A second signature for someone else's event. */
	consent(group: Hash, input: ConsentInput): Promise<Answer<{ consent: Consent }, BuildRefusal>>;

	// Joining. No account is needed to read an offer.

	readOffer(input: { fragment: string; offer: Sealed; day: Day }): Promise<OfferVerdict>;
	/** Her answer to the offer: new keys for this group, her consent, and `body`, sealed to the facilitators. */
	requestToJoin(input: {
		fragment: string;
		offer: Sealed;
		day: Day;
		body: Json;
	}): Promise<Answer<JoinRequest, 'damaged' | 'expired'>>;
	/** Her public keys under a handle, for a fingerprint in the room. */
	publicKeys(handle: Handle): Promise<PublicKeys>;

	// A live session.

	sealLive(group: Hash, items: LiveInput[]): Promise<Answer<{ entries: LiveRow[] }, BuildRefusal>>;
	openLive(group: Hash, rows: LiveRow[]): Promise<OpenedLive[]>;
	/** Covers: forgets every key but those of these live logs. Unlocking again brings the open groups back. */
	keepOnly(scopes: LiveScope[]): Promise<void>;

	// A card kept in the browser for one day under a short code. No account is needed.

	keepCard(input: { code: string; day: Day; body: Json }, progress?: Progress): Promise<KeptCard>;
	openKept(
		input: { code: string; today: Day; card: KeptCard },
		progress?: Progress
	): Promise<Answer<{ body: Json }, 'damaged' | 'another-day' | 'weak-kdf'>>;
}
