// A hand is a number: 2·i is the right hand of person i, 2·i + 1 her left. People sit in the ring in the order of their
// numbers, from 0.

export type Hand = number;
export type Person = number;
export type Side = 'right' | 'left';

/** The most people the engine takes: sets of holds are bits of one 32-bit integer, and no group plays with more. */
export const MOST = 20;

export const makeHand = (person: Person, side: Side): Hand => 2 * person + (side === 'left' ? 1 : 0);
export const personOf = (hand: Hand): Person => hand >> 1;
export const sideOf = (hand: Hand): Side => ((hand & 1) === 1 ? 'left' : 'right');
/** The same person's other hand. */
export const otherOf = (hand: Hand): Hand => hand ^ 1;
