import { holdsOf, type Circle } from './circle.ts';
import type { Person } from './hand.ts';
import type { Move } from './ring.ts';
import type { Step } from './step.ts';
import { pass, turn, type Floor, type Part, type Unit } from './unit.ts';

// The search moves units; a game in ring mode moves one woman past one neighbour at a time. Here every step of the search
// becomes such moves.

/** One thought of a way out: who moves as one, past or towards whom, and move by move. */
export interface Thought {
	kind: Step['kind'];
	/** The people of the unit that moves or joins, and of the one it passes or joins. Empty where nobody moves. */
	who: Person[];
	whom: Person[];
	moves: Move[];
}

/**
 * Turns a trace into thoughts that can be played.
 *
 * @param firstOnly stop after the first thought in which somebody moves
 */
export function unfold(circle: Circle, steps: readonly Step[], firstOnly = false): Thought[] {
	const part: Part = { pile: [...circle.pile] };
	const floor: Floor = { seats: [...circle.seats], unitOf: new Map(), parts: [part], moves: [] };
	for (const person of circle.seats)
		floor.unitOf.set(person, { people: [person], holds: holdsOf(circle, person), part });
	const thoughts: Thought[] = [];
	for (const step of steps) {
		floor.moves = [];
		const [who, whom] = take(floor, step);
		thoughts.push({ kind: step.kind, who, whom, moves: floor.moves });
		if (firstOnly && floor.moves.length > 0) break;
	}
	return thoughts;
}

const unitAt = (floor: Floor, person: Person): Unit => floor.unitOf.get(person) as Unit;

function take(floor: Floor, step: Step): [Person[], Person[]] {
	switch (step.kind) {
		case 'heights':
			changeHeights(floor, step.holds);
			return [[], []];
		case 'apart':
			comeApart(floor, step);
			return [[], []];
		case 'places': {
			const [one, other] = step.units.map((person) => unitAt(floor, person)) as [Unit, Unit];
			const who = [[...one.people], [...other.people]] as [Person[], Person[]];
			approach(floor, one, other);
			pass(floor, one, other, 1);
			return who;
		}
		default: {
			const [stays, goes] = [unitAt(floor, step.stays), unitAt(floor, step.goes)];
			const who = [[...goes.people], [...stays.people]] as [Person[], Person[]];
			come(floor, goes, stays, step.kind === 'ring' ? null : step.hold);
			return who;
		}
	}
}

function changeHeights(floor: Floor, [x, y]: [number, number]): void {
	const part = floor.parts.find(({ pile }) => pile.includes(x)) as Part;
	const { pile } = part;
	const [i, j] = [pile.indexOf(x), pile.indexOf(y)];
	pile[i] = y;
	pile[j] = x;
	if (Math.abs(i - j) === 1) return;
	floor.moves.push(
		{ kind: 'swing', hold: i > j ? x : y, to: 'bottom' },
		{ kind: 'swing', hold: i > j ? y : x, to: 'top' }
	);
}

function comeApart(floor: Floor, { view, parts }: Extract<Step, { kind: 'apart' }>): void {
	const groups = parts.map((people) => people.map((person) => unitAt(floor, person)));
	if (view === 'side') for (const group of groups.slice(1)) gather(floor, group);
	const whole = (groups[0] as Unit[])[0]?.part as Part;
	const made = groups.map((group): Part => {
		const outer = group.flatMap(({ holds }) => [holds[0], holds.at(-1)]);
		const part = { pile: whole.pile.filter((hold) => outer.includes(hold)) };
		for (const unit of group) unit.part = part;
		return part;
	});
	floor.parts.splice(floor.parts.indexOf(whole), 1, ...made);
}

/** Brings units together on seats side by side, in the order in which they stand. */
function gather(floor: Floor, group: Unit[]): void {
	const inOrder = unitsFrom(floor, group[0] as Unit).filter((unit) => group.includes(unit));
	for (let i = 1; i < inOrder.length; i += 1) {
		const [last, next] = [inOrder[i - 1] as Unit, inOrder[i] as Unit];
		for (const other of between(floor, last, next).reverse()) pass(floor, next, other, -1);
	}
}

/** All units in the order of their seats, from one on. */
function unitsFrom(floor: Floor, first: Unit): Unit[] {
	const { seats } = floor;
	const from = seats.indexOf(first.people[0] as number);
	return [...new Set(seats.map((_, i) => unitAt(floor, seats[(from + i) % seats.length] as number)))];
}

/** The units that stand between the one and the next, going on from the one. */
function between(floor: Floor, one: Unit, other: Unit): Unit[] {
	const units = unitsFrom(floor, one);
	return units.slice(1, units.indexOf(other));
}

/** Brings two that are beside each other among their own, but for others who lie apart, side by side: one goes up to other. */
function approach(floor: Floor, one: Unit, other: Unit): void {
	for (const met of between(floor, one, other)) pass(floor, one, met, 1);
}

const size = (units: Unit[]) => units.reduce((sum, { people }) => sum + people.length, 0);
const pairs = (n: number) => (n * (n - 1)) / 2;

/** One unit comes to another, by the shorter way that is open; they become one by this hold, or (null) a flat ring. */
function come(floor: Floor, goes: Unit, stays: Unit, hold: number | null): void {
	const onwards = between(floor, goes, stays);
	const back = between(floor, stays, goes).reverse();
	const isOpen = (units: Unit[]) => units.every(({ part }) => part !== goes.part);
	// Beside each other among their own they may only pass others; who walks may pass everybody.
	const anyWay = isOpen(onwards) === isOpen(back);
	const cost = (met: Unit[], left: Unit, right: Unit) =>
		size(met) * goes.people.length +
		(hold === null ? 0 : turning(left, right, hold)) +
		(anyWay || isOpen(met) ? 0 : FAR);
	const goesOn = cost(onwards, goes, stays) <= cost(back, stays, goes);
	for (const met of goesOn ? onwards : back) pass(floor, goes, met, goesOn ? 1 : -1);
	const [left, right] = goesOn ? [goes, stays] : [stays, goes];
	if (hold === null) closeRing(floor, left, right, stays);
	else unite(floor, left, right, hold, stays);
}
const FAR = 1e6;

const endsWith = ({ people, holds }: Unit, hold: number) => people.length === 1 || holds.at(-1) === hold;
const startsWith = ({ people, holds }: Unit, hold: number) => people.length === 1 || holds[0] === hold;

/** Changes of places until two units beside each other have their common hold in the middle. */
function turning(left: Unit, right: Unit, hold: number): number {
	const [k, m] = [left.people.length, right.people.length];
	const stay = (endsWith(left, hold) ? 0 : pairs(k)) + (startsWith(right, hold) ? 0 : pairs(m));
	const cross = k * m + (startsWith(left, hold) ? 0 : pairs(k)) + (endsWith(right, hold) ? 0 : pairs(m));
	return Math.min(stay, cross);
}

function unite(floor: Floor, left: Unit, right: Unit, hold: number, name: Unit): void {
	const [k, m] = [left.people.length, right.people.length];
	const stay = (endsWith(left, hold) ? 0 : pairs(k)) + (startsWith(right, hold) ? 0 : pairs(m));
	if (turning(left, right, hold) < stay) {
		pass(floor, left, right, 1);
		return unite(floor, right, left, hold, name);
	}
	if (left.holds.at(-1) !== hold) turn(floor, left);
	if (right.holds[0] !== hold) turn(floor, right);
	grow(floor, left, right, name);
	name.part.pile.splice(name.part.pile.indexOf(hold), 1);
}

function grow(floor: Floor, left: Unit, right: Unit, name: Unit): void {
	name.people = [...left.people, ...right.people];
	name.holds = [...left.holds, ...right.holds.slice(1)];
	for (const person of name.people) floor.unitOf.set(person, name);
}

/** Two units that hold each other twice, side by side: either hold can be the one in the middle. The ring is flat then. */
function closeRing(floor: Floor, left: Unit, right: Unit, name: Unit): void {
	if (left.holds.at(-1) !== right.holds[0]) turn(floor, left.people.length < right.people.length ? left : right);
	grow(floor, left, right, name);
	// It is in nobody's way, and lies apart, above all others.
	const closing = name.holds[0] as number;
	name.part.pile = name.part.pile.filter((hold) => !name.holds.includes(hold));
	name.part = { pile: [closing] };
	floor.parts.push(name.part);
}
