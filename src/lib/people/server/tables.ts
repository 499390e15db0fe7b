declare module '#lib/platform/server/db.ts' {
	interface Tables {
		account: AccountTable;
		unlocker: UnlockerTable;
		login_session: LoginSessionTable;
		draft: DraftTable;
	}
}

export interface AccountTable {
	/** Made by her own device. */
	id: string;
	name: string;
	/** What signing in compares: NFKC, folded case, single spaces. */
	name_fold: string;
	/** Where Exit goes; null: the install's neutral site. */
	exit_to: string | null;
	created_day: string;
}

export interface UnlockerTable {
	id: string;
	account_id: string;
	kind: 'passphrase' | 'recovery' | 'passkey';
	version: number;
	salt: string;
	/** JSON `{ n, r, p }`. */
	params: string;
	/** Hash of the sign-in proof. */
	verifier: string;
	wrapped: string;
	created_day: string;
}

export interface LoginSessionTable {
	token_hash: string;
	account_id: string;
	created_at: number;
	seen_at: number;
	/** When she last showed her words or her code. */
	proven_at: number;
	ends_at: number;
	/** 1: "this is not my device". */
	borrowed: number;
}

export interface DraftTable {
	account_id: string;
	key: string;
	sealed: string;
	updated_day: string;
}
