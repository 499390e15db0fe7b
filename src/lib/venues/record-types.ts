import type { Reader, RecordType } from '#lib/groups/record-types.ts';

const anyone = () => true;
const facilitators = (reader: Reader) => reader.facilitator;

/**
 * What this slice seals. The card and its picture are handed out by the ordinary record route to facilitators only;
 * members get them by `GET …/venues/:venue/card`, which asks `may-read.ts` and notes who opened it.
 */
export const recordTypes: readonly RecordType[] = [
	{ type: 'venue-outline', circle: 'group', signed: true, live: true, read: anyone, write: facilitators },
	{ type: 'venue-card', circle: 'group', signed: true, live: true, read: facilitators, write: facilitators },
	{ type: 'venue-picture', circle: 'group', signed: false, live: true, read: facilitators, write: facilitators },
	{ type: 'lighting', circle: 'facilitators', signed: true, live: true, read: facilitators, write: facilitators }
];
