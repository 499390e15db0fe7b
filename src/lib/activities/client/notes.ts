import * as v from 'valibot';
import type { Handle } from '#lib/crypto/sealed.ts';
import * as records from '#lib/groups/client/records.ts';
import { memberCircle, type GroupView, type Kept } from '#lib/groups/client/view.ts';
import type { Api } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { Guided } from '../activity.ts';
import {
	ACTIVITY_NOTE,
	ACTIVITY_WORD,
	activityNote,
	noteId,
	type ActivityNote,
	type Readers
} from '../activity-note.ts';

/** A note as it is shown. */
export interface Noted extends Kept<ActivityNote> {
	author: Handle;
	to: Readers;
}

const placeOf = (to: Readers, author: Handle) =>
	to === 'group'
		? ({ circle: 'group', type: ACTIVITY_NOTE } as const)
		: { circle: memberCircle(author), type: ACTIVITY_WORD };

/** Every note about an activity that she may read, the newest first. */
export async function read(client: Client, view: GroupView, activity: Guided): Promise<Outcome<{ notes: Noted[] }>> {
	const got = await records.getRecords(client, view, { types: [ACTIVITY_NOTE, ACTIVITY_WORD] });
	if (!got.ok) return got;
	const notes: Noted[] = [];
	for (const { circle, type, id, body, version, hash, author } of got.records) {
		const to = type === ACTIVITY_NOTE ? 'group' : 'facilitators';
		const parsed = v.safeParse(activityNote, body);
		if (!parsed.success || parsed.output.activity !== activity) continue;
		// A MAC says only that somebody in the group wrote it; it stands under a name only in that woman's own place.
		if (circle !== placeOf(to, author).circle || id !== (await noteId(activity, parsed.output.day, author))) continue;
		notes.push({ body: parsed.output, version, hash, author, to });
	}
	return { ok: true, notes: notes.sort((a, b) => (a.body.day < b.body.day ? 1 : -1)) };
}

export type SaveOutcome =
	Outcome<{ note: Noted }, 'epoch-due' | 'too-long'> | { ok: false; reason: 'edited'; theirs: Noted | null };

/**
 * Saves her own words of today. `edited`: she saved others on another device; `theirs` are those.
 * @param input `to`: the group, unless it says otherwise; `put`: as for `putRecord`
 */
export async function save(
	client: Client,
	view: GroupView,
	input: { activity: Guided; text: string; base: Kept<ActivityNote> | null; to?: Readers; put?: Api['put'] }
): Promise<SaveOutcome> {
	const { activity, text, base, to = 'group' } = input;
	const author = view.me.handle;
	const on = base?.body.day ?? view.today;
	const id = await noteId(activity, on, author);
	const body: ActivityNote = { v: 1, activity, day: on, text: text.trim() };
	const piece = { ...placeOf(to, author), id, base, body };
	const put = await records.putRecord(client, view, piece, input.put);
	if (put.ok) {
		const { version, hash } = put.record;
		return { ok: true, note: { body, version, hash, author, to } };
	}
	if (put.reason !== 'edited') return put;
	const parsed = v.safeParse(activityNote, put.theirs?.body);
	const theirs = put.theirs && parsed.success ? { ...put.theirs, body: parsed.output, to } : null;
	return { ok: false, reason: 'edited', theirs };
}
