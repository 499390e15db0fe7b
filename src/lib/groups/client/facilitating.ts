import { newId } from '#lib/crypto/encoding.ts';
import type { Consent } from '#lib/crypto/roster.ts';
import type { Handle } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { facilitateAnswer, facilitateAsk, type FacilitateAnswer } from '../facilitating.ts';
import { FACILITATE } from '../signature-records.ts';
import { saying } from '../removal-consent.ts';
import * as members from './members.ts';
import { keptAs, openGroup } from './open-group.ts';
import { getRecords, putRecord, type Got, type PutOutcome } from './records.ts';
import { memberCircle, personOf, present, type GroupView, type Kept } from './view.ts';

/** A woman who is asked whether she would facilitate, and what she has said. */
export interface Asked {
	of: Handle;
	/** Who asks. */
	by: Handle;
	/** Which question it is. */
	question: string;
	said: 'nothing' | 'yes' | 'no';
	consent: Consent | null;
	/** Her answer as it stands. */
	answer: Kept<FacilitateAnswer> | null;
}

/** Who is asked, by one who facilitates: for facilitators everybody, for a member herself alone. */
export async function list(client: Client, view: GroupView): Promise<Outcome<{ asked: Asked[] }>> {
	const got = await getRecords(client, view, { types: Object.values(FACILITATE) });
	if (!got.ok) return got;
	const here = present(view).filter((person) => !person.roles.includes('facilitator'));
	const asked = here.flatMap(({ handle: of }): Asked[] => {
		const hers = got.records.filter(({ circle }) => circle === memberCircle(of));
		const ask = hers.find(({ type }) => type === FACILITATE.ask);
		// Whose question it was need not facilitate any more; nor ever, with the server's help, for she has the circle's key.
		if (!ask || !keptAs(facilitateAsk, ask) || !personOf(view, ask.author)?.facilitator) return [];
		// Only her own answer counts: every facilitator has the circle's key.
		const own = ({ type, id, author }: Got) => type === FACILITATE.answer && id === ask.id && author === of;
		const answer = keptAs(facilitateAnswer, hers.find(own));
		const consent = answer?.body.consent ?? null;
		const said = consent ? 'yes' : answer ? 'no' : 'nothing';
		return [{ of, by: ask.author, question: ask.id, said, consent, answer }];
	});
	return { ok: true, asked };
}

/**
 * Asks a member. Somebody else may have asked her already: that is as good. A question that is none any more, of one who
 * has stopped since, makes room.
 */
export async function ask(client: Client, view: GroupView, of: Handle): Promise<PutOutcome | Outcome> {
	const put = () => {
		const at = { circle: memberCircle(of), type: FACILITATE.ask, id: newId(), base: null };
		return putRecord(client, view, { ...at, body: { v: 1 } });
	};
	const first = await put();
	if (first.ok || first.reason !== 'not-here') return first;
	// Her page may be older than whoever has asked.
	const opened = await openGroup(client, view.group);
	if (!opened.ok) return opened;
	const now = await list(client, opened.view);
	if (!now.ok) return now;
	if (now.asked.some((one) => one.of === of)) return { ok: true };
	const made = await unask(client, view, of);
	return made.ok ? put() : made;
}

/** Takes the question back, or puts her answer away. Nothing of either is kept. */
export async function unask(client: Client, view: GroupView, of: Handle): Promise<Outcome> {
	const answer = await client.api.delete(`/groups/${view.group}/members/${of}/asked`);
	return answer.ok ? { ok: true } : troubleOf(answer);
}

/**
 * Her answer, which she may change until a facilitator has acted on it. With *yes* her signature goes to the
 * facilitators; the rest of it is theirs to do, and nothing is different before.
 */
export async function answer(
	client: Client,
	view: GroupView,
	{ asked, yes }: { asked: Asked; yes: boolean }
): Promise<PutOutcome | Outcome<object, 'not-allowed'>> {
	const { handle } = view.me;
	const body = { handle, role: 'facilitator', on: true } as const;
	const signed = yes ? await members.consent(client, view, { kind: 'role', body }) : undefined;
	if (signed && !signed.ok) return signed;
	return putRecord(client, view, {
		circle: memberCircle(handle),
		type: FACILITATE.answer,
		id: asked.question,
		base: asked.answer,
		body: { v: 1, ...saying(signed?.consent) }
	});
}

/**
 * Makes her a facilitator, on the yes that stands at this moment: signed, and only then the keys of what facilitators
 * read are made anew, for her too. `gone`: she has changed her mind, or the question was taken back.
 */
export async function appoint(
	client: Client,
	view: GroupView,
	handle: Handle
): Promise<Outcome<{ view: GroupView }, members.RoleRefusal | 'gone'>> {
	const now = await list(client, view);
	if (!now.ok) return now;
	const consent = now.asked.find(({ of }) => of === handle)?.consent;
	if (!consent) return { ok: false, reason: 'gone' };
	return members.setRole(client, view, { handle, role: 'facilitator', on: true, consents: [consent] });
}
