import * as v from 'valibot';
import { guided } from '#lib/activities/activity.ts';
import { derivedId } from '#lib/platform/derived-id.ts';
import { line, prose } from '#lib/platform/text.ts';

// One meeting. In plain on the server: `Session`. Sealed: the plan (group), the notes and overrides (facilitators),
// each woman's answer (herself and the facilitators).

export type SessionState = 'planned' | 'announced' | 'live' | 'closed' | 'cancelled';

/** What the server sees and answers. `facilitators` are handles. */
export interface Session {
	id: string;
	venue: string | null;
	/** Milliseconds, UTC; shown in the group's zone. */
	startsAt: number;
	endsAt: number;
	state: SessionState;
	facilitators: string[];
	/** Id of the `override` record, when a failed check was overridden. Only facilitators are told; null for a member. */
	override: string | null;
	/** One more at each change of time, place, facilitators or state. A write names the one it changes. */
	revision: number;
	startedAt: number | null;
	closedAt: number | null;
	/** The one who asks has said yes. Never about anybody else. */
	mayOpen: boolean;
}

/** Types of sealed records of this slice. The id of all but `override` and `answer` is the session's id. */
export const RECORDS = {
	plan: 'plan',
	notes: 'session-notes',
	override: 'override',
	answer: 'answer'
} as const;

/** At most this long, as typed; the rest of the limits stand in the schemas. */
export const LIMITS = {
	title: 80,
	prompt: 400,
	note: 1000,
	notes: 4000,
	reason: 600,
	sideRoom: 120,
	items: 20,
	minutes: 240
};

const id = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
const instant = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const ITEM_KINDS = ['opening', 'agreement', 'safety', 'activity', 'break', 'closing', 'other'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

const fields = v.object({
	id: id(),
	kind: v.picklist(ITEM_KINDS),
	title: line(LIMITS.title, 1),
	/** What may be said, for the facilitators' voice; members see it too. */
	prompt: prose(LIMITS.prompt),
	minutes: v.pipe(v.number(), v.safeInteger(), v.minValue(1, 'minutes'), v.maxValue(LIMITS.minutes, 'minutes')),
	/** The activity whose guide is opened from this part; plans from before have none. */
	activity: guided()
});
/** One timed part of the plan. Without the key where there is none: what is sealed has no undefined in it. */
export const planItem = v.pipe(
	fields,
	v.transform(({ activity, ...rest }) => ({ ...rest, ...(activity && { activity }) }))
);
export type PlanItem = v.InferOutput<typeof planItem>;

export const CHECKS = ['facilitators', 'side-room', 'venue-card', 'light', 'safety'] as const;
export type CheckName = (typeof CHECKS)[number];

/** Record `plan`, circle `group`, signed: what every member may see, and what the checks said. */
export const plan = v.object({
	v: v.literal(1),
	/** The same facts as the server's row; a device shows where they do not match. */
	startsAt: instant(),
	endsAt: instant(),
	zone: line(64),
	venue: v.nullable(id()),
	facilitators: v.array(id()),
	sideRoom: line(LIMITS.sideRoom),
	items: v.pipe(v.array(planItem), v.maxLength(LIMITS.items, 'long')),
	/** A few words to everybody. */
	note: prose(LIMITS.note),
	/** Checks that failed when this was signed; each has a reason in the override. */
	failed: v.array(v.picklist(CHECKS)),
	/** The lighting check it rests on, when it is dark. */
	lighting: v.nullable(id())
});
export type Plan = v.InferOutput<typeof plan>;

/** Record `session-notes`, circle `facilitators`. */
export const notes = v.object({ v: v.literal(1), text: prose(LIMITS.notes) });
export type Notes = v.InferOutput<typeof notes>;

/** Record `override`, circle `facilitators`: why it goes ahead all the same, one reason for each failed check. */
export const override = v.object({
	v: v.literal(1),
	session: id(),
	reasons: v.array(v.object({ check: v.picklist(CHECKS), reason: prose(LIMITS.reason, 1) }))
});
export type Override = v.InferOutput<typeof override>;

export const ANSWERS = ['yes', 'perhaps', 'no'] as const;
export type Coming = (typeof ANSWERS)[number];

/** Record `answer`, circle `member:<handle>`. Its id is `answerId(session, handle)`: one per woman and session. */
export const answer = v.object({ v: v.literal(1), session: id(), coming: v.picklist(ANSWERS) });
export type AnswerBody = v.InferOutput<typeof answer>;

/** Two of her devices write the same record, not two. */
export const answerId = (session: string, handle: string) => derivedId('answer', session, handle);

/** Under which the job of a reminder is kept, so that an answer can end it. */
export const reminderKey = (account: string, session: string) => `reminder:${account}:${session}`;

/** Which state a session may go to. `live` and `closed` are set by the live session's own verbs. */
const NEXT: Record<SessionState, readonly SessionState[]> = {
	planned: ['announced', 'cancelled'],
	announced: ['live', 'cancelled'],
	live: ['closed'],
	closed: [],
	cancelled: []
};
export const mayBecome = (from: SessionState, to: SessionState): boolean => NEXT[from].includes(to);

/** Planned or announced: it may still be moved, changed and cancelled. */
export const mayChange = (state: SessionState): boolean => mayBecome(state, 'cancelled');

/** Answers are taken from its announcement until it is over, and changed as often as she likes. */
export const mayAnswer = (session: Pick<Session, 'state' | 'endsAt'>, now: number): boolean =>
	(session.state === 'announced' || session.state === 'live') && now < session.endsAt;

/** Whoever holds it is there. One who has stopped facilitating holds it no more, though the plan may still name her. */
export const holds = (
	session: Pick<Session, 'facilitators'>,
	{ facilitator, handle }: { facilitator: boolean; handle: string }
): boolean => facilitator && session.facilitators.includes(handle);

/** Members see a session once it is announced; what is being planned is the facilitators'. */
export const isForMembers = (state: SessionState): boolean => state !== 'planned';

/** Begun sooner than this before its time, it is begun early. */
export const EARLY_MS = 2 * 3_600_000;

/** No session is longer than this, and none is planned further ahead. */
export const LONGEST_MS = 8 * 3_600_000;
export const FURTHEST_MS = 400 * 86_400_000;

export type TimesRefusal = 'in-the-past' | 'ends-before-start' | 'too-long' | 'too-far';
/** The same rule on the device, beside the field, and on the server. */
export function checkTimes(startsAt: number, endsAt: number, now: number): TimesRefusal | undefined {
	if (endsAt <= startsAt) return 'ends-before-start';
	if (startsAt <= now) return 'in-the-past';
	if (endsAt - startsAt > LONGEST_MS) return 'too-long';
	if (startsAt - now > FURTHEST_MS) return 'too-far';
	return undefined;
}

/** The next one from now on that still takes place, or the one that is on. */
export function nextOf<S extends Pick<Session, 'state' | 'startsAt' | 'endsAt'>>(
	all: readonly S[],
	now: number
): S | undefined {
	return all
		.filter((s) => s.state === 'live' || (s.state === 'announced' && s.endsAt > now))
		.sort((a, b) => a.startsAt - b.startsAt)[0];
}
