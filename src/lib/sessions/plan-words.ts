import { personOf, type GroupView } from '#lib/groups/client/view.ts';
import { nameOf } from '#lib/groups/names.ts';
import { calendarDay } from '#lib/words/format.ts';
import { t, type Key } from '#lib/words/t.ts';
import type { PlanDraft } from './plan-draft.ts';

const FIELDS = ['when', 'place', 'side-room', 'people', 'parts', 'note', 'notes', 'reasons'] as const;
type Field = (typeof FIELDS)[number];

/** In words where it is a day, as typed where it is none yet. */
function whenOf({ day, start, end }: PlanDraft): string {
	const known = !Number.isNaN(Date.parse(`${day}T12:00:00Z`));
	return known ? t('sessions.when.span', { day: calendarDay(day), from: start, to: end }) : [day, start, end].join(' ');
}

/** Where two plans do not say the same, in words for the screen. */
export function unlikeOf(mine: PlanDraft, theirs: PlanDraft, view: GroupView, venueName: (id: string) => string) {
	const [a, b] = [textOf(mine, view, venueName), textOf(theirs, view, venueName)];
	return FIELDS.flatMap((field) =>
		a[field] === b[field] ? [] : [{ label: t(`sessions.field.${field}`), mine: a[field], theirs: b[field] }]
	);
}

function textOf(draft: PlanDraft, view: GroupView, venueName: (id: string) => string): Record<Field, string> {
	const people = [draft.one, draft.two].filter(Boolean).map((handle) => nameOf(personOf(view, handle)));
	const parts = draft.items.map(({ title, minutes, prompt, activity }) =>
		[`${title} · ${minutes}`, activity && t(`activities.${activity}.name`), prompt].filter(Boolean).join('\n')
	);
	const reasons = Object.entries(draft.reasons).filter(([, reason]) => reason.trim());
	return {
		when: whenOf(draft),
		place: venueName(draft.venue),
		'side-room': draft.sideRoom.trim(),
		people: people.sort().join(', '),
		parts: parts.join('\n'),
		note: draft.note.trim(),
		notes: draft.notes.trim(),
		reasons: reasons.map(([name, reason]) => `${t(`sessions.check.${name}` as Key)}: ${reason.trim()}`).join('\n')
	};
}
