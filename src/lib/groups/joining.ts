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

export const emptyJoining = (): Joining => ({
	fragment: '',
	step: 'read',
	form: { name: '', pronouns: '', talkAbout: '', reach: '' }
});
