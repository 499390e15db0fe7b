declare module '#lib/platform/server/db.ts' {
	interface Tables {
		event: EventTable;
	}
}

export interface EventTable {
	seq: number;
	/** UTC day, `YYYY-MM-DD`: never the time. */
	day: string;
	group_id: string | null;
	/** A handle, or 'operator'. Never an account. */
	actor: string | null;
	verb: string;
	object: string | null;
	/** Erasable: the chain holds only its salted hash. */
	payload: string | null;
	salt: string | null;
	payload_hash: string;
	hash: string;
}
