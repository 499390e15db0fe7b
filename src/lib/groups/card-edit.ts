import type { Key } from '#lib/words/t.ts';
import type { CardStands, GroupView } from './client/view.ts';
import type { CardForm, GroupCard, PublicCard, Settings } from './group.ts';

/** What a facilitator changes on the group's card. Kept as a draft. */
export type CardChange = {
	card: CardForm;
	settings: Settings;
	/** Which versions she started from: a draft may lie for days while the card changes. */
	basis: string;
};

/** The two parts of a card put together again. */
export function joinCard(publicCard: PublicCard, sealed: GroupCard | undefined): CardForm {
	const { listed, coverName, area, when, languages, forWhom, offered } = publicCard;
	const { expect, access } = sealed ?? { expect: '', access: '' };
	return {
		listed,
		coverName: sealed?.coverName ?? coverName,
		area,
		when,
		languages,
		forWhom,
		offered: { ...offered },
		expect,
		access
	};
}

export const cardNow = (view: CardStands): CardForm => joinCard(view.publicCard, view.card?.body);

export const basisOf = (view: CardStands): string => `${view.publicVersion}.${view.card?.version ?? 0}`;

export const cardChange = (view: GroupView): CardChange => ({
	card: cardNow(view),
	settings: { ...view.settings },
	basis: basisOf(view)
});

type Words = { label: Key; of: (form: CardForm) => string };
const FIELDS: readonly Words[] = [
	{ label: 'groups.card.name', of: (form) => form.coverName },
	{ label: 'groups.card.area', of: (form) => form.area },
	{ label: 'groups.card.when', of: (form) => form.when },
	{ label: 'groups.card.languages', of: (form) => form.languages },
	{ label: 'groups.card.whom', of: (form) => form.forWhom },
	{ label: 'groups.card.offered.childcare', of: (form) => form.offered.childcare },
	{ label: 'groups.card.offered.travel', of: (form) => form.offered.travel },
	{ label: 'groups.card.offered.access', of: (form) => form.offered.access },
	{ label: 'groups.card.expect', of: (form) => form.expect },
	{ label: 'groups.card.access', of: (form) => form.access }
];

/** What two facilitators' cards do not agree on, for showing both. */
export function differences(mine: CardForm, theirs: CardForm): { label: Key; mine: string; theirs: string }[] {
	return FIELDS.map(({ label, of }) => ({ label, mine: of(mine), theirs: of(theirs) })).filter(
		(field) => field.mine !== field.theirs
	);
}
