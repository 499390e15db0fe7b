// How far a hold, a scarf or a thread can be stretched: it rests at the diameter of the ring, shows it from 1.10 of that
// on, and breaks past 1.25. Squares of whole numbers are compared, so that all phones agree.

export type Strain = 'slack' | 'tight' | 'broken';

/**
 * @param length square of its length, up to 2⁴³
 * @param rest square of its length at rest
 */
export function strainOf(length: number, rest: number): Strain {
	if (16 * length > 25 * rest) return 'broken'; // 1.25² = 25/16
	return 100 * length >= 121 * rest ? 'tight' : 'slack'; // 1.10² = 121/100
}

/** In ring mode nothing is ever too long; pulling at a blocked move strains instead, by a twentieth each time. */
export const PULL_PERCENT = 5;

/** @param pulls how often a blocked move was pulled at since the last one that went */
export function strainAfter(pulls: number): Strain {
	const percent = 100 + PULL_PERCENT * pulls;
	return strainOf(percent ** 2, 100 ** 2);
}
