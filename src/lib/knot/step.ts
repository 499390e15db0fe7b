import type { View } from './apart.ts';

/**
 * A step of a way out, on units: at first every woman is one, named by her number; a unit of several keeps the name of
 * the one who `stays`. What each step asks for is in docs/knot.md; `verify.ts` checks it without the search's help.
 */
export type Step =
	/** Two units beside each other change places; the heights of their holds do not interleave. */
	| { kind: 'places'; units: [number, number] }
	/** Two holds next to each other in height change heights; seen from above they do not cross. */
	| { kind: 'heights'; holds: [number, number] }
	/** Two units beside each other hold hands: one unit from now on. */
	| { kind: 'beside'; stays: number; goes: number; hold: number }
	/** Nothing lies between the two holds of `goes`: she walks to stand beside `stays`, and they are one unit. */
	| { kind: 'walk'; stays: number; goes: number; hold: number }
	/** Two units that hold each other twice are a flat ring, and done. */
	| { kind: 'ring'; stays: number; goes: number; hold: number }
	/** The rings lie apart, seen from above or from the side, and are undone one by one. Each part names its units. */
	| { kind: 'apart'; view: View; parts: number[][] };
