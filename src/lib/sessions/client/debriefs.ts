import * as v from 'valibot';
import type { Handle } from '#lib/crypto/sealed.ts';
import * as records from '#lib/groups/client/records.ts';
import type { GroupView, Kept } from '#lib/groups/client/view.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import { DEBRIEF, debrief, debriefId, type Debrief, type DebriefForm } from '../debrief.ts';

/** The voices of one meeting, by who wrote them. */
export type Voices = Record<Handle, Kept<Debrief>>;

/** Every facilitator's words about one meeting, as far as they have written. */
export async function read(client: Client, view: GroupView, session: string): Promise<Outcome<{ voices: Voices }>> {
	const facilitators = view.members.filter((m) => m.facilitator).map((m) => m.handle);
	const ids = await Promise.all(facilitators.map((handle) => debriefId(session, handle)));
	const got = await records.getRecords(client, view, { types: [DEBRIEF], ids, circle: 'facilitators' });
	if (!got.ok) return got;
	const voices: Voices = {};
	for (const { id, body, version, hash, author } of got.records) {
		const parsed = v.safeParse(debrief, body);
		const handle = facilitators[ids.indexOf(id)];
		// A MAC says only that a facilitator wrote it; it stands under a name only if it is that woman's own.
		if (parsed.success && handle === author && parsed.output.session === session) {
			voices[handle] = { body: parsed.output, version, hash };
		}
	}
	return { ok: true, voices };
}

export type SaveOutcome =
	| Outcome<{ voice: Kept<Debrief> }, 'epoch-due' | 'too-long'>
	| { ok: false; reason: 'edited'; theirs: Kept<Debrief> | null };

/** Saves her own words. `edited`: she saved others on another device; `theirs` are those. */
export async function save(
	client: Client,
	view: GroupView,
	input: { session: string; form: DebriefForm; base: Kept<Debrief> | null }
): Promise<SaveOutcome> {
	const { session, form, base } = input;
	const id = await debriefId(session, view.me.handle);
	const body: Debrief = { v: 1, session, ...form };
	const put = await records.putRecord(client, view, { circle: 'facilitators', type: DEBRIEF, id, base, body });
	if (put.ok) return { ok: true, voice: { body, version: put.record.version, hash: put.record.hash } };
	if (put.reason !== 'edited') return put;
	const parsed = v.safeParse(debrief, put.theirs?.body);
	const theirs = put.theirs && parsed.success ? { ...put.theirs, body: parsed.output } : null;
	return { ok: false, reason: 'edited', theirs };
}
