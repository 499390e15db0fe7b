import type { CircleName, Handle, Hash, Sealed } from './sealed.ts';
import type { RosterEvent } from './roster.ts';

/** A sealed record as it lies on the server. `(circle, type, id)` is its place. */
export interface RecordRow {
	circle: CircleName;
	type: string;
	id: string;
	version: number;
	epoch: number;
	envelope: Sealed;
}

/** An epoch's key in one age file for its readers. */
export interface Wrap {
	circle: CircleName;
	epoch: number;
	/** The age file. */
	file: Sealed;
	/** Whose keys it is sealed to. */
	readers: Handle[];
	/**
	 * What is live in the epoch that this one closes, one `liveLine` each, sorted; its hash is in the `rotate` event.
	 * The server compares it with its own list (else 409) and hands it out again with the wrap.
	 */
	live: string[];
}

/** The body of `POST /api/groups/:group/changes`: all of it or nothing, if `head` is still the head. */
export interface Change {
	/** The head it builds on; empty when it founds a group. */
	head: Hash | '';
	events: RosterEvent[];
	wraps: Wrap[];
	/** New records, and those sealed again under a new epoch (same version as before). */
	records: RecordRow[];
}

/** What a builder needs of a circle to close its epoch. */
export interface RotationInput {
	circle: CircleName;
	/** `liveLine` of every record whose newest version lies in the closing epoch. */
	live: string[];
	/** Rows of this circle, of whatever epoch, to seal again under the new one. */
	reseal: RecordRow[];
	/** Records that were seen before and that the server, asked again, no longer has for her. */
	gone?: Pick<RecordRow, 'type' | 'id'>[];
}
