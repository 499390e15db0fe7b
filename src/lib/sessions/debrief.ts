import * as v from 'valibot';
import { derivedId } from '#lib/platform/derived-id.ts';
import { prose } from '#lib/platform/text.ts';
import type { RecordType } from '#lib/groups/record-types.ts';

// After a meeting each facilitator writes her own few words: two voices, neither over the other.

export const DEBRIEF = 'debrief';
export const LIMIT = 4000;

const id = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

/** Record `debrief`, circle `facilitators`. Its id is `debriefId(session, handle)`: one for each voice. */
export const debrief = v.object({
	v: v.literal(1),
	session: id(),
	/** How it was for her. */
	how: prose(LIMIT),
	/** What to change next time. */
	next: prose(LIMIT)
});
export type Debrief = v.InferOutput<typeof debrief>;

/** What she fills in. */
export const debriefForm = v.pick(debrief, ['how', 'next']);
export type DebriefForm = v.InferOutput<typeof debriefForm>;

/** Whether there is anything to read. Empty ones are from before that was asked, or were emptied later. */
export const isWritten = ({ how, next }: DebriefForm): boolean => how.trim() !== '' || next.trim() !== '';

/** What is kept for her while she writes: as typed. */
export const debriefDraft = v.object({ how: v.string(), next: v.string() });

/** Two of her devices write the same record; and the server, which knows both parts, can tell whose it is. */
export const debriefId = (session: string, handle: string) => derivedId('debrief', session, handle);

/** Ids of the debriefs that are hers to write: one for each meeting of the group. */
export interface Facts {
	own: ReadonlySet<string>;
}

/** Its line in the table of record types. */
export const debriefType: RecordType<Facts> = {
	type: DEBRIEF,
	circle: 'facilitators',
	signed: false,
	live: true,
	read: (reader) => reader.facilitator,
	write: (reader, { id }, { own }) => reader.facilitator && own.has(id)
};
