declare module '#lib/platform/server/db.ts' {
	interface Tables {
		reminder: ReminderTable;
		notice: NoticeTable;
	}
}

export interface ReminderTable {
	id: string;
	account_id: string;
	session_id: string;
	run_at: number;
	/** Hers, in plain: it has to be shown. */
	words: string;
}
export interface NoticeTable {
	id: string;
	account_id: string;
	at: number;
	/** Her own words, or a key of the catalogue for what the app itself has to say. */
	words: string;
}
