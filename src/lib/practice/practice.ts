/** One of the ordinary accounts of the example group, with what opens it. Shown to whoever practises. */
export interface PracticePerson {
	/** Name for signing in. */
	name: string;
	/** The name she uses in the group. */
	chosen: string;
	pronouns: string;
	/** A few words of hers, so that one can choose. */
	about: string;
	role: 'facilitator' | 'member' | 'waiting';
	words: string;
}

/** What is being made, in the order in which it happens; a key in the catalogue for each. */
export const STEPS = [
	'people',
	'group',
	'agreement',
	'invitations',
	'place',
	'meetings',
	'tomorrow',
	'waiting'
] as const;
export type Step = (typeof STEPS)[number];

/** How the first-run page finds the install. */
export interface FirstRun {
	/** A group lives here already, so there is nothing to practise with beside it. */
	settled: boolean;
	/** The example group answers now. */
	practising: boolean;
	/** It is being made; `null` when not. */
	making: Step | null;
	/** The last try to make it broke off. Nothing of it is left. */
	failed: boolean;
}
