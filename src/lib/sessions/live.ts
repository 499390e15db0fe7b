import { foldGuide, type GuideEntry, type SharedGuide, type Stop } from '#lib/activities/guide-turns.ts';
import type { CircleName, Handle } from '#lib/crypto/sealed.ts';
import { foldAsks, type Ask } from './live-asks.ts';
import type { Body, LiveEntry, Person, RunItem, Signal } from './live-entry.ts';

// The screen as a pure fold of the entries; see [Note: live log] in live-entry.ts.

/** A session left running ends by itself after this long. */
export const LONGEST_MS = 4 * 60 * 60_000;

export interface RunState {
	/** Null until somebody has started. */
	started: number | null;
	items: RunItem[];
	/** Place in `items`; `items.length` once the last is done. */
	current: number;
	/** When the current item began. */
	since: number;
	/** Milliseconds of the current item in which everything was stopped. */
	rested: number;
	/** Minutes added to each item. */
	extra: number[];
	skipped: boolean[];
	stopped: { id: string; at: number } | null;
	/** Every stop that counted, and its end. */
	stops: readonly Stop[];
	closed: number | null;
	/** Who brought this part on with *Next*; null if it came another way. */
	by: Handle | null;
}

export interface OutOfRoom {
	who: Handle;
	/** The newest signal's entry; an answer to an older one no longer counts. */
	id: string;
	what: Exclude<Signal, 'back'>;
	/** When she first left. */
	since: number;
	with: Person[];
	settled: boolean;
	/** A facilitator has told her that she has seen it. */
	seen: boolean;
}

export interface LiveState {
	run: RunState;
	people: Person[];
	sideRoom: { name: string; used: boolean; who: Handle | null; since: number };
	note: string;
	here: Handle[];
	out: OutOfRoom[];
	/** Who asked everybody to stop: of each woman the newest time. */
	asks: Ask[];
	/** The guide of what is done together, as both facilitators have it. */
	guide: SharedGuide;
}

/**
 * The session as its entries tell it. Entries may come in any order, several times, from any number of circles; the
 * answer depends only on the set of them. Those of a circle are taken by number, unsent ones last in the order given.
 *
 * @param facilitators handles whose moves count; anyone else's in the shared circles are passed over
 */
export function fold(entries: readonly LiveEntry[], facilitators: ReadonlySet<Handle>): LiveState {
	const logs = byCircle(entries);
	const log = (circle: CircleName) => (logs.get(circle) ?? []).filter((e) => facilitators.has(e.author));
	const room = foldRoom(log('facilitators'));
	const members = [...logs.keys()].filter((circle) => circle.startsWith('member:')).sort();
	const out = members.flatMap((circle) => foldSignals(circle, logs.get(circle) ?? [], facilitators, room.settled));
	const asks = members.flatMap((circle) => foldAsks(circle, logs.get(circle) ?? [], facilitators));
	const { settled: _, turns, ...rest } = room;
	const run = log('group').reduce(step, NOT_STARTED);
	return { run, ...rest, out: out.sort(bySince), asks, guide: foldGuide(turns, run.stops) };
}

const bySince = (a: OutOfRoom, b: OutOfRoom) => a.since - b.since || (a.who < b.who ? -1 : 1);

function byCircle(entries: readonly LiveEntry[]): Map<CircleName, LiveEntry[]> {
	const known = new Map<string, LiveEntry>();
	for (const entry of entries) {
		const had = known.get(entry.id);
		if (!had || (had.seq === null && entry.seq !== null)) known.set(entry.id, entry);
	}
	const logs = new Map<CircleName, LiveEntry[]>();
	for (const entry of known.values()) logs.set(entry.circle, [...(logs.get(entry.circle) ?? []), entry]);
	for (const log of logs.values()) log.sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || 0);
	return logs;
}

const NOT_STARTED: RunState = {
	started: null,
	items: [],
	current: 0,
	since: 0,
	rested: 0,
	extra: [],
	skipped: [],
	stopped: null,
	stops: [],
	closed: null,
	by: null
};

/** One entry of the shared run-sheet. What does not fit the state changes nothing. */
function step(run: RunState, { id, author, body }: LiveEntry): RunState {
	if (body.kind === 'start') return run.started === null ? begin(body) : run;
	if (run.started === null || run.closed !== null) return run;
	switch (body.kind) {
		case 'stop':
			return run.stopped ? run : { ...run, stopped: { id, at: body.at }, stops: stops(run, 'pause', body.at) };
		case 'go-on':
			return run.stopped?.id === body.stop ? goOn(run, run.stopped.at, body.at) : run;
		case 'close':
			return { ...run, closed: body.at };
		case 'next':
		case 'skip':
		case 'back':
			return run.stopped || body.from !== run.current ? run : move(run, body, author);
		case 'more':
			return more(run, body);
		default:
			return run;
	}
}

function begin({ at, items }: Body<'start'>): RunState {
	const extra = items.map(() => 0);
	return { ...NOT_STARTED, started: at, since: at, items, extra, skipped: items.map(() => false) };
}

const stops = (run: RunState, kind: Stop['kind'], at: number): Stop[] => [...run.stops, { kind, at }];

const goOn = (run: RunState, from: number, to: number): RunState => ({
	...run,
	stopped: null,
	stops: stops(run, 'go-on', to),
	rested: run.rested + Math.max(0, to - from)
});

function move(run: RunState, { kind, at }: Body<'next' | 'skip' | 'back'>, author: Handle): RunState {
	const to = kind === 'back' ? run.current - 1 : run.current + 1;
	if (to < 0 || to > run.items.length) return run;
	const skipped = run.skipped.map((was, i) => {
		if (kind === 'back' && i === to) return false;
		return was || (kind === 'skip' && i === run.current);
	});
	return { ...run, current: to, since: at, rested: 0, skipped, by: kind === 'next' ? author : null };
}

/** Says what it adds to, so that two facilitators who both press *5 more* add five and not ten. */
function more(run: RunState, { item, was, minutes }: Body<'more'>): RunState {
	if (item !== run.current || run.extra[item] !== was) return run;
	return { ...run, extra: run.extra.map((n, i) => (i === item ? n + minutes : n)) };
}

type Room = Pick<LiveState, 'people' | 'sideRoom' | 'note' | 'here'> & { settled: Set<string>; turns: GuideEntry[] };

function foldRoom(log: readonly LiveEntry[]): Room {
	let people: Person[] | undefined;
	let note = '';
	const sideRoom: LiveState['sideRoom'] = { name: '', used: false, who: null, since: 0 };
	const here = new Set<Handle>();
	const settled = new Set<string>();
	const turns: GuideEntry[] = [];
	for (const { id, author, body } of log) {
		if (body.kind === 'people' && !people) {
			people = body.people;
			note = body.note;
			sideRoom.name = body.sideRoom;
		}
		if (body.kind === 'here') {
			if (body.on) here.add(body.who);
			else here.delete(body.who);
		}
		if (body.kind === 'side-room') Object.assign(sideRoom, { used: body.used, who: body.who, since: body.at });
		if (body.kind === 'settled') settled.add(body.about);
		if (body.kind === 'guide-turn' || body.kind === 'guide-set' || body.kind === 'guide-more')
			turns.push({ id, author, body });
	}
	return { people: people ?? [], note, sideRoom, here: [...here].sort(), settled, turns };
}

/** One woman's own circle: her signals, and who said that she goes to her. */
function foldSignals(
	circle: CircleName,
	log: readonly LiveEntry[],
	facilitators: ReadonlySet<Handle>,
	settled: ReadonlySet<string>
): OutOfRoom[] {
	const who = circle.slice('member:'.length);
	let out: OutOfRoom | undefined;
	for (const { id, author, body } of log) {
		if (body.kind === 'signal' && author === who) {
			out = body.what === 'back' ? undefined : again(out, { who, id, what: body.what, since: body.at });
		}
		if (body.kind === 'going' && facilitators.has(author) && out?.id === body.about) {
			out = { ...out, with: [...out.with.filter((p) => p.handle !== author), { handle: author, name: body.name }] };
		}
		if (body.kind === 'heard' && facilitators.has(author) && out?.id === body.about) out = { ...out, seen: true };
	}
	if (!out) return [];
	return [settled.has(out.id) ? { ...out, settled: true, with: [] } : out];
}

/** A second signal while she is out: she is still out since the first; who is with her stays with her. */
const again = (before: OutOfRoom | undefined, now: Pick<OutOfRoom, 'who' | 'id' | 'what' | 'since'>): OutOfRoom => ({
	...now,
	since: before?.since ?? now.since,
	with: before?.with ?? [],
	settled: false,
	seen: false
});

const JUST_MS = 2_000;

/**
 * Whether *Next* was pressed for the part before: the other's *Next* reached this phone a moment ago, while she was
 * reaching for the same button. `arrived` and `now`: ms, by this phone's clock.
 */
export const justGone = (run: RunState, me: Handle, arrived: number, now: number): boolean =>
	run.by !== null && run.by !== me && now - arrived < JUST_MS;

export interface ItemClock {
	/** Whole minutes gone, and how many there are with what was added. */
	gone: number;
	of: number;
	/** 0 to 1, for the bar; it stays full afterwards and says nothing more. */
	full: number;
}

/** Where the current item stands at `now` (ms). Counts minutes only: nothing on the screen ticks. */
export function itemClock(run: RunState, now: number): ItemClock {
	const item = run.items[run.current];
	const of = (item?.minutes ?? 0) + (run.extra[run.current] ?? 0);
	const ms = Math.max(0, (run.stopped?.at ?? run.closed ?? now) - run.since - run.rested);
	return { gone: Math.floor(ms / 60_000), of, full: of === 0 ? 0 : Math.min(1, ms / (of * 60_000)) };
}

/** Whole minutes from `since` to `now`, never below 0: two phones' clocks may differ. */
export const minutesSince = (since: number, now: number) => Math.max(0, Math.floor((now - since) / 60_000));

type Named = readonly { handle: Handle; name: string }[];
/** What she is called in the first of these lists that has a name for her. */
export const nameAmong = (handle: Handle, ...lists: (Named | undefined)[]): string =>
	lists.flatMap((list) => list ?? []).find((one) => one.handle === handle && one.name)?.name ?? '';
