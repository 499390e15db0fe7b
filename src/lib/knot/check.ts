import { MOST, personOf, type Person } from './hand.ts';
import { ringsOf } from './rings.ts';
import { areNeighbours, type Rules } from './rules.ts';
import { FEWEST, parseHolds, type Hold, type Parsed } from './tangle.ts';

/** A rule of the game that is broken. `hold` is its place in the list. */
export type Breach =
	| { reason: 'beside'; hold: number; people: [Person, Person] }
	/** The same two hold each other twice; `first` is the earlier hold. */
	| { reason: 'same-two'; hold: number; first: number; people: [Person, Person] }
	/** A right hand in a left hand, which the page's rule does not have (once, with an odd number). */
	| { reason: 'mixed'; hold: number; people: [Person, Person] }
	/** Her own hand, or a hand that is taken already; `at` is its place. There are no rings then. */
	| { reason: 'own-hand' | 'hand-twice'; at: string };

export interface Checked {
	/** Nothing broken. */
	fits: boolean;
	broken: Breach[];
	/** Who is in which ring, each ring in its order of hands, from its lowest person. */
	rings: Person[][];
}

/** Which rules these holds break and where, how many rings they make, and who is in which. */
export function check(players: number, holds: readonly Hold[], rules: Rules): Checked {
	const broken: Breach[] = [];
	const before = new Map<number, number>();
	let mixed = 0;
	for (const [hold, [one, other]] of holds.entries()) {
		const people = [personOf(one), personOf(other)].sort((x, y) => x - y) as [Person, Person];
		const [a, b] = people;
		if (!rules.neighbours && areNeighbours(players, a, b)) broken.push({ reason: 'beside', hold, people });
		const first = before.get(a * players + b);
		if (first !== undefined) broken.push({ reason: 'same-two', hold, first, people });
		else before.set(a * players + b, hold);
		if (rules.rule === 'page' && (one + other) % 2 === 1) {
			mixed += 1;
			if (mixed > players % 2) broken.push({ reason: 'mixed', hold, people });
		}
	}
	return { fits: broken.length === 0, broken, rings: ringsOf(players, holds) };
}

/**
 * The same for holds as somebody entered them: `{ players, holds }`, heights or not. A hand taken twice and a woman who
 * holds herself are answers here, not something that cannot be read.
 */
export function checkEntered(value: unknown, rules: Rules): Parsed<Checked> {
	if (typeof value !== 'object' || value === null)
		return { ok: false, problems: [{ reason: 'not-an-object', at: '' }] };
	const { players, holds } = value as Record<string, unknown>;
	if (typeof players !== 'number' || !Number.isInteger(players) || players < FEWEST || players > MOST)
		return { ok: false, problems: [{ reason: 'players', at: 'players' }] };
	const read = parseHolds(players, holds);
	if (read.ok) return { ok: true, value: check(players, read.value, rules) };
	const broken: Breach[] = [];
	for (const { reason, at } of read.problems)
		if (reason === 'own-hand' || reason === 'hand-twice') broken.push({ reason, at });
	return broken.length < read.problems.length ? read : { ok: true, value: { fits: false, broken, rings: [] } };
}
