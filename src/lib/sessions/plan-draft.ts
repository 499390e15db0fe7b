import * as v from 'valibot';
import { newId } from '#lib/crypto/encoding.ts';
import { problems } from '#lib/platform/text.ts';
import type { SessionDetail } from './client/sessions.ts';
import { check, failedOf, type Check, type CheckInput } from './checks.ts';
import {
	CHECKS,
	checkTimes,
	ITEM_KINDS,
	LIMITS,
	notes,
	plan,
	type CheckName,
	type Override,
	type PlanItem
} from './session.ts';
import { minutesOf } from './template.ts';
import { parseWhen, wall, type WhenProblem } from './zoned.ts';

const loose = () => v.pipe(v.string(), v.maxLength(10_000));

/** What stands in the form while she plans, right or not. Kept as a draft under her own key. */
export const planDraft = v.object({
	/** The session's: of a new one chosen here, so that every try to save it is about the same. */
	id: v.optional(v.string(), newId),
	/** The revision it started from; 0 for a new one. When it has moved on, both are shown before anything is saved. */
	basis: v.number(),
	day: loose(),
	start: loose(),
	end: loose(),
	/** For a time that comes twice in the night of a clock change: the first or the second. */
	which: v.picklist(['', '0', '1']),
	venue: v.string(),
	sideRoom: loose(),
	/** Two handles; the second may be empty. */
	one: v.string(),
	two: v.string(),
	items: v.array(
		v.object({ id: v.string(), kind: v.picklist(ITEM_KINDS), title: loose(), prompt: loose(), minutes: v.number() })
	),
	note: loose(),
	notes: loose(),
	reasons: v.record(v.string(), loose())
});
export type PlanDraft = v.InferOutput<typeof planDraft>;

/** An empty plan, with herself as the first facilitator. */
export const newDraft = (me: string, day: string): PlanDraft => ({
	id: newId(),
	basis: 0,
	day,
	start: '',
	end: '',
	which: '',
	venue: '',
	sideRoom: '',
	one: me,
	two: '',
	items: [],
	note: '',
	notes: '',
	reasons: {}
});

/** The form as it stands saved. */
export function draftOf(session: SessionDetail, zone: string): PlanDraft {
	const { sideRoom = '', items = [], note = '' } = session.plan?.body ?? {};
	const [start, end] = [wall(session.startsAt, zone), wall(session.endsAt, zone)];
	const reasons = Object.fromEntries((session.overridden?.body.reasons ?? []).map((one) => [one.check, one.reason]));
	return {
		id: session.id,
		basis: session.revision,
		day: start.day,
		start: start.time,
		end: end.time,
		which: whichOf(session.startsAt, start, zone),
		venue: session.venue ?? '',
		sideRoom,
		one: session.facilitators[0] ?? '',
		two: session.facilitators[1] ?? '',
		items: items.map((item) => ({ ...item })),
		note,
		notes: session.notes?.body.text ?? '',
		reasons
	};
}

function whichOf(at: number, { day, time }: { day: string; time: string }, zone: string): PlanDraft['which'] {
	const when = parseWhen(day, time, zone);
	return !when.ok && when.reason === 'twice' ? (when.choices[1] === at ? '1' : '0') : '';
}

/** A plan like an earlier one, a week later: everything but what was true of that day only. */
export const again = (session: SessionDetail, zone: string, now: number): PlanDraft => {
	const week = 7 * 86_400_000;
	const weeks = Math.max(1, Math.ceil((now - session.startsAt) / week));
	const before = draftOf(session, zone);
	// By the calendar and not by hours: half past six stays half past six over a clock change.
	const day = new Date(Date.parse(`${before.day}T00:00:00Z`) + weeks * week).toISOString().slice(0, 10);
	return { ...before, id: newId(), basis: 0, day, which: '', reasons: {}, note: '', notes: '' };
};

export type TimeProblem = WhenProblem | 'twice' | 'in-the-past' | 'ends-before-start' | 'too-long' | 'too-far';
export interface Times {
	startsAt?: number;
	endsAt?: number;
	/** By field. */
	wrong: { day?: TimeProblem; start?: TimeProblem; end?: TimeProblem };
	/** The two instants to choose from. */
	choices?: [number, number];
}

/**
 * The instants in what she typed, in the group's zone.
 * @param kept times that are saved already: they may lie in the past
 */
export function timesOf(
	draft: Pick<PlanDraft, 'day' | 'start' | 'end' | 'which'>,
	zone: string,
	now: number,
	kept?: { startsAt: number; endsAt: number }
): Times {
	const which = draft.which === '' ? undefined : (Number(draft.which) as 0 | 1);
	const start = parseWhen(draft.day, draft.start, zone, which);
	if (!start.ok) {
		const field = start.reason === 'no-day' || start.reason === 'not-a-day' ? 'day' : 'start';
		return { wrong: { [field]: start.reason }, ...('choices' in start ? { choices: start.choices } : {}) };
	}
	// An end that comes twice is the one that comes first after the start.
	const first = parseWhen(draft.day, draft.end, zone, 0);
	const end = first.ok && first.at <= start.at ? parseWhen(draft.day, draft.end, zone, 1) : first;
	if (!end.ok) return { startsAt: start.at, wrong: { end: end.reason } };
	const twice = parseWhen(draft.day, draft.start, zone);
	const choices = !twice.ok && twice.reason === 'twice' ? { choices: twice.choices } : {};
	const same = kept?.startsAt === start.at && kept.endsAt === end.at;
	const problem = same ? undefined : checkTimes(start.at, end.at, now);
	const field = problem === 'in-the-past' || problem === 'too-far' ? 'day' : 'end';
	return { startsAt: start.at, endsAt: end.at, wrong: problem ? { [field]: problem } : {}, ...choices };
}

export const STEPS = ['when', 'where', 'who', 'parts', 'checks'] as const;
export type StepName = (typeof STEPS)[number];

const planFields = v.pick(plan, ['sideRoom', 'items', 'note']);

/** What is wrong on one screen of the form, by path. */
export function problemsAt(step: StepName, draft: PlanDraft, times: Times): Record<string, string> {
	if (step === 'when') return { ...times.wrong };
	if (step === 'who')
		return draft.one === '' && draft.two === '' ? { one: 'empty' } : draft.one === draft.two ? { two: 'same' } : {};
	if (step === 'checks') return { ...problems(v.omit(notes, ['v']), { text: draft.notes }), ...longReasons(draft) };
	const found = problems(planFields, draft);
	const inParts = (path: string) => path.startsWith('items') || path === 'note';
	return Object.fromEntries(Object.entries(found).filter(([path]) => inParts(path) === (step === 'parts')));
}

function longReasons({ reasons }: PlanDraft): Record<string, string> {
	const long = Object.entries(reasons).filter(([, reason]) => [...reason.trim()].length > LIMITS.reason);
	return Object.fromEntries(long.map(([name]) => [`reasons.${name}`, 'long']));
}

export const facilitatorsOf = (draft: Pick<PlanDraft, 'one' | 'two'>): string[] =>
	[...new Set([draft.one, draft.two])].filter(Boolean);

/** The reasons that are wanted and written, of the checks that did not pass. */
export const reasonsOf = (checks: readonly Check[]): Override['reasons'] =>
	checks.flatMap(({ name, state, reason }) => (state === 'overridden' && reason ? [{ check: name, reason }] : []));

/** The checks of what stands in the form. */
export function checksOf(
	draft: PlanDraft,
	facts: Pick<CheckInput, 'venue' | 'light' | 'lighting' | 'changedOn' | 'recentFrom'>,
	active: readonly string[]
): Check[] {
	const reasons = Object.fromEntries(CHECKS.map((name: CheckName) => [name, draft.reasons[name]]));
	const facilitators = facilitatorsOf(draft).filter((handle) => active.includes(handle));
	return check({ ...facts, facilitators, sideRoom: draft.sideRoom, items: draft.items, reasons });
}

/** What `sessions.plan` wants of it, beside the times and the base. */
export function partsOf(draft: PlanDraft, checks: readonly Check[], lighting: string | null) {
	const { sideRoom, note, items } = v.parse(planFields, draft);
	return {
		venue: draft.venue || null,
		facilitators: facilitatorsOf(draft),
		plan: { sideRoom, note, items, failed: failedOf(checks), lighting },
		notes: draft.notes.trim(),
		reasons: reasonsOf(checks)
	};
}

/** Where the parts and the evening do not fit: minutes too many (above 0) or left over (below). */
export function overrun(items: readonly Pick<PlanItem, 'minutes'>[], { startsAt, endsAt }: Times): number {
	if (startsAt === undefined || endsAt === undefined || items.length === 0) return 0;
	return minutesOf(items) - Math.round((endsAt - startsAt) / 60_000);
}
