import type { JoinForm } from './invitation.ts';

/** From reading an invitation to asking. `account` is left out for someone who is signed in. */
export const joiningSteps = ['read', 'account', 'you', 'talk', 'agreement'] as const;
export type JoiningStep = (typeof joiningSteps)[number];

/** What she has typed so far, kept as a draft once she has an account. */
export type Joining = {
	/** The invitation's secret: with it the draft alone is enough to go on. */
	fragment: string;
	step: JoiningStep;
	form: JoinForm;
};

/** The later of two steps. */
const later = (one: JoiningStep, other: JoiningStep) =>
	joiningSteps.indexOf(one) > joiningSteps.indexOf(other) ? one : other;

/**
 * An invitation opened before it was known what she had written: that stays. With the same one she goes on where she
 * was; another one is read first.
 */
export const joinedAnew = (kept: Joining, { fragment, step }: Joining): Joining => ({
	...kept,
	fragment,
	step: kept.fragment === fragment ? later(kept.step, step) : step
});

export const emptyJoining = (): Joining => ({
	fragment: '',
	step: 'read',
	form: { name: '', pronouns: '', talkAbout: '', reach: '' }
});
