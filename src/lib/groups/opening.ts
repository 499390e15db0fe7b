import * as v from 'valibot';
import { problems } from '#lib/platform/text.ts';
import { cardForm, settings, type CardForm, type Settings } from './group.ts';
import { profile, type Profile } from './profile.ts';
import { starterCard } from './starter.ts';

/** The screens on which a group is opened, after the founder has an account. */
export const openingSteps = ['you', 'name', 'place', 'clock', 'whom', 'offered', 'expect'] as const;
export type OpeningStep = (typeof openingSteps)[number];

/** Everything of a group that is being opened. Kept as a draft, so that it can be left and found again. */
export type Opening = {
	/** The open-a-group link's secret: with it the draft alone is enough to go on. */
	link: string;
	step: OpeningStep;
	profile: Profile;
	card: CardForm;
	settings: Settings;
};

const card = cardForm.entries;
const bySteps: Record<OpeningStep, (opening: Opening) => Record<string, string>> = {
	you: (opening) => problems(profile, opening.profile),
	name: (opening) => problems(v.object({ coverName: card.coverName }), opening.card),
	place: (opening) => problems(v.object({ area: card.area, when: card.when, languages: card.languages }), opening.card),
	clock: (opening) => problems(settings, opening.settings),
	whom: (opening) => problems(v.object({ forWhom: card.forWhom }), opening.card),
	offered: (opening) => problems(v.object({ offered: card.offered }), opening.card),
	expect: (opening) => problems(v.object({ expect: card.expect, access: card.access }), opening.card)
};

/** What has to be looked at on one screen, by the field's path. */
export const problemsAt = (step: OpeningStep, opening: Opening): Record<string, string> => bySteps[step](opening);

/** A link opened once more, before it was known what she had written: it goes on where she was, with the newer link. */
export const openedAnew = (kept: Opening, { link }: Opening): Opening => ({ ...kept, link });

/** A group nobody has written anything about yet. */
export const emptyOpening = (device: Pick<Settings, 'country' | 'zone' | 'language'>): Opening => ({
	link: '',
	step: 'you',
	profile: { name: '', pronouns: '', about: '' },
	card: starterCard(),
	settings: { ...device, venueOpens: '48h' }
});
