// By themselves, since Today looks for them before it has anything else of these pages.

/** Records about a facilitator's removal: the question to one more woman of the group, and what she says. */
export const REMOVAL = { ask: 'removal-ask', answer: 'removal-answer' } as const;

/** Records about a member who is asked to facilitate. */
export const FACILITATE = { ask: 'facilitate-ask', answer: 'facilitate-answer' } as const;

/** What asks a woman for her signature. */
export const SIGNATURE_ASKS = [REMOVAL.ask, FACILITATE.ask];
