import { parsePlay, type PlayBody, type Played } from '#lib/activities/screen/play-entry.ts';
import type { OpenedLive, OpenRefusal } from '#lib/crypto/record.ts';
import type { CircleName } from '#lib/crypto/sealed.ts';
import type { Answer } from '#lib/platform/client/api.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { isPlay, parseBody, type LiveBody, type LiveEntry, type PlayLog } from '../live-entry.ts';
import type { KeptRow } from './live-store.ts';

/** Something to say in one circle, or to do in her own log of a game; of that nobody keeps the time. */
export type Said = { circle: CircleName; body: DistributiveOmit<LiveBody, 'at'> } | { circle: PlayLog; body: PlayBody };
type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

export type LiveRefusal = 'not-started' | 'not-announced' | 'ended';

/** An opened entry, as one of the two folds takes it. */
export interface OpenedEntry {
	said?: LiveEntry;
	played?: Played;
	/** It does not open as anybody wrote it. */
	altered?: true;
}

/**
 * What no honest program and server bring about: the group was fetched after the entry, so that no epoch is later. A
 * server can do it, and so can anybody in her own log, with filling; therefore no cause is said. Not here: another suite
 * byte, which a newer Rowan may write, and an epoch whose key she lacks, as of all that was before she was let in.
 */
const ALTERED: ReadonlySet<OpenRefusal> = new Set(['damaged', 'wrong-author', 'wrong-place', 'later-epoch']);

/** What it says, or undefined for something a newer or a broken program wrote. */
export function entryOf(row: KeptRow, opened: OpenedLive | undefined): OpenedEntry | undefined {
	if (!opened?.ok) return opened && ALTERED.has(opened.reason) ? { altered: true } : undefined;
	const { circle, seq, entry: id } = row;
	const { author, body: json } = opened;
	if (isPlay(circle)) {
		const body = parsePlay(json);
		return body && { played: { seq, id, author, body } };
	}
	const body = parseBody(json);
	return body && { said: { circle, seq, id, author, body } };
}

const REFUSALS: readonly string[] = ['not-started', 'not-announced', 'ended'] satisfies LiveRefusal[];

/** A refusal that says something of the session; any other is trouble. */
export function refusal(answer: Extract<Answer<unknown>, { ok: false }>): Outcome<object, LiveRefusal> {
	if (REFUSALS.includes(answer.reason)) return { ok: false, reason: answer.reason as LiveRefusal };
	return troubleOf(answer);
}
