import { t, type Key } from '#lib/words/t.ts';

/** What a field's own sentence needs to know: what stands in it, how much fits, and what to say when nothing does. */
export interface FieldNeeds {
	text: string;
	max: number;
	empty?: Key;
}

/** The sentence beside a field, for a problem that `problems()` of platform/text.ts named. */
export function fieldWords(problem: string | undefined, needs: FieldNeeds): string | undefined {
	if (problem === undefined) return undefined;
	if (problem === 'empty') return t(needs.empty ?? 'groups.problem.empty');
	if (problem === 'long') {
		const over = [...needs.text.trim()].length - needs.max;
		return t('groups.problem.long', { over, max: needs.max });
	}
	if (problem === 'hidden') return t('groups.problem.hidden');
	return t('groups.problem.other');
}

/** Puts the cursor where something has to be looked at. Call it after the sentences stand on the page. */
export function showFirstProblem(place: HTMLElement | undefined): void {
	place?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
