import type { RecordRow } from '#lib/crypto/change.ts';
import type { Answer } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { renewAll } from '#lib/groups/client/renew-offers.ts';
import { keptAs } from '#lib/groups/client/open-group.ts';
import {
	getRecords,
	openRows,
	partOf,
	sealAndSend,
	type Got,
	type Piece,
	type SealRefusal
} from '#lib/groups/client/records.ts';
import type { GroupView, Kept } from '#lib/groups/client/view.ts';
import { derivedId } from '#lib/platform/derived-id.ts';
import * as nouns from '../session.ts';
import { RECORDS, type Coming, type Notes, type Plan, type Session } from '../session.ts';

export interface SessionView extends Session {
	/** Null: it does not open, or is older than she is in the group. */
	plan: Kept<Plan> | null;
	/** Handle of the facilitator who signed the plan; empty without one. */
	signedBy: string;
	/** What the signed plan and the server's row do not agree on. */
	differs: ('time' | 'venue' | 'facilitators')[];
	/** Her own answer; null: none yet. */
	coming: Kept<Coming> | null;
}

/** What a facilitator sees besides. */
export interface SessionDetail extends SessionView {
	notes: Kept<Notes> | null;
	/** Why it goes ahead against a check. */
	overridden: Kept<nouns.Override> | null;
	/** By handle. Only facilitators are told; for a member it holds her own. */
	answers: Record<string, Coming>;
}

export interface Listed {
	/** The group's IANA zone: every time of this group is shown in it. */
	zone: string;
	venueOpens: '48h' | 'always';
	sessions: SessionView[];
}

export const path = (view: GroupView, session: string) => `/groups/${view.group}/sessions/${session}`;

type Sent = Omit<Listed, 'sessions'> & { sessions: Session[]; answers: RecordRow[] };
type Look = { ahead?: boolean; signed?: boolean; sent?: Promise<Answer<Sent>> };

/** The first half of `list`, which needs no key, for a slow line. `ahead` leaves out what has ended. */
export const fetchList = (client: Client, group: string, { ahead = false }: Look = {}): Promise<Answer<Sent>> =>
	client.api.get(`/groups/${group}/sessions${ahead ? '?ahead=1' : ''}`);

/**
 * What is to come, on now, or ended less than 35 days ago; facilitators also see what is only planned.
 * @param signed false: fetches no signed plan, so that nothing is said of whether it is what the server shows
 */
export async function list(client: Client, view: GroupView, look: Look = {}): Promise<Outcome<Listed>> {
	const listed = await (look.sent ?? fetchList(client, view.group, look));
	if (!listed.ok) return troubleOf(listed);
	const { sessions, answers, ...rest } = listed.data;
	if (sessions.length === 0) return { ok: true, ...rest, sessions: [] };
	const [plans, mine] = await Promise.all([
		look.signed !== false
			? getRecords(client, view, { types: [RECORDS.plan], ids: sessions.map(({ id }) => id) })
			: { ok: true as const, records: [] },
		openRows(client, view.group, answers)
	]);
	if (!plans.ok) return plans;
	return { ok: true, ...rest, sessions: sessions.map((one) => viewOf(one, plans.records, mine.records)) };
}

function viewOf(session: Session, plans: readonly Got[], mine: readonly Got[]): SessionView {
	const record = plans.find(({ id }) => id === session.id);
	const plan = keptAs(nouns.plan, record);
	const answers = mine.flatMap((r) => {
		const kept = keptAs(nouns.answer, r);
		return kept?.body.session === session.id ? [{ ...kept, body: kept.body.coming }] : [];
	});
	return {
		...session,
		plan,
		signedBy: record?.author ?? '',
		differs: plan ? differs(session, plan.body) : [],
		coming: answers[0] ?? null
	};
}

/** The server could show another time or place than the facilitator signed: then her page says so. */
function differs(session: Session, plan: Plan): SessionView['differs'] {
	const found: SessionView['differs'] = [];
	if (session.startsAt !== plan.startsAt || session.endsAt !== plan.endsAt) found.push('time');
	if (session.venue !== plan.venue) found.push('venue');
	if ([...session.facilitators].sort().join() !== [...plan.facilitators].sort().join()) found.push('facilitators');
	return found;
}

/** One session with all that she may see of it. */
export async function get(
	client: Client,
	view: GroupView,
	session: string
): Promise<Outcome<{ session: SessionDetail } & Omit<Listed, 'sessions'>>> {
	const listed = await list(client, view);
	if (!listed.ok) return listed;
	const { ok: _, sessions, ...rest } = listed;
	const one = sessions.find((s) => s.id === session);
	if (!one) return { ok: false, reason: 'not-here' };
	const own = one.coming ? { [view.me.handle]: one.coming.body } : {};
	if (!view.me.facilitator)
		return { ok: true, ...rest, session: { ...one, notes: null, overridden: null, answers: own } };
	const found = await getRecords(client, view, { types: [RECORDS.notes, RECORDS.override, RECORDS.answer] });
	if (!found.ok) return found;
	const of = (type: string, id: string | null) => found.records.find((r) => r.type === type && r.id === id);
	const notes = keptAs(nouns.notes, of(RECORDS.notes, session));
	const overridden = keptAs(nouns.override, of(RECORDS.override, one.override));
	return { ok: true, ...rest, session: { ...one, notes, overridden, answers: answersTo(session, found.records) } };
}

/** An answer counts for the woman in whose circle it lies, whoever sealed it last. */
function answersTo(session: string, all: readonly Got[]): Record<string, Coming> {
	const found: Record<string, Coming> = {};
	for (const record of all) {
		const kept = record.type === RECORDS.answer ? keptAs(nouns.answer, record) : null;
		if (kept?.body.session === session) found[record.circle.slice('member:'.length)] = kept.body.coming;
	}
	return found;
}

export interface PlanInput {
	/** Of a new session: chosen when its form was begun. */
	id: string;
	/** The session as it was read; absent: a new one. */
	base?: Pick<SessionDetail, 'revision' | 'plan' | 'notes' | 'overridden' | 'override'>;
	startsAt: number;
	endsAt: number;
	venue: string | null;
	/** One or two handles. */
	facilitators: string[];
	plan: Pick<Plan, 'sideRoom' | 'items' | 'note' | 'failed' | 'lighting'>;
	/** Sealed to the facilitators. */
	notes: string;
	/** Reasons for failed checks, sealed to the facilitators; the server sees only that there is such a record. */
	reasons: nouns.Override['reasons'];
}
export type PlanOutcome =
	| { ok: true; id: string; revision: number }
	/** Somebody was faster; `theirs` is what stands now. Hers is not lost. */
	| { ok: false; reason: 'edited'; theirs: SessionDetail | null }
	| {
			ok: false;
			reason: nouns.TimesRefusal | 'venue' | 'facilitators' | 'one-facilitator' | 'no-venue' | 'over';
			why?: string;
	  }
	| SealRefusal;

/** Plans a session or changes it: what the server sees and what is sealed, all of it or nothing. */
export async function plan(client: Client, view: GroupView, input: PlanInput): Promise<PlanOutcome> {
	const { base, id, startsAt, endsAt, venue, facilitators } = input;
	const { override, pieces } = await piecesOf(view, input);
	const answer = await sealAndSend<{ revision: number }>(client, view, pieces, (rows) => {
		const part = (type: string) => {
			const row = rows.find((r) => r.type === type);
			return row && partOf(row);
		};
		const sealed = { plan: part(RECORDS.plan), notes: part(RECORDS.notes), reasons: part(RECORDS.override) };
		const plain = { revision: base?.revision ?? 0, startsAt, endsAt, venue, facilitators, override };
		return client.api.put(path(view, id), { ...plain, ...sealed });
	});
	if (answer.ok && venue !== base?.plan?.body.venue) await renewAll(client, view.group);
	// Saved by an earlier try: since then the other facilitator may have announced it.
	if (answer.ok && answer.data) return { ok: true, id, ...answer.data };
	if (!answer.ok && !('status' in answer)) return answer;
	if (!answer.ok && answer.reason !== 'edited') return refused(answer, PLAN_REFUSALS);
	const found = await get(client, view, id);
	if (!answer.ok) return { ok: false, reason: 'edited', theirs: found.ok ? found.session : null };
	return found.ok ? { ok: true, id, revision: found.session.revision } : found;
}

async function piecesOf(view: GroupView, input: PlanInput): Promise<{ override: string | null; pieces: Piece[] }> {
	const { base, id, startsAt, endsAt, venue, facilitators, notes, reasons } = input;
	const body: Plan = { v: 1, startsAt, endsAt, zone: view.settings.zone, venue, facilitators, ...input.plan };
	const pieces: Piece[] = [
		{ circle: 'group', type: RECORDS.plan, id, base: base?.plan ?? null, body },
		{ circle: 'facilitators', type: RECORDS.notes, id, base: base?.notes ?? null, body: { v: 1, text: notes } }
	];
	if (reasons.length === 0) return { override: null, pieces };
	// The same at every try; and another one later, when reasons come back after there were none.
	const override = base?.override ?? (await derivedId('override', id, String(base?.revision ?? 0)));
	const written = { v: 1, session: id, reasons };
	const at = { circle: 'facilitators', type: RECORDS.override, id: override } as const;
	return { override, pieces: [...pieces, { ...at, base: base?.overridden ?? null, body: written }] };
}

const PLAN_REFUSALS = [
	'in-the-past',
	'ends-before-start',
	'too-long',
	'too-far',
	'venue',
	'facilitators',
	'one-facilitator',
	'no-venue',
	'over',
	'epoch-due'
] as const;

export function refused<R extends string>(answer: Extract<Answer<unknown>, { ok: false }>, known: readonly R[]) {
	const reason = known.find((one) => one === answer.reason);
	return reason ? { ok: false as const, reason } : troubleOf(answer);
}

interface Named {
	id: string;
	revision: number;
}
type Turned<R extends string> = Promise<Outcome<{ revision: number }, R>>;

/** Shows it to the members. */
export const announce = (client: Client, view: GroupView, named: Named) =>
	turn(client, view, named, ['announce', 'no-venue', 'one-facilitator', 'over', 'edited']);

/** It does not take place; and whoever is invited reads what the place of the next one is like. */
export async function cancel(client: Client, view: GroupView, named: Named) {
	const done = await turn(client, view, named, ['cancel', 'over', 'edited']);
	if (done.ok) await renewAll(client, view.group);
	return done;
}

async function turn<R extends string>(
	client: Client,
	view: GroupView,
	{ id, revision }: Named,
	[verb, ...known]: readonly [verb: string, ...known: R[]]
): Turned<R> {
	const answer = await client.api.post<{ revision: number }>(`${path(view, id)}/${verb}`, { revision });
	return answer.ok ? { ok: true, ...answer.data } : refused(answer, known);
}

/** A facilitator of it who cannot come: the other is told at once. */
export async function stepDown(client: Client, view: GroupView, session: string): Turned<'over'> {
	const answer = await client.api.post<{ revision: number }>(`${path(view, session)}/step-down`);
	return answer.ok ? { ok: true, ...answer.data } : refused(answer, ['over']);
}
