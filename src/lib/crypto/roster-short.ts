import type { RosterEvent } from './roster.ts';
import type { Hash } from './sealed.ts';

/** What an event says again of the log that it stands in. */
export interface Place {
	group: Hash | '';
	/** The hash of the event before. */
	prev: Hash | '';
}

/** An event on its way, without what whoever has the one before it knows: a hash is noise, and cannot be packed. */
export type Short = Omit<RosterEvent, keyof Place | 'consents'> & {
	consents: { by: string; head?: Hash; sig: string }[];
};

/** Leaves out `group`, `prev`, and of a consent the `head` where it is the same as `prev`. */
export function shorten({ group: _, prev, consents, ...event }: RosterEvent): Short {
	const same = consents.map(({ head, ...consent }) => (head === prev ? consent : { head, ...consent }));
	return { ...event, consents: same };
}

/**
 * The whole event again; one that has a `prev` is left as it came. Nothing is taken on trust by it: the signatures are
 * over the whole event, and so stand only if what is put in here is what was signed.
 */
export function lengthen(event: unknown, { group, prev }: Place): unknown {
	if (typeof event !== 'object' || event === null || 'prev' in event) return event;
	const { consents } = event as { consents?: unknown };
	if (!Array.isArray(consents)) return event;
	const whole = consents.map((one: unknown) => (typeof one === 'object' ? { head: prev, ...one } : one));
	return { ...event, group, prev, consents: whole };
}
