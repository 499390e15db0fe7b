import type { Person } from './hand.ts';
import type { Move, Way } from './ring.ts';

// Units on the floor, and how one of them gets past another: woman by woman. Inside a unit the holds cross nothing, so
// while it passes somebody they can all lie close to one of its two outer holds, and everybody in it goes the same way.

export interface Unit {
	/** As they stand, on the seats in their order. */
	people: Person[];
	/** The holds between them, and the outer ones at both ends: one more than people. */
	holds: number[];
	part: Part;
}
export interface Part {
	/** Outer holds from the lowest up. */
	pile: number[];
}
export interface Floor {
	/** Everybody, seat by seat. */
	seats: Person[];
	unitOf: Map<Person, Unit>;
	/** From the lowest up: what lies apart lies at heights of its own. */
	parts: Part[];
	moves: Move[];
}

/** A unit stands the other way round: everybody in it gets past everybody. */
export function turn(floor: Floor, unit: Unit): void {
	const height = heightsOf(floor, unit, unit.holds[0] as number);
	const { people } = unit;
	for (let left = people.length; left > 1; left -= 1)
		for (let i = 1; i < left; i += 1) {
			const [a, b] = [people[i - 1] as number, people[i] as number];
			exchange(floor, a, b, height(a), height(b));
			people[i - 1] = b;
			people[i] = a;
		}
	unit.holds.reverse();
}

/** One unit gets past another that stands beside it: on the next seats (+1), or on those before. */
export function pass(floor: Floor, mover: Unit, other: Unit, side: 1 | -1): void {
	const near = (unit: Unit, not: Unit) => {
		const [first, last] = [unit.holds[0] as number, unit.holds.at(-1) as number];
		return first === not.holds[0] || first === not.holds.at(-1) ? last : first;
	};
	const mine = heightsOf(floor, mover, near(mover, other));
	const hers = heightsOf(floor, other, near(other, mover));
	const met = side === 1 ? other.people : [...other.people].reverse();
	const going = side === 1 ? [...mover.people].reverse() : mover.people;
	for (const b of met) for (const a of going) exchange(floor, a, b, mine(a), hers(b));
}

interface Arms {
	holds: [number, number];
	at: [number, number];
}

/** At which heights everybody in a unit holds, with its inner holds close to one of the outer ones. */
function heightsOf(floor: Floor, unit: Unit, close: number): (person: Person) => Arms {
	const { holds, part } = unit;
	const base = 4096 * floor.parts.indexOf(part);
	const outer = (hold: number) => base + 64 * part.pile.indexOf(hold);
	const fromStart = holds[0] === close;
	const last = holds.length - 1;
	const towards = outer(holds[fromStart ? last : 0] as number) >= outer(close) ? 1 : -1;
	const at = holds.map((hold, i) =>
		i === 0 || i === last ? outer(hold) : outer(close) + towards * (fromStart ? i : last - i)
	);
	const arms = new Map(
		unit.people.map((person, i): [Person, Arms] => [
			person,
			{ holds: [holds[i] as number, holds[i + 1] as number], at: [at[i] as number, at[i + 1] as number] }
		])
	);
	return (person) => arms.get(person) as Arms;
}

function exchange(floor: Floor, person: Person, other: Person, mine: Arms, hers: Arms): void {
	const { seats } = floor;
	const [i, j] = [seats.indexOf(person), seats.indexOf(other)];
	seats[i] = other;
	seats[j] = person;
	floor.moves.push({ kind: 'swap', person, other, ...wayPast(mine, hers) });
}

/** How one gets past the other, by the heights at which they hold. */
function wayPast(mine: Arms, hers: Arms): { way: Way; low: number | null } {
	const own = mine.at.filter((_, i) => !hers.holds.includes(mine.holds[i] as number));
	const others = hers.at.filter((_, i) => !mine.holds.includes(hers.holds[i] as number));
	if (own.length < 2) return { way: (own[0] ?? 0) >= (others[0] ?? 0) ? 'over' : 'under', low: null };
	const [low, high] = [Math.min(...own), Math.max(...own)];
	const [lower, higher] = [Math.min(...others), Math.max(...others)];
	if (low > higher) return { way: 'over', low: null };
	if (high < lower) return { way: 'under', low: null };
	return lower < low
		? { way: 'through', low: hers.holds[hers.at.indexOf(lower)] as number }
		: { way: 'around', low: mine.holds[mine.at.indexOf(low)] as number };
}
