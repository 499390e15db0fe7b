import { toBase64url } from '#lib/crypto/encoding.ts';
import { FACILITATE, REMOVAL } from './signature-records.ts';

/** In whose circle a type lies. `member`: the circle of one woman and the facilitators. */
export type CircleKind = 'group' | 'facilitators' | 'member';

/** Who reads or writes, as far as a rule may know her. */
export interface Reader {
	handle: string;
	facilitator: boolean;
	state: 'member' | 'break';
}

/** Which record. `owner` is the handle in a `member:<handle>` circle, else empty. */
export interface Place {
	circle: string;
	owner: string;
	id: string;
}

/**
 * One kind of sealed record: where it lies and who may read and write it. A slice exports an array `recordTypes`;
 * the server refuses every type that is in none.
 *
 * `read` and `write` decide alone, from what they are given: every member of a circle holds its keys, so this is the
 * server's half of the lock. Being a reader of the record's epoch is checked besides and never needs repeating here.
 *
 * @typeParam F what the rules must know from the database; the slice's server part looks it up once per request
 */
export interface RecordType<F = undefined> {
	readonly type: string;
	readonly circle: CircleKind;
	/** Signed by its author (a shared decision); else it only carries the circle's MAC. */
	readonly signed: boolean;
	/** Sealed again for newcomers at each new epoch. */
	readonly live: boolean;
	/** Written only by whoever has shown her words a short while ago: it decides who belongs. */
	readonly proven?: true;
	read(reader: Reader, place: Place, facts: F): boolean;
	write(reader: Reader, place: Place, facts: F): boolean;
}

const anyone = () => true;
const nobody = () => false;
const facilitators = (reader: Reader) => reader.facilitator;
const herself = (reader: Reader, place: Place) => reader.handle === place.id;
const herOrFacilitators = (reader: Reader, place: Place) => reader.facilitator || reader.handle === place.owner;
/** A removal is asked about in another woman's circle, under the handle of the one concerned: she is not told of it. */
const notHer = (reader: Reader, place: Place) => reader.handle !== place.id && herOrFacilitators(reader, place);

/** A record of which there is one in a group, or one for each number. 22 characters, as every id. */
export function numberedId(number: number): string {
	const bytes = new Uint8Array(16);
	new DataView(bytes.buffer).setUint32(12, number);
	return toBase64url(bytes);
}
export const ONLY = numberedId(0);

/** What this slice seals. */
export const recordTypes: readonly RecordType[] = [
	{ type: 'group-card', circle: 'group', signed: true, live: true, read: anyone, write: nobody },
	{ type: 'profile', circle: 'group', signed: false, live: true, read: anyone, write: herself },
	{ type: 'agreement', circle: 'group', signed: true, live: true, read: anyone, write: nobody },
	{
		type: 'agreement-draft',
		circle: 'facilitators',
		signed: false,
		live: true,
		read: facilitators,
		write: facilitators
	},
	// Made and ended with the invitation itself, by a change; never written alone.
	{ type: 'invitation', circle: 'facilitators', signed: false, live: true, read: facilitators, write: nobody },
	{
		type: 'removal',
		circle: 'facilitators',
		signed: true,
		live: true,
		// Other facilitators' devices sign on its word, in silence.
		proven: true,
		read: facilitators,
		write: facilitators
	},
	{ type: 'waiting-talk', circle: 'facilitators', signed: false, live: true, read: facilitators, write: facilitators },
	{ type: 'talk', circle: 'member', signed: false, live: true, read: herOrFacilitators, write: facilitators }
];

/** The facilitators of the group who are suspended now: only about them a removal is asked. */
export type Suspended = ReadonlySet<string>;

export const removalTypes: readonly RecordType<Suspended>[] = [
	{
		type: REMOVAL.ask,
		circle: 'member',
		signed: false,
		live: true,
		read: notHer,
		write: (reader, place, suspended) =>
			reader.facilitator && reader.handle !== place.owner && reader.handle !== place.id && suspended.has(place.id)
	},
	{
		type: REMOVAL.answer,
		circle: 'member',
		signed: false,
		live: true,
		// Also to say no: the server cannot tell which it is, and neither is for whoever finds her phone.
		proven: true,
		read: notHer,
		write: (reader, place, suspended) =>
			reader.handle === place.owner && reader.handle !== place.id && suspended.has(place.id)
	}
];

/** What the rules must know of a group to let somebody be asked to facilitate. */
export interface Asking {
	/** Whoever has the part, also those who are suspended. */
	leading: ReadonlySet<string>;
	/** The question that stands, by the handle of whom it is put to. There is one at a time. */
	asked: ReadonlyMap<string, string>;
}

const facilitating = { circle: 'member', signed: false, live: true, read: herOrFacilitators } as const;

export const facilitatingTypes: readonly RecordType<Asking>[] = [
	{
		...facilitating,
		type: FACILITATE.ask,
		write: (reader, { owner, id }, { leading, asked }) =>
			reader.facilitator && !leading.has(owner) && (asked.get(owner) ?? id) === id
	},
	{
		...facilitating,
		type: FACILITATE.answer,
		// Also to say no, as for a removal.
		proven: true,
		write: (reader, { owner, id }, { leading, asked }) =>
			reader.handle === owner && !leading.has(owner) && asked.get(owner) === id
	}
];
