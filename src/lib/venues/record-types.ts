import type { RecordType } from '#lib/groups/record-types.ts';
import { mayRead, type VenueSession } from './may-read.ts';

/** What `may-read.ts` has to know of one woman in one group, beside who she is. */
export interface Facts {
	opens: '48h' | 'always';
	now: number;
	/** By venue. */
	sessions: ReadonlyMap<string, readonly VenueSession[]>;
}

const anyone = () => true;
const nobody = () => false;
const facilitators = ({ facilitator }: { facilitator: boolean }) => facilitator;

const card: Pick<RecordType<Facts>, 'circle' | 'live' | 'read' | 'write'> = {
	circle: 'group',
	live: true,
	read: (reader, { id }, { opens, now, sessions }) => mayRead({ reader, opens, now, sessions: sessions.get(id) ?? [] }),
	// Written together with the row of the place, by `venues.save`.
	write: nobody
};

/** What this slice seals. */
export const venueCard: RecordType<Facts> = { ...card, type: 'venue-card', signed: true };
export const venuePicture: RecordType<Facts> = { ...card, type: 'venue-picture', signed: false };
export const venueOutline: RecordType = {
	type: 'venue-outline',
	circle: 'group',
	signed: true,
	live: true,
	read: anyone,
	write: nobody
};
/** By the id of a lighting check, who noted it. */
export type Noted = ReadonlyMap<string, string>;
export const lightingCheck: RecordType<Noted> = {
	type: 'lighting',
	circle: 'facilitators',
	signed: true,
	live: true,
	read: facilitators,
	// What one woman saw is not for another to change: she notes her own, and both stand.
	write: ({ facilitator, handle }, { id }, noted) => facilitator && (noted.get(id) ?? handle) === handle
};
