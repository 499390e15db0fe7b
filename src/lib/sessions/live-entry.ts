import * as v from 'valibot';
import { guided } from '#lib/activities/activity.ts';
import { guideMore, guideSet, guideTurn } from '#lib/activities/guide-turns.ts';
import type { CircleName, Handle, Json } from '#lib/crypto/sealed.ts';

// [Note: live log] A session in progress is a log of sealed entries, one sequence per circle:
//   group          the shared run-sheet, written by facilitators
//   facilitators   names, attendance, side room, who has been seen to, the guide that both lead from
//   member:<her>   her silent signals, that she asks everybody to stop, and a facilitator's "I'm going" or "I've heard"
//   play:<her>     what she does in a game together, read by all of the group; numbered through with everybody's others
// Nothing is ever changed or taken out. The screen is a pure fold of the log, so that two phones with the same entries
// show the same, in whatever order the circles reached them. An entry names what it moves from; when two facilitators
// press at once the second no longer fits and changes nothing.

const handle = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
const entryId = handle;
const at = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(200));
const minutes = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(600));
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

const runItem = v.object({
	title: text(200),
	prompt: text(1000),
	minutes,
	activity: guided()
});
const person = v.object({ handle, name: text(200) });

/** The plan and the names as they stood at the start: while covered nothing else can be opened. */
const kinds = {
	start: v.object({ kind: v.literal('start'), at, items: v.pipe(v.array(runItem), v.minLength(1), v.maxLength(100)) }),
	next: v.object({ kind: v.literal('next'), at, from: place }),
	skip: v.object({ kind: v.literal('skip'), at, from: place }),
	back: v.object({ kind: v.literal('back'), at, from: place }),
	more: v.object({ kind: v.literal('more'), at, item: place, was: minutes, minutes }),
	stop: v.object({ kind: v.literal('stop'), at }),
	'go-on': v.object({ kind: v.literal('go-on'), at, stop: entryId }),
	close: v.object({ kind: v.literal('close'), at }),
	people: v.object({ kind: v.literal('people'), at, people: v.array(person), sideRoom: text(500), note: text(8000) }),
	here: v.object({ kind: v.literal('here'), at, who: handle, on: v.boolean() }),
	'side-room': v.object({ kind: v.literal('side-room'), at, used: v.boolean(), who: v.nullable(handle) }),
	settled: v.object({ kind: v.literal('settled'), at, about: entryId }),
	'guide-turn': v.object({ kind: v.literal('guide-turn'), at, ...guideTurn }),
	'guide-set': v.object({ kind: v.literal('guide-set'), at, ...guideSet }),
	'guide-more': v.object({ kind: v.literal('guide-more'), at, ...guideMore }),
	signal: v.object({ kind: v.literal('signal'), at, what: v.picklist(['out', 'with-me', 'fine', 'back']) }),
	going: v.object({ kind: v.literal('going'), at, about: entryId, name: text(200) }),
	'ask-stop': v.object({ kind: v.literal('ask-stop'), at }),
	heard: v.object({ kind: v.literal('heard'), at, about: entryId })
} as const;

const body = v.variant('kind', [
	kinds.start,
	kinds.next,
	kinds.skip,
	kinds.back,
	kinds.more,
	kinds.stop,
	kinds['go-on'],
	kinds.close,
	kinds.people,
	kinds.here,
	kinds['side-room'],
	kinds.settled,
	kinds['guide-turn'],
	kinds['guide-set'],
	kinds['guide-more'],
	kinds.signal,
	kinds.going,
	kinds['ask-stop'],
	kinds.heard
]);

export type LiveBody = v.InferOutput<typeof body>;
export type LiveKind = LiveBody['kind'];
export type RunItem = v.InferOutput<typeof runItem>;
export type Person = v.InferOutput<typeof person>;
export type Signal = v.InferOutput<(typeof kinds)['signal']>['what'];
export type Body<K extends LiveKind> = Extract<LiveBody, { kind: K }>;

/** A part of the plan, as it runs. */
export const runItemOf = ({ title, prompt, minutes, activity }: RunItem): RunItem => ({
	...{ title, prompt, minutes },
	...(activity && { activity })
});

/** What was in an opened entry, or undefined for something a newer or a broken program wrote: it is passed over. */
export function parseBody(json: Json): LiveBody | undefined {
	const result = v.safeParse(body, json);
	return result.success ? result.output : undefined;
}

export interface LiveEntry {
	circle: CircleName;
	/** The server's number within the circle; null while it waits to be sent. */
	seq: number | null;
	id: string;
	author: Handle;
	body: LiveBody;
}

/** Somebody's log of a game. What a woman does there stands in hers and in no other: so nobody can move for her. */
export const isPlay = (log: string): log is PlayLog => log.startsWith('play:');
export type PlayLog = `play:${string}`;

/** What a log is numbered with: the logs of a game together, since their order is the game's. */
export const sequenceOf = (log: string): string => (isPlay(log) ? 'play' : log);

/** Who may add to which log. The server holds to it too; it sees the log and not the content. */
export function mayWrite(log: string, who: { handle: Handle; facilitator: boolean }): boolean {
	if (isPlay(log)) return log === `play:${who.handle}`;
	return who.facilitator || log === `member:${who.handle}`;
}

/** Who may read which log. */
export function mayRead(log: string, who: { handle: Handle; facilitator: boolean }): boolean {
	return who.facilitator || log === 'group' || isPlay(log) || log === `member:${who.handle}`;
}
