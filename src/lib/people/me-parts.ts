/** The parts of *Me*, in the order of the list; each is `/app/me/<part>`. */
export const ME_PARTS = ['words', 'known', 'card', 'sign-ins', 'exit', 'comfort', 'device', 'leave'] as const;
export type MePart = (typeof ME_PARTS)[number];
