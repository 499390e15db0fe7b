import { createHmac, hash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Db, Trx } from './db.ts';

/** A change of something a client may be looking at. No content, only where to look again. */
export interface Poke {
	group: string;
	/** `roster`, `records`, `sessions`, `live:<session>`, `play:<session>`, `waiting`, `notices` */
	topic: string;
	/** Only these handles are told; absent: every member of the group. */
	handles?: readonly string[];
	/** Only facilitators are told. */
	facilitatorsOnly?: boolean;
}

/** What every verb is given. No globals, no framework. */
export interface Context {
	readonly db: Db;
	readonly kind: 'sqlite' | 'postgres';
	/** Milliseconds since 1970, UTC. */
	now(): number;
	/** `YYYY-MM-DD`, UTC: times that need not be exact are kept by the day. */
	today(): string;
	/** One transaction on the one writer. Everything in it happens, or nothing does. Refused on a nearly full disk. */
	write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
	/** The same, also on a nearly full disk: for signing in and out, and for erasing. */
	writeAnyway<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
	/** After erasing: folds SQLite's log into the file and empties it, so that nothing erased is left in the log. */
	scrub(): Promise<void>;
	/** Sent after a write has been committed. */
	poke(poke: Poke): void;
	onPoke(listener: (poke: Poke) => void): () => void;
	/** A keyed hash for things the server must recognise and not know: tokens, addresses, fake salts. */
	keyed(label: string, value: string): string;
	readonly practice: boolean;
}

export interface ContextOptions {
	database: Database;
	/** 32 bytes, made once per install and kept in its data folder. */
	secret: Uint8Array;
	now?: () => number;
	practice?: boolean;
	/** Throws when the disk has no room for more (`disk.ts`). */
	room?: () => Promise<void>;
}

export function makeContext({ database, secret, now = Date.now, practice = false, room }: ContextOptions): Context {
	const listeners = new Set<(poke: Poke) => void>();
	const writeAnyway: Context['write'] = (work) => database.write(work);
	return {
		db: database.db,
		kind: database.kind,
		now,
		today: () => new Date(now()).toISOString().slice(0, 10),
		write: async (work) => {
			await room?.();
			return writeAnyway(work);
		},
		writeAnyway,
		scrub: async () => {
			if (database.kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(database.writer);
		},
		poke: (poke) => {
			for (const listener of listeners) listener(poke);
		},
		onPoke: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		keyed: (label, value) => createHmac('sha256', secret).update(`${label}\0${value}`).digest('base64url'),
		practice
	};
}

/** A new opaque id: 16 random bytes, 22 characters. */
export const newId = () => randomBytes(16).toString('base64url');
/** A new secret token: 32 random bytes, 43 characters. Only its hash is stored. */
export const newToken = () => randomBytes(32).toString('base64url');
export const sha256 = (value: string) => hash('sha256', value, 'base64url');
