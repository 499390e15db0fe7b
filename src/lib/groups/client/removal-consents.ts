import type { Consent } from '#lib/crypto/roster.ts';
import type { Handle } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import { removalAnswer, removalAsk, saying, type RemovalAnswer } from '../removal-consent.ts';
import { REMOVAL } from '../signature-records.ts';
import * as members from './members.ts';
import { keptAs } from './open-group.ts';
import { getRecords, putRecord, type Base, type Got, type PutOutcome } from './records.ts';
import { memberCircle, personOf, type GroupView, type Kept } from './view.ts';

/** A facilitator asks her to agree that another facilitator is removed. */
export interface Ask {
	/** The facilitator concerned. */
	handle: Handle;
	/** Who asks. */
	by: Handle;
	version: number;
	/** What she has said to an earlier question about the same woman. */
	before: Kept<RemovalAnswer> | null;
}

const isHere = (view: GroupView, handle: Handle) => {
	const state = personOf(view, handle)?.state;
	return state === 'member' || state === 'break';
};
const answerTo = (records: readonly Got[], { circle, id }: Got): Kept<RemovalAnswer> | null => {
	const record = records.find((r) => r.type === REMOVAL.answer && r.circle === circle && r.id === id);
	// Only her own answer counts: every facilitator has the circle's key.
	return record && memberCircle(record.author) === circle ? keptAs(removalAnswer, record) : null;
};

/** What she is asked and has not answered yet. */
export async function asked(client: Client, view: GroupView): Promise<Outcome<{ asks: Ask[] }>> {
	const circle = memberCircle(view.me.handle);
	const got = await getRecords(client, view, { types: Object.values(REMOVAL), circle });
	if (!got.ok) return got;
	const asks = got.records.flatMap((record): Ask[] => {
		if (record.type !== REMOVAL.ask || !keptAs(removalAsk, record) || !isHere(view, record.id)) return [];
		const before = answerTo(got.records, record);
		const answered = (before?.body.ask ?? 0) >= record.version;
		return answered ? [] : [{ handle: record.id, by: record.author, version: record.version, before }];
	});
	return { ok: true, asks };
}

/** Her answer. With *I agree* her signature goes to the facilitators; the rest of it is theirs to do. */
export async function answer(
	client: Client,
	view: GroupView,
	{ ask, agree }: { ask: Ask; agree: boolean }
): Promise<PutOutcome | Outcome<object, 'not-allowed'>> {
	const { handle, version, before: base } = ask;
	const body = { handle };
	const signed = agree ? await members.consent(client, view, { kind: 'remove', body }) : undefined;
	if (signed && !signed.ok) return signed;
	return putRecord(client, view, {
		circle: memberCircle(view.me.handle),
		type: REMOVAL.answer,
		id: handle,
		base,
		body: { v: 1, handle, ask: version, ...saying(signed?.consent) }
	});
}

/** How one woman stands to it, as the facilitators see it. */
export interface Asked {
	/** Who was asked. */
	of: Handle;
	said: 'nothing' | 'agree' | 'rather-not';
	consent: Consent | null;
	/** The question as it stands, to ask once more. */
	base: Base;
}

/** For facilitators: who was asked about this facilitator, and what they said. */
export async function answers(client: Client, view: GroupView, handle: Handle): Promise<Outcome<{ asked: Asked[] }>> {
	const got = await getRecords(client, view, { types: Object.values(REMOVAL), ids: [handle] });
	if (!got.ok) return got;
	const asked = got.records.flatMap((record): Asked[] => {
		const of = record.circle.slice('member:'.length);
		if (record.type !== REMOVAL.ask || !keptAs(removalAsk, record) || !isHere(view, of)) return [];
		const said = answerTo(got.records, record)?.body;
		if (!said || said.ask < record.version) return [{ of, said: 'nothing', consent: null, base: record }];
		return [{ of, said: said.consent ? 'agree' : 'rather-not', consent: said.consent, base: record }];
	});
	return { ok: true, asked };
}

/** Asks one woman. Asking again puts the question to her once more. */
export async function ask(
	client: Client,
	view: GroupView,
	{ handle, of, base = null }: { handle: Handle; of: Handle; base?: Base }
): Promise<PutOutcome> {
	return putRecord(client, view, {
		circle: memberCircle(of),
		type: REMOVAL.ask,
		id: handle,
		base,
		body: { v: 1, handle }
	});
}
