import * as v from 'valibot';
import { newId } from '#lib/crypto/encoding.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import * as drafts from '#lib/people/client/drafts.ts';
import { makeIcs, TITLE_MAX, type KeptEntry } from '../calendar.ts';

/** One draft for all of her entries: its key says nothing about which sessions she put into a calendar. */
const KEY = 'calendar';
const MOST = 60;

const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entry = v.object({
	session: v.string(),
	uid: v.string(),
	title: v.pipe(v.string(), v.maxLength(TITLE_MAX * 2)),
	sequence: instant,
	startsAt: instant,
	endsAt: instant,
	cancelled: v.boolean()
});
type Stored = v.InferOutput<typeof entry>;

/**
 * What she has taken into her calendar before, by session. Only she can open it. `unknown`: it could not be looked up,
 * which is not the same as nothing: a file made without it would be a second entry beside the first.
 */
export async function kept(
	client: Client
): Promise<{ ok: true; entries: Map<string, KeptEntry> } | { ok: false; reason: 'unknown' }> {
	const found = await drafts.look(client, KEY);
	if (!found.known) return { ok: false, reason: 'unknown' };
	const parsed = v.safeParse(v.array(entry), found.body);
	const all = parsed.success ? parsed.output : [];
	return { ok: true, entries: new Map(all.map(({ session, ...rest }) => [session, rest])) };
}

export interface EntryInput {
	session: { id: string; startsAt: number; endsAt: number; state: string };
	title: string;
}

/**
 * Makes the file for this session: the first, or one that changes or takes out the entry of before. What makes them
 * belong together is remembered before the file is handed over, or the next one would make a second entry.
 */
export async function file(
	client: Client,
	{ session, title }: EntryInput
): Promise<Outcome<{ ics: string; entry: KeptEntry }, 'unknown'>> {
	const before = await kept(client);
	if (!before.ok) return before;
	const all = before.entries;
	const last = all.get(session.id);
	const made: KeptEntry = {
		uid: last?.uid ?? newId(),
		title: title.trim(),
		sequence: last ? last.sequence + 1 : 0,
		startsAt: session.startsAt,
		endsAt: session.endsAt,
		cancelled: session.state === 'cancelled'
	};
	all.set(session.id, made);
	const list: Stored[] = [...all].map(([id, rest]) => ({ session: id, ...rest }));
	const newest = list.sort((a, b) => b.endsAt - a.endsAt).slice(0, MOST);
	const write = await drafts.seal(
		client,
		KEY,
		newest.map((one) => ({ ...one }))
	);
	const saved = await client.api.put(write.path, write.body);
	if (!saved.ok) return troubleOf(saved);
	return { ok: true, ics: makeIcs({ ...made, now: client.now() }), entry: made };
}
