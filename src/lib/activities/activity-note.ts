import * as v from 'valibot';
import { addDays, day } from '#lib/platform/day.ts';
import { derivedId } from '#lib/platform/derived-id.ts';
import { prose } from '#lib/platform/text.ts';
import type { RecordType } from '#lib/groups/record-types.ts';
import { GUIDED } from './activity.ts';

// A few words about something done together, from each woman who wants to write some: one note a day to the group, and
// one to those who facilitate. In her own words and no other way: nothing to tick, nothing to count.

/** To the group. */
export const ACTIVITY_NOTE = 'activity-note';
/** To those who facilitate. */
export const ACTIVITY_WORD = 'activity-word';
export const READERS = ['group', 'facilitators'] as const;
export type Readers = (typeof READERS)[number];
export const LIMIT = 2000;

/** Record `activity-note`, circle `group`, or `activity-word`, circle `member:<her>`. Its id is `noteId(activity, day, handle)`. */
export const activityNote = v.object({
	v: v.literal(1),
	activity: v.picklist(GUIDED),
	/** The day it is about, in the group's zone. */
	day: day(),
	text: prose(LIMIT, 1)
});
export type ActivityNote = v.InferOutput<typeof activityNote>;

/** What she fills in. */
export const noteForm = v.pick(activityNote, ['text']);

/** What is kept for her while she writes: as typed. */
export const noteDraft = v.object({ text: v.string(), to: v.optional(v.picklist(READERS), 'group') });
export type NoteDraft = v.InferOutput<typeof noteDraft>;

/** Two of her devices write the same record; and the server, which knows all the parts, can tell whose it is. */
export const noteId = (activity: string, on: string, handle: string) =>
	derivedId('activity-note', activity, on, handle);

/** Ids of the notes that are hers to write now. */
export interface Facts {
	own: ReadonlySet<string>;
}

/** The days that it is somewhere on earth, when it is `at` (ms): what she wrote yesterday stands. */
export function daysAbout(at: number): string[] {
	const today = new Date(at).toISOString().slice(0, 10);
	return [addDays(today, -1), today, addDays(today, 1)];
}

/** Her notes of these days. */
export const ownNotes = (handle: string, days: readonly string[]): Promise<string[]> =>
	Promise.all(GUIDED.flatMap((activity) => days.map((on) => noteId(activity, on, handle))));

/** Their lines in the table of record types. A newcomer is not handed what was written before she came. */
export const activityNoteType: RecordType<Facts> = {
	type: ACTIVITY_NOTE,
	circle: 'group',
	signed: false,
	live: false,
	read: () => true,
	write: (_reader, { id }, { own }) => own.has(id)
};
export const activityWordType: RecordType<Facts> = {
	...activityNoteType,
	type: ACTIVITY_WORD,
	circle: 'member',
	read: (reader, { owner }) => reader.facilitator || reader.handle === owner,
	write: (reader, { id, owner }, { own }) => reader.handle === owner && own.has(id)
};
