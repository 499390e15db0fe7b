/**
 * Which hand may take which.
 *
 * - `page`: right hands join right hands, then left hands left hands, as the page tells it. With an odd number of people
 *   one right hand is left over and joins the left hand that is left over.
 * - `any`: any hand takes any hand.
 *
 * Under both nobody holds her own hand, no two people hold each other twice, and, unless `neighbours` is set, nobody
 * holds one who stands beside her. Four people can only play with neighbours.
 */
export interface Rules {
	rule: 'page' | 'any';
	/** Whether ring neighbours may hold each other. */
	neighbours: boolean;
}

export const asWritten: Rules = { rule: 'page', neighbours: false };

/** Whether two seats of a ring of n are beside each other. */
export function areNeighbours(n: number, a: number, b: number): boolean {
	const apart = a < b ? b - a : a - b;
	return apart === 1 || apart === n - 1;
}
