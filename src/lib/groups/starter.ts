import { addDays } from '#lib/platform/day.ts';
import { t } from '#lib/words/t.ts';
import type { AgreementDraft, Topic } from './agreement.ts';
import type { CardForm } from './group.ts';

// What a new group finds written down already. Every word of it is there to be changed.

const TOPICS = ['confidence', 'limits', 'respect', 'room', 'out', 'touch', 'breach', 'decide'] as const;
const REVIEW_DAYS = 90;

/** The usual topics, in our own words. */
export const starterTopics = (): Topic[] =>
	TOPICS.map((topic) => ({
		title: t(`groups.starter.topic.${topic}.title`),
		text: t(`groups.starter.topic.${topic}.text`)
	}));

export const starterAgreement = (today: string): AgreementDraft => ({
	topics: starterTopics(),
	reviewDay: addDays(today, REVIEW_DAYS)
});

/** An empty card with the inclusive example and a first evening described. Nothing is offered until it is ticked. */
export const starterCard = (): CardForm => ({
	coverName: '',
	listed: false,
	area: '',
	when: '',
	languages: '',
	forWhom: t('groups.starter.whom'),
	offered: { childcare: '', travel: '', access: '' },
	expect: t('groups.starter.expect'),
	access: ''
});
