import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { AgreementDraft, AgreementText } from '../agreement.ts';
import type { GroupView, Kept } from './view.ts';

/** For facilitators: the draft they share; `null` when there is none, then begin with the starter or the newest text. */
export async function draft(client: Client, view: GroupView): Promise<Outcome<{ draft: Kept<AgreementDraft> | null }>> {
	throw new Error(`being built ${client.now()} ${view.group}`);
}

/** Saves the shared draft. `edited`: `theirs` is what the other facilitator wrote; nothing is overwritten. */
export async function saveDraft(
	client: Client,
	view: GroupView,
	input: { draft: AgreementDraft; base: Kept<AgreementDraft> | null }
): Promise<
	| Outcome<{ draft: Kept<AgreementDraft> }, 'fields' | 'epoch-due' | 'too-long'>
	| { ok: false; reason: 'edited'; theirs: Kept<AgreementDraft> | null }
> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.draft.reviewDay}`);
}

/**
 * Publishes the next version and renews what open invitations show. The first is always `major`. Whoever publishes has
 * accepted it with that. `edited`: another version was published meanwhile; look at it first.
 */
export async function publish(
	client: Client,
	view: GroupView,
	input: Pick<AgreementText, 'topics' | 'reviewDay' | 'changed' | 'kind'>
): Promise<Outcome<{ view: GroupView }, 'fields' | 'epoch-due' | 'too-long' | 'edited'>> {
	throw new Error(`being built ${client.now()} ${view.group} ${input.kind}`);
}

/** She accepts a version. There is no "no": what she does not accept simply stays unanswered. */
export async function accept(client: Client, view: GroupView, version: number): Promise<Outcome<{ view: GroupView }>> {
	throw new Error(`being built ${client.now()} ${view.group} ${version}`);
}
