declare module '#lib/platform/server/db.ts' {
	interface Tables {
		peer_group: PeerGroupTable;
		open_link: OpenLinkTable;
		roster_event: RosterEventTable;
		membership: MembershipTable;
		membership_role: MembershipRoleTable;
		invitation: InvitationTable;
		agreement: AgreementTable;
		acceptance: AcceptanceTable;
		circle: CircleTable;
		wrap: WrapTable;
		wrap_reader: WrapReaderTable;
		record: RecordTable;
	}
}

export interface PeerGroupTable {
	/** Hash of the roster's `create` event. */
	id: string;
	head: string;
	seq: number;
	country: string;
	zone: string;
	language: string;
	venue_opens: '48h' | 'always';
	/** JSON of the public card, in plain: what the group chose to say to everybody. */
	public_card: string;
	public_version: number;
	created_day: string;
}
export interface OpenLinkTable {
	token_hash: string;
	created_at: number;
	expires_at: number;
	used_at: number | null;
}
export interface RosterEventTable {
	group_id: string;
	seq: number;
	hash: string;
	/** JSON of the signed event. */
	event: string;
}
export interface MembershipTable {
	group_id: string;
	handle: string;
	/** Null once the account is erased. */
	account_id: string | null;
	state: 'member' | 'break' | 'left' | 'removed';
	since_day: string;
}
export interface MembershipRoleTable {
	group_id: string;
	handle: string;
	role: string;
	since_day: string;
	suspended_day: string | null;
}
export interface InvitationTable {
	/** The first half of `secret_hash`, which names its records too. */
	id: string;
	group_id: string;
	/** Hash of what the secret derives for the server: the invitation's name in the roster. */
	secret_hash: string;
	role: 'member' | 'facilitator';
	state: 'open' | 'asked' | 'used' | 'revoked';
	made_by: string;
	expires_at: number;
	/** Sealed under the invitation's own key: the terms, the inviter's MAC and what an invited woman reads first. */
	offer: string;
	/** What she wrote, sealed under the invitation's own key. */
	request: string | null;
	/** Who asked. It stays when it is revoked, so that she is told, until she puts it away or asks anew. */
	asked_by: string | null;
	asked_handle: string | null;
	/**
	 * The agreement version that she accepted in asking; 0 when there was none. Of a revoked one it stays if it ended while
	 * she waited, with all that were open, and is null if a facilitator closed it.
	 */
	asked_accepts: number | null;
}
export interface AgreementTable {
	group_id: string;
	version: number;
	kind: 'major' | 'minor';
	review_day: string;
	published_day: string;
	published_by: string;
}
export interface AcceptanceTable {
	group_id: string;
	handle: string;
	version: number;
	day: string;
}
export interface CircleTable {
	group_id: string;
	circle: string;
	epoch: number;
	/** 1: a rotation is waiting for a facilitator. */
	due: number;
}
export interface WrapTable {
	group_id: string;
	circle: string;
	epoch: number;
	/** Number of the roster's `rotate` event. */
	seq: number;
	file: string;
	/** JSON: a line for each record that was live in the epoch this one closes; its hash is in the roster. */
	live: string;
}
export interface WrapReaderTable {
	group_id: string;
	handle: string;
	circle: string;
	epoch: number;
}
export interface RecordTable {
	group_id: string;
	type: string;
	id: string;
	circle: string;
	epoch: number;
	version: number;
	envelope: string;
	/** SHA-256 of the envelope: a part of its line in the list of what is live in an epoch. */
	hash: string;
	/** 1: carried over into each new epoch. */
	live: number;
}
