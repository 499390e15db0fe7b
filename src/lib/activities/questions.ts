/** What a group may talk about afterwards; keys of `activities.debrief.*`. */
export const QUESTIONS = ['feel', 'hard', 'led', 'safe', 'next'] as const;
