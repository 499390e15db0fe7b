import type { Member } from '#lib/platform/server/actor.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { notHere, refuse, type Refusal } from '#lib/platform/server/route.ts';
import '#lib/groups/server/tables.ts';
import { isPlay, mayWrite, sequenceOf } from '../live-entry.ts';
import type { NewEntry } from './live-wire.ts';
import './tables.ts';

// Adding to a session's logs: hers alone, under the newest key, each entry once, numbered without gaps.

/** Of a game each woman may add so many: enough for an evening, and nobody can fill the log for the others. */
export const MOST_PLAYED = 600;
/** Letters of a sealed one. The longest is a deal for twenty, with their names. */
const PLAYED_MAX = 6_000;

interface Add {
	actor: Member;
	session: string;
	entries: readonly NewEntry[];
}

/** All of them or none. */
export async function add(trx: Trx, ctx: Context, { actor, session, entries }: Add): Promise<Refusal | undefined> {
	if (!entries.every((entry) => mayWrite(entry.circle, actor))) return notHere();
	const epochs = await epochsOf(trx, actor.group, entries);
	const stale = entries.find((entry) => epochs.get(keyCircle(entry.circle)) !== entry.epoch);
	if (stale) return epochs.has(keyCircle(stale.circle)) ? refuse(409, 'epoch') : notHere();
	const known = await knownIds(trx, session, entries);
	const fresh = entries.filter((e, i) => !known.has(e.entry) && entries.findIndex((o) => o.entry === e.entry) === i);
	if (await tooMuch(trx, session, fresh)) return refuse(409, 'full');
	const last = await lastNumbers(trx, session);
	const rows = fresh.map(({ circle, entry, epoch, envelope }) => {
		const sequence = sequenceOf(circle);
		const seq = (last.get(sequence) ?? 0) + 1;
		last.set(sequence, seq);
		return { session_id: session, circle, seq, entry_id: entry, epoch, envelope, at: ctx.now() };
	});
	if (rows.length > 0) await trx.insertInto('live_entry').values(rows).execute();
	return undefined;
}

/** Under whose keys it lies. */
const keyCircle = (log: string): string => (isPlay(log) ? 'group' : log);

async function tooMuch(trx: Trx, session: string, fresh: readonly NewEntry[]): Promise<boolean> {
	const played = fresh.filter((entry) => isPlay(entry.circle));
	const [first] = played;
	if (!first) return false;
	if (played.some((entry) => entry.envelope.length > PLAYED_MAX)) return true;
	const { before } = await trx
		.selectFrom('live_entry')
		.select((eb) => eb.fn.countAll<number>().as('before'))
		.where('session_id', '=', session)
		.where('circle', '=', first.circle)
		.executeTakeFirstOrThrow();
	return before + played.length > MOST_PLAYED;
}

/**
 * A circle that waits for its next epoch still takes live entries under the one it has: whoever made the rotation
 * necessary gets nothing from the server any more, and a woman who steps out cannot wait for it.
 */
async function epochsOf(trx: Trx, group: string, entries: readonly NewEntry[]): Promise<Map<string, number>> {
	const circles = [...new Set(entries.map((entry) => keyCircle(entry.circle)))];
	if (circles.length === 0) return new Map();
	const rows = await trx
		.selectFrom('circle')
		.select(['circle', 'epoch'])
		.where('group_id', '=', group)
		.where('circle', 'in', circles)
		.execute();
	return new Map(rows.map((row) => [row.circle, row.epoch]));
}

async function knownIds(trx: Trx, session: string, entries: readonly NewEntry[]): Promise<Set<string>> {
	const ids = entries.map((entry) => entry.entry);
	if (ids.length === 0) return new Set();
	const rows = await trx
		.selectFrom('live_entry')
		.select('entry_id')
		.where('session_id', '=', session)
		.where('entry_id', 'in', ids)
		.execute();
	return new Set(rows.map((row) => row.entry_id));
}

async function lastNumbers(trx: Trx, session: string): Promise<Map<string, number>> {
	const rows = await trx
		.selectFrom('live_entry')
		.select((eb) => ['circle', eb.fn.max('seq').as('last')])
		.where('session_id', '=', session)
		.groupBy('circle')
		.execute();
	const last = new Map<string, number>();
	for (const row of rows) last.set(sequenceOf(row.circle), Math.max(last.get(sequenceOf(row.circle)) ?? 0, row.last));
	return last;
}
