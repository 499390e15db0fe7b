import { otherOf, personOf, type Person } from './hand.ts';
import type { Hold } from './tangle.ts';

/** Who is in which ring: from each ring's lowest person, out by her right hand, back by her left. */
export function ringsOf(players: number, holds: readonly Hold[]): Person[][] {
	const held = new Uint8Array(2 * players);
	for (const [a, b] of holds) {
		held[a] = b;
		held[b] = a;
	}
	const seen = new Uint8Array(players);
	const rings: Person[][] = [];
	for (let first = 0; first < players; first += 1) {
		if (seen[first]) continue;
		const ring: Person[] = [];
		for (let hand = 2 * first; !seen[personOf(hand)]; hand = otherOf(held[hand] as number)) {
			ring.push(personOf(hand));
			seen[personOf(hand)] = 1;
		}
		rings.push(ring);
	}
	return rings;
}
