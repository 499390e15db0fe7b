import type { OpenRefusal } from '#lib/crypto/record.ts';
import type { CircleName, Handle, Hash, Json } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome, Trouble } from '#lib/platform/client/outcome.ts';
import type { GroupView } from './view.ts';

export { memberCircle } from './view.ts';

/** A record, opened. The body is as its author wrote it: parse it with the noun's schema. */
export interface Got {
	circle: CircleName;
	type: string;
	id: string;
	version: number;
	hash: Hash;
	author: Handle;
	body: Json;
}

/** One that would not open; shown as "sealed" or "too old to open", never hidden in silence. */
export interface Unreadable {
	circle: CircleName;
	type: string;
	id: string;
	version: number;
	reason: OpenRefusal;
}

export interface PutInput {
	circle: CircleName;
	type: string;
	id: string;
	/** The version she changed, as `Got` or `Kept` says; `null` for a new record. */
	base: { version: number; hash: Hash } | null;
	body: Json;
}

export type PutOutcome =
	| { ok: true; record: Got }
	/** Somebody was faster: show both. `theirs` is `null` when theirs does not open. */
	| { ok: false; reason: 'edited'; theirs: Got | null }
	/** A new key is waiting for a facilitator: keep what she wrote and try again later. */
	| { ok: false; reason: 'epoch-due' | 'too-long' | Trouble; why?: string };

/** Every record of these types that she may read, or only those with these ids; in one circle or in all. */
export async function getRecords(
	client: Client,
	view: GroupView,
	wanted: { types: readonly string[]; ids?: readonly string[]; circle?: CircleName }
): Promise<Outcome<{ records: Got[]; unreadable: Unreadable[] }>> {
	throw new Error(`being built ${client.now()} ${view.group} ${wanted.types.join()}`);
}

/** Seals and saves one record. If the group got a new key meanwhile it is sealed again and sent again by itself. */
export async function putRecord(client: Client, view: GroupView, input: PutInput): Promise<PutOutcome> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.type}`);
}
