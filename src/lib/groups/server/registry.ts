import type { Context } from '#lib/platform/server/context.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import type { Member } from '#lib/platform/server/actor.ts';
import type { Place, Reader, RecordType } from '../record-types.ts';

/** What a slice's rules may ask the database: the group, who asks, and when. */
export interface Asking {
	group: string;
	reader: Reader;
	now: number;
}

/**
 * A record type as the server holds it: the pure rules of the noun, and where their facts come from.
 * `facts` runs at most once per request and type, on the connection of the transaction if there is one.
 */
export interface SealedType<F = unknown> extends RecordType<F> {
	facts?(db: Db, asking: Asking): Promise<F>;
	/** Called with the ids that were just handed out, after the read: for logs of openings. */
	served?(ctx: Context, asking: Asking & { ids: string[] }): Promise<void>;
	/** No event is recorded for a write: drafts and the like. */
	readonly quiet?: boolean;
}

/** Every type there is. What is not in it is refused. */
export type Registry = ReadonlyMap<string, SealedType>;

/** @throws when two slices claim the same name: that is a mistake of ours, seen at the first start */
export function makeRegistry(...lists: readonly (readonly SealedType[])[]): Registry {
	const registry = new Map<string, SealedType>();
	for (const type of lists.flat()) {
		if (registry.has(type.type)) throw new Error(`two record types are called ${type.type}`);
		registry.set(type.type, type);
	}
	return registry;
}

export const readerOf = ({ handle, facilitator, state }: Member): Reader => ({ handle, facilitator, state });

/** Whose circle it is; empty for the two that are nobody's. */
export const ownerOf = (circle: string) => (circle.startsWith('member:') ? circle.slice('member:'.length) : '');
export const placeOf = (row: { circle: string; id: string }): Place => ({ ...row, owner: ownerOf(row.circle) });

/** Whether a circle is of the kind that the type wants. */
export function fits(type: SealedType, circle: string): boolean {
	return type.circle === (ownerOf(circle) ? 'member' : circle);
}

/** Whether she holds this circle's keys today. */
export function reads(reader: Reader, circle: string): boolean {
	if (circle === 'group') return true;
	return reader.facilitator || circle === `member:${reader.handle}`;
}

export interface Verdicts {
	mayRead(type: SealedType, place: Place): Promise<boolean>;
	mayWrite(type: SealedType, place: Place): Promise<boolean>;
}

/** The rules for one request, each type's facts looked up once. */
export function verdicts(db: Db, asking: Asking): Verdicts {
	const known = new Map<string, Promise<unknown>>();
	const factsOf = (type: SealedType) => {
		const facts = known.get(type.type) ?? Promise.resolve(type.facts?.(db, asking));
		known.set(type.type, facts);
		return facts;
	};
	return {
		mayRead: async (type, place) =>
			reads(asking.reader, place.circle) && type.read(asking.reader, place, await factsOf(type)),
		mayWrite: async (type, place) =>
			fits(type, place.circle) &&
			reads(asking.reader, place.circle) &&
			type.write(asking.reader, place, await factsOf(type))
	};
}

/** Deletes what a slice knows of one woman in one group, in the transaction in which she leaves. */
export type Eraser = (
	trx: Trx,
	ctx: Context,
	who: { group: string; handle: string; account: string | null }
) => Promise<void>;

/** What the other slices bring, put together in src/server/app.ts. */
export interface Slices {
	registry: Registry;
	erasers: readonly Eraser[];
	/** Id of the place where a group is likely to meet next, for what an invited woman reads of it; null: none yet. */
	usualPlace: (db: Db, group: string, now: number) => Promise<string | null>;
}
