import * as v from 'valibot';
import type { RecordRow } from '#lib/crypto/change.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { agreementDraft, agreementText, type AgreementDraft, type AgreementText } from '../agreement.ts';
import { numberedId } from '../record-types.ts';
import { renewAll } from './renew-offers.ts';
import { keptAs, openGroup } from './open-group.ts';
import { getRecords, openRows, putRecord, putWith } from './records.ts';
import type { GroupView, Kept } from './view.ts';

/** For facilitators: the draft they share; `null` when there is none, then begin with the starter or the newest text. */
export async function draft(client: Client, view: GroupView): Promise<Outcome<{ draft: Kept<AgreementDraft> | null }>> {
	const got = await getRecords(client, view, { types: ['agreement-draft'], ids: [draftId(view)] });
	return got.ok ? { ok: true, draft: keptAs(agreementDraft, got.records[0]) } : got;
}

/**
 * Each version to come has a draft of its own. Under one id for all, the first draft after a publication would be an
 * older version of a record that a device has seen already, and refused as rolled back.
 */
const draftId = (view: GroupView) => numberedId(view.agreement.standing.newest + 1);

/** Saves the shared draft. `edited`: `theirs` is what the other facilitator wrote; nothing is overwritten. */
export async function saveDraft(
	client: Client,
	view: GroupView,
	input: { draft: AgreementDraft; base: Kept<AgreementDraft> | null }
): Promise<
	| Outcome<{ draft: Kept<AgreementDraft> }, 'fields' | 'epoch-due' | 'too-long'>
	| { ok: false; reason: 'edited'; theirs: Kept<AgreementDraft> | null }
> {
	const parsed = v.safeParse(agreementDraft, input.draft);
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const at = { circle: 'facilitators', type: 'agreement-draft', id: draftId(view) } as const;
	const saved = await putRecord(client, view, { ...at, base: input.base, body: parsed.output });
	if (saved.ok)
		return { ok: true, draft: { body: parsed.output, version: saved.record.version, hash: saved.record.hash } };
	if (saved.reason !== 'edited') return saved;
	return { ok: false, reason: 'edited', theirs: keptAs(agreementDraft, saved.theirs ?? undefined) };
}

export interface Publication extends Pick<AgreementText, 'topics' | 'reviewDay' | 'changed' | 'kind'> {
	/** Which one it is to be, the same at every try: one above what was the newest when it was begun. */
	version?: number;
	base?: Kept<AgreementDraft> | null;
}

/**
 * Publishes the next version and renews what open invitations show. The first is always `major`. Whoever publishes has
 * accepted it with that, and the shared draft is gone. `base`: the shared draft that she has read. `edited`: the other
 * facilitator has saved it since (`theirs`), or another version was published meanwhile; look at it first.
 */
export async function publish(
	client: Client,
	view: GroupView,
	{ base = null, ...input }: Publication
): Promise<
	| Outcome<{ view: GroupView }, 'fields' | 'epoch-due' | 'too-long'>
	| { ok: false; reason: 'edited'; theirs: Kept<AgreementDraft> | null }
> {
	const version = input.version ?? view.agreement.standing.newest + 1;
	const kind = version === 1 ? 'major' : input.kind;
	const parsed = v.safeParse(agreementText, { ...input, version, kind });
	if (!parsed.success) return { ok: false, reason: 'fields' };
	const { reviewDay } = parsed.output;
	const at = { circle: 'group', type: 'agreement', id: numberedId(version), base: null } as const;
	const plain = { version, kind, reviewDay, draft: base?.version ?? 0 };
	let stands: RecordRow | null = null;
	const saved = await putWith(client, view, { ...at, body: parsed.output }, async ({ epoch, envelope }) => {
		const sent = await client.api.post(`/groups/${view.group}/agreement`, { ...plain, record: { epoch, envelope } });
		if (!sent.ok) stands = (sent.more.current as RecordRow | null | undefined) ?? null;
		return sent;
	});
	if (!saved.ok && saved.reason === 'edited') return { ...saved, theirs: await openDraft(client, view, stands) };
	if (!saved.ok) return saved;
	const opened = await openGroup(client, view.group);
	if (opened.ok) await renewAll(client, view.group);
	return opened;
}

async function openDraft(client: Client, view: GroupView, row: RecordRow | null): Promise<Kept<AgreementDraft> | null> {
	const opened = row ? await openRows(client, view.group, [row]) : undefined;
	return keptAs(agreementDraft, opened?.records[0]);
}

/** She accepts a version. There is no "no": what she does not accept simply stays unanswered. */
export async function accept(client: Client, view: GroupView, version: number): Promise<Outcome<{ view: GroupView }>> {
	const answer = await client.api.put(`/groups/${view.group}/agreement/acceptance`, { version });
	return answer.ok ? openGroup(client, view.group) : troubleOf(answer);
}
