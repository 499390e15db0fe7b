import type { CircleName, Handle, Hash, Json, LogName, Sealed } from './sealed.ts';

/** What to seal. `prev` is the `hash` of the version before, empty for version 1. */
export interface SealInput {
	circle: CircleName;
	type: string;
	id: string;
	version: number;
	prev: Hash | '';
	body: Json;
}

/** Where a record lies. */
export interface RecordAt {
	circle: CircleName;
	type: string;
	id: string;
}

export type OpenRefusal =
	/** Cut, altered, swapped or replayed at another place: nothing in it can be believed. */
	| 'damaged'
	/** A later suite than this program knows. */
	| 'unknown-suite'
	/** There is no such epoch, or its key was not given to her. */
	| 'unknown-epoch'
	/** An entry of a log: its circle has not come to such an epoch yet. */
	| 'later-epoch'
	/** The epoch is closed and the record was not in it when it closed. */
	| 'closed-epoch'
	/** Its author was not who may write this, at the head that she cites. */
	| 'wrong-author'
	/** It cites a head that is not in the roster. */
	| 'unknown-head'
	/** The row itself makes no sense: circle, version or id. */
	| 'wrong-place'
	/** A newer version was seen since she unlocked. */
	| 'rolled-back';

export type Opened =
	| {
			ok: true;
			body: Json;
			author: Handle;
			version: number;
			hash: Hash;
			head: Hash;
			/** The number of the event whose head its author cites. */
			seq: number;
			signed: boolean;
	  }
	| { ok: false; reason: OpenRefusal };

/** One entry of one of a session's logs. */
export interface LiveInput {
	circle: LogName;
	session: string;
	/** 16 bytes made by the device: sending it twice is harmless. */
	entry: string;
	body: Json;
}

export interface LiveRow {
	circle: LogName;
	session: string;
	entry: string;
	epoch: number;
	envelope: Sealed;
}

export type OpenedLive = { ok: true; body: Json; author: Handle; head: Hash } | { ok: false; reason: OpenRefusal };
