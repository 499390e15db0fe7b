import { otherOf, personOf } from './hand.ts';
import { doCross, type Point } from './point.ts';
import type { Diagram, Visit } from './testing.ts';
import type { Plane } from './walk.ts';

// For tests only: the diagram of a game in walk mode, drawn from where everybody stands.

interface Leg {
	hold: number;
	from: Point;
	to: Point;
}

export function drawPlane({ players, holds, at, pile }: Plane): Diagram {
	const held = new Map(holds.flatMap(([a, b], k) => [[a, { to: b, k }] as const, [b, { to: a, k }] as const]));
	const legs: Leg[][] = [];
	const seen = new Set<number>();
	for (let first = 0; first < players; first += 1) {
		if (seen.has(first)) continue;
		const ring: Leg[] = [];
		for (let hand = 2 * first; !seen.has(personOf(hand)); hand = otherOf(held.get(hand)!.to)) {
			seen.add(personOf(hand));
			const { to, k } = held.get(hand)!;
			ring.push({ hold: k, from: at[personOf(hand)]!, to: at[personOf(to)]! });
		}
		legs.push(ring);
	}
	const all = legs.flat();
	const names = new Map<string, number>();
	const [signs, owners]: [number[], [number, number][]] = [[], []];
	const rings = legs.map((ring, r) =>
		ring.flatMap((leg) => {
			const met = all.filter((other) => doCross(leg.from, leg.to, other.from, other.to) && !touches(leg, other));
			met.sort((x, y) => comesFirst(leg, x, y));
			return met.map((other): Visit => {
				const key = [leg.hold, other.hold].sort().join();
				if (!names.has(key)) names.set(key, names.size);
				const crossing = names.get(key)!;
				const over = pile.indexOf(leg.hold) > pile.indexOf(other.hold);
				(owners[crossing] ??= [0, 0])[over ? 0 : 1] = r;
				const [top, bottom] = over ? [leg, other] : [other, leg];
				signs[crossing] = Math.sign(across(top, bottom));
				return { crossing, over };
			});
		})
	);
	return { rings, signs, owners, ways: [] };
}

const touches = (one: Leg, other: Leg) =>
	[one.from, one.to].some((point) => point === other.from || point === other.to);
const across = (one: Leg, other: Leg) =>
	(one.to[0] - one.from[0]) * (other.to[1] - other.from[1]) - (one.to[1] - one.from[1]) * (other.to[0] - other.from[0]);

/** Which of two crossings comes first on a leg, in fractions of whole numbers. */
function comesFirst(leg: Leg, x: Leg, y: Leg): number {
	const share = (other: Leg): [bigint, bigint] => {
		const under = across(leg, other);
		const over =
			(other.from[0] - leg.from[0]) * (other.to[1] - other.from[1]) -
			(other.from[1] - leg.from[1]) * (other.to[0] - other.from[0]);
		return under < 0 ? [BigInt(-over), BigInt(-under)] : [BigInt(over), BigInt(under)];
	};
	const [a, b] = share(x);
	const [c, d] = share(y);
	return a * d < c * b ? -1 : 1;
}
