import '#lib/venues/server/tables.ts';

declare module '#lib/platform/server/db.ts' {
	interface Tables {
		session: SessionTable;
		session_facilitator: SessionFacilitatorTable;
		may_open: MayOpenTable;
		live_entry: LiveEntryTable;
	}
}

export interface SessionTable {
	id: string;
	group_id: string;
	/** Null only while it is being planned. */
	venue_id: string | null;
	starts_at: number;
	ends_at: number;
	state: 'planned' | 'announced' | 'live' | 'closed' | 'cancelled';
	/** Id of the record with the written reasons, sealed to the facilitators. */
	override_id: string | null;
	/** One more at each change of what the server sees; also the SEQUENCE of calendar files. */
	revision: number;
	started_at: number | null;
	closed_at: number | null;
}
export interface SessionFacilitatorTable {
	session_id: string;
	handle: string;
}
/** She said yes. "Perhaps" and "not this time" both leave no row here. */
export interface MayOpenTable {
	session_id: string;
	handle: string;
}
export interface LiveEntryTable {
	session_id: string;
	/** A circle, or `play:<handle>`. */
	circle: string;
	/** Numbered per circle, what is played in one sequence, so that gaps tell a member nothing about others. */
	seq: number;
	entry_id: string;
	epoch: number;
	envelope: string;
	at: number;
}
