import { isDone, makeCircle, makeTangle, type Circle } from '#lib/knot/circle.ts';
import { personOf, type Person } from '#lib/knot/hand.ts';
import { regripped, type Regrip } from '#lib/knot/regrip.ts';
import { moves, play, type Move } from '#lib/knot/ring.ts';
import type { Tangle } from '#lib/knot/tangle.ts';
import { strainAfter, type Strain } from '#lib/knot/thread.ts';

// A knot under way, as a pure state: the same for one who plays alone and for many on their phones. What was played is a
// log, folded from the deal with every entry checked: undo and start over are a shorter log, and nothing counts the moves.

/** `open`: anything can happen, a true knot or several rings too. */
export const levels = ['easy', 'middle', 'hard', 'open'] as const;
export type Level = (typeof levels)[number];

export interface Dealing {
	level: Level;
	/** A thread shows when it is pulled at, and breaks. */
	thread: boolean;
	tangle: Tangle;
}

export type Entry = { kind: 'move'; move: Move } | { kind: 'regrip'; regrip: Regrip };

export interface Knot<E extends Entry = Entry> {
	readonly dealing: Dealing;
	readonly log: readonly E[];
	/** The log that *start over* put away: undo brings it back. */
	readonly before: readonly E[] | null;
	/** As the log leaves it. */
	readonly circle: Circle;
	/** Person → how often she pulled at something blocked since anything last moved. */
	readonly pulls: readonly number[];
}

const slack = ({ players }: Pick<Circle, 'players'>): number[] => new Array<number>(players).fill(0);

/** As it was dealt. */
export function begin(dealing: Dealing): Knot<never> {
	const circle = makeCircle(dealing.tangle);
	return { dealing, log: [], before: null, circle, pulls: slack(circle) };
}

/** The circle after an entry; null if it cannot be. */
export function after(circle: Circle, entry: Entry): Circle | null {
	if (entry.kind === 'move') {
		const moved = play(circle, entry.move);
		return moved.ok ? moved.circle : null;
	}
	const { hold, height } = entry.regrip;
	const { players } = circle;
	if (!(circle.pile.includes(hold) && Number.isInteger(height) && height >= 0 && height < players)) return null;
	const { heights } = regripped(makeTangle(circle), entry.regrip);
	const pile = new Array<number>(players);
	for (const [k, at] of heights.entries()) pile[at] = k;
	return { ...circle, pile };
}

/** Folds a log from the deal on. Null if an entry is none that could be made there. */
export function fold(tangle: Tangle, log: readonly Entry[]): Circle | null {
	let circle: Circle | null = makeCircle(tangle);
	for (const entry of log) circle &&= after(circle, entry);
	return circle;
}

/** Whom an entry moves: two who change places, or the two of a hold. */
export function movedBy({ holds }: Circle, entry: Entry): readonly Person[] {
	if (entry.kind === 'move' && entry.move.kind === 'swap') return [entry.move.person, entry.move.other];
	const hold = entry.kind === 'regrip' ? entry.regrip.hold : (entry.move as { hold: number }).hold;
	return (holds[hold] ?? []).map(personOf);
}

/** Makes an entry, or leaves all as it is where it cannot be made. Whose thread broke stands still until it is tied. */
export function make<E extends Entry, K extends Knot<E>>(knot: K, entry: E): K {
	if (movedBy(knot.circle, entry).some((person) => broken(knot, person))) return knot;
	const circle = after(knot.circle, entry);
	if (!circle) return knot;
	const pulls = knot.pulls.map((n, person) => (broken(knot, person) ? n : 0));
	return { ...knot, circle, log: [...knot.log, entry], before: null, pulls };
}

/** The neighbour on the next seat (+1) or the one before (−1). */
export function beside({ circle: { seats, players } }: Pick<Knot, 'circle'>, person: Person, side: 1 | -1): Person {
	return seats[(seats.indexOf(person) + side + players) % players] as Person;
}

/** What she can do towards somebody; undefined if that one is not beside her. */
export const towards = ({ circle }: Pick<Knot, 'circle'>, person: Person, other: Person): Move[] | undefined =>
	moves(circle, person).find((reach) => reach.other === other)?.moves;

/** She pulls at something that is in the way. Only a thread minds. */
export function pull<K extends Knot>(knot: K, person: Person): K {
	if (!knot.dealing.thread || broken(knot, person)) return knot;
	return { ...knot, pulls: knot.pulls.map((n, one) => (one === person ? n + 1 : n)) };
}

export const strain = ({ pulls }: Pick<Knot, 'pulls'>, person: Person): Strain => strainAfter(pulls[person] ?? 0);
export const broken = (knot: Pick<Knot, 'pulls'>, person: Person): boolean => strain(knot, person) === 'broken';

/** A thread that broke is tied again, and lies as it lay. */
export function tie<K extends Knot>(knot: K, person: Person): K {
	return { ...knot, pulls: knot.pulls.map((n, one) => (one === person ? 0 : n)) };
}

export const canUndo = ({ log, before }: Pick<Knot, 'log' | 'before'>): boolean => log.length > 0 || before !== null;

/** Takes back the last entry, or a start over. */
export function undo<K extends Knot>(knot: K): K {
	const log = knot.log.length > 0 ? knot.log.slice(0, -1) : (knot.before ?? []);
	const circle = fold(knot.dealing.tangle, log);
	if (!circle) return knot;
	return { ...knot, circle, log, before: knot.log.length > 0 ? knot.before : null, pulls: slack(circle) };
}

export function startOver<K extends Knot>(knot: K): K {
	const { log, before } = knot;
	const circle = makeCircle(knot.dealing.tangle);
	return { ...knot, circle, log: [], before: log.length > 0 ? log : before, pulls: slack(circle) };
}

/** Nothing crosses any more. */
export const done = ({ circle }: Pick<Knot, 'circle'>): boolean => isDone(circle);
