import type { Wrap } from './change.ts';
import { isHandle, isHash, memberOf } from './circles.ts';
import { epochKey, newSession, takeState, takeWraps, type GroupSession } from './group-session.ts';
import { viewOf } from './group-view.ts';
import { emptyRoster } from './roster-apply.ts';
import { eventHash, parseEvent } from './roster-event.ts';
import { lengthen, type Place, type Short } from './roster-short.ts';
import { extendRoster } from './roster-verify.ts';
import type { RosterState } from './roster.ts';
import type { Handle, Hash } from './sealed.ts';
import { ringOf, type VaultContext } from './vault-context.ts';
import type { GroupAnswer, GroupRefusal } from './vault.ts';

interface Given {
	group: Hash;
	handle: Handle;
	/** Whole, or in short. */
	events: readonly Short[];
	wraps: Wrap[];
}

/**
 * Takes a group's log (whole, or from anywhere up to the first event not seen yet) and wraps. Refuses a log that
 * contradicts or falls short of what this Vault has seen before, and leaves what it knew as it was.
 */
export async function openGroup(context: VaultContext, given: Given): Promise<GroupAnswer> {
	const ring = ringOf(context);
	const { group, handle, events, wraps } = given;
	const refuse = (reason: GroupRefusal, at: number): GroupAnswer => ({ ok: false, reason, at });
	if (!isHash(group) || !isHandle(handle) || !Array.isArray(events) || !Array.isArray(wraps)) return refuse('shape', 0);
	const known = context.groups.get(group);
	const session = known?.handle === handle ? known : newSession(group, handle);
	const verdict = await readEvents(context, group, known?.state, events);
	if (!verdict.ok) return verdict;
	if (verdict.state.group !== group) return refuse('wrong-group', 0);
	if (!memberOf(verdict.state, handle)) return refuse('not-a-member', verdict.state.seq);
	context.pins.set(group, verdict.state.heads);
	await takeState(session, verdict.state, ring);
	takeWraps(session, wraps.filter(isWrap));
	context.groups.set(group, session);
	await Promise.all(['group', 'facilitators'].map((circle) => openNewest(session, circle)));
	return { ok: true, ...viewOf(session) };
}

/** The two keys that the first screen wants; every other wrap is opened when something under it is read. */
async function openNewest(session: GroupSession, circle: string): Promise<void> {
	const epoch = session.state.circles[circle]?.epoch ?? 0;
	if (epoch > 0) await epochKey(session, circle, epoch);
}

function isWrap(wrap: unknown): wrap is Wrap {
	if (typeof wrap !== 'object' || wrap === null) return false;
	const { circle, epoch, file, readers, live } = wrap as Record<string, unknown>;
	const texts = (list: unknown) => Array.isArray(list) && list.every((item) => typeof item === 'string');
	return (
		typeof circle === 'string' &&
		Number.isSafeInteger(epoch) &&
		typeof file === 'string' &&
		texts(readers) &&
		texts(live)
	);
}

type Read = { ok: true; state: RosterState } | { ok: false; reason: GroupRefusal; at: number };

interface Pinned {
	group: Hash;
	pins: Hash[];
}

/** Compares what was seen before, by hash alone, and verifies what is new. */
async function readEvents(
	context: VaultContext,
	group: Hash,
	known: RosterState | undefined,
	events: Given['events']
): Promise<Read> {
	const state = known ?? emptyRoster();
	const pins = context.pins.get(group) ?? [];
	const first = events[0]?.seq ?? state.seq + 1;
	if (!Number.isSafeInteger(first) || first < 0) return { ok: false, reason: 'shape', at: 0 };
	if (first > state.seq + 1) return { ok: false, reason: 'gap', at: state.seq + 1 };
	const forked = await firstFork(events, first, { group, pins });
	if (forked !== null) return forked;
	if (first === 0 && events.length < pins.length) return { ok: false, reason: 'rolled-back', at: events.length };
	const verdict = await extendRoster(state, events.slice(state.seq + 1 - first), readShort);
	if (!verdict.ok) return verdict;
	return verdict.state.heads.length < pins.length
		? { ok: false, reason: 'rolled-back', at: verdict.state.seq }
		: verdict;
}

const readShort = (raw: unknown, place: Place) => parseEvent(lengthen(raw, place));

async function firstFork(events: Given['events'], first: number, { group, pins }: Pinned): Promise<Read | null> {
	const placeOf = (seq: number): Place => (seq === 0 ? { group: '', prev: '' } : { group, prev: pins[seq - 1] ?? '' });
	const overlap = events.slice(0, Math.max(0, pins.length - first)).map((raw, i) => readShort(raw, placeOf(first + i)));
	const broken = overlap.indexOf(null);
	if (broken >= 0) return { ok: false, reason: 'shape', at: first + broken };
	const hashes = await Promise.all(overlap.flatMap((event) => (event ? [eventHash(event)] : [])));
	const at = hashes.findIndex((hash, i) => hash !== pins[first + i]);
	return at < 0 ? null : { ok: false, reason: 'forked', at: first + at };
}
