import * as v from 'valibot';
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

/** What is kept for her while she writes: as typed. */
export const debriefDraft = v.object({ how: v.string(), next: v.string() });

/** 22 characters of SHA-256 over session and handle: two of her devices write the same record. */
export async function debriefId(session: string, handle: string): Promise<string> {
	const bytes = new TextEncoder().encode(`rowan/debrief/1\n${session}\n${handle}`);
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 16);
	return btoa(String.fromCharCode(...digest))
		.replace(/\+/g, '-')
		.replace(/\//g, '_')
		.replace(/=+$/, '');
}

/** Its line in the table of record types. */
export const debriefType: RecordType = {
	type: DEBRIEF,
	circle: 'facilitators',
	signed: false,
	live: true,
	read: (reader) => reader.facilitator,
	write: (reader) => reader.facilitator
};
