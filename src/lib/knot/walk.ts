import { MOST, personOf, type Person } from './hand.ts';
import { orderOf, relevel } from './order.ts';
import { doCross, isInside, isOn, isOnRim, isPoint, squared, turn, type Point } from './point.ts';
import type { Hold, Tangle } from './tangle.ts';
import { strainOf } from './thread.ts';

/**
 * A game in walk mode: everybody stands at a point of the plane, every hold is a straight thread at its own height, and
 * everybody is a post between her two. Threads never meet threads, only posts.
 */
export interface Plane {
	readonly players: number;
	readonly holds: readonly Hold[];
	/** Person → where she stands. */
	readonly at: readonly Point[];
	/** Holds from the lowest up; where two do not cross, their order means nothing. */
	readonly pile: readonly number[];
	/** The square of a thread's length at rest. */
	readonly rest: number;
}

/**
 * What happens on a straight walk: a thread of hers is carried past somebody, or she goes past a thread. Each time the
 * thread is above both holds of that person (`over`: the person ducks) or below both (`under`: she steps over it).
 */
export interface Meeting {
	thread: number;
	person: Person;
}
export type Side = 'over' | 'under';
export interface Option {
	/** For each meeting. */
	sides: Side[];
	/** The pile afterwards. */
	pile: number[];
}
export type Walk =
	| { ok: true; meetings: Meeting[]; options: Option[] }
	| { ok: false; reason: 'not-there' | 'not-a-point' }
	/** Somebody or a thread would be touched: a little to the side it may go. */
	| { ok: false; reason: 'close'; person: Person }
	/** The hold would be stretched too far. */
	| { ok: false; reason: 'breaks'; hold: number }
	/** Whatever is chosen, a thread would have to go through another. */
	| { ok: false; reason: 'blocked'; meetings: Meeting[] };

/** More open choices than this are not listed. */
const MOST_OPTIONS = 16;

/** The start: a ring of this radius (up to 2¹⁹), everybody at her seat, rounded to whole points. */
export function makePlane({ players, holds, heights }: Tangle, radius: number): Plane {
	const pile = new Array<number>(players);
	for (const [hold, height] of heights.entries()) pile[height] = hold;
	const at = Array.from({ length: players }, (_, i): Point => {
		const angle = (2 * Math.PI * i) / players;
		return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
	});
	return { players, holds, at, pile, rest: (2 * radius) ** 2 };
}

const ends = ({ holds }: Plane, hold: number): [Person, Person] =>
	(holds[hold] as Hold).map(personOf) as [Person, Person];
const where = ({ at }: Plane, person: Person): Point => at[person] as Point;
const holdsOf = (plane: Plane, person: Person): number[] =>
	plane.pile.filter((hold) => ends(plane, hold).includes(person));

/** Whether two threads cross, seen from above. */
export function crossing(plane: Plane): (e: number, f: number) => boolean {
	return (e, f) => {
		const [[a, b], [c, d]] = [ends(plane, e), ends(plane, f)];
		if (a === c || a === d || b === c || b === d) return false;
		return doCross(where(plane, a), where(plane, b), where(plane, c), where(plane, d));
	};
}

export const isDone = (plane: Plane): boolean => orderOf(plane.pile, crossing(plane)).every((above) => above === 0);

/** Whether somebody may walk straight to a point, past whom and what, and which choices she has. */
export function tryWalk(plane: Plane, person: Person, to: Point): Walk {
	if (!Number.isInteger(person) || person < 0 || person >= plane.players) return { ok: false, reason: 'not-there' };
	if (!isPoint(to)) return { ok: false, reason: 'not-a-point' };
	const close = touched(plane, person, to);
	if (close >= 0) return { ok: false, reason: 'close', person: close };
	for (const hold of holdsOf(plane, person))
		if (strainOf(squared(where(plane, partner(plane, hold, person)), to), plane.rest) === 'broken')
			return { ok: false, reason: 'breaks', hold };
	const meetings = meetingsOf(plane, person, to);
	const options = choose(plane, meetings);
	return options.length > 0 ? { ok: true, meetings, options } : { ok: false, reason: 'blocked', meetings };
}

/** Walks, after checking it from scratch. `sides` may be left out where there is one option only. */
export function walk(plane: Plane, person: Person, to: Point, sides?: readonly Side[]): Plane | null {
	const tried = tryWalk(plane, person, to);
	if (!tried.ok) return null;
	const option = sides
		? fit(plane, tried.meetings, sides)
		: tried.options.length === 1
			? (tried.options[0] as Option).pile
			: null;
	return option && { ...plane, at: plane.at.with(person, [to[0], to[1]]), pile: option };
}

function partner(plane: Plane, hold: number, person: Person): Person {
	const [a, b] = ends(plane, hold);
	return a === person ? b : a;
}

/** Somebody whom the walk or a thread would touch, or −1. */
function touched(plane: Plane, person: Person, to: Point): Person {
	const from = where(plane, person);
	const partners = holdsOf(plane, person).map((hold) => partner(plane, hold, person));
	for (let other = 0; other < plane.players; other += 1) {
		if (other === person) continue;
		const point = where(plane, other);
		if (isOn(point, from, to)) return other;
		for (const one of partners) if (one !== other && isOnRim(point, where(plane, one), from, to)) return other;
	}
	for (const hold of plane.pile) {
		const [a, b] = ends(plane, hold);
		if (a !== person && b !== person && isOn(to, where(plane, a), where(plane, b))) return a;
	}
	return -1;
}

function meetingsOf(plane: Plane, person: Person, to: Point): Meeting[] {
	const from = where(plane, person);
	const meetings: Meeting[] = [];
	for (const thread of plane.pile) {
		const [a, b] = ends(plane, thread);
		if (a !== person && b !== person) {
			if (doCross(from, to, where(plane, a), where(plane, b))) meetings.push({ thread, person });
			continue;
		}
		const end = where(plane, partner(plane, thread, person));
		if (turn(end, from, to) === 0) continue; // straight towards her partner or away: the thread sweeps nothing
		for (let other = 0; other < plane.players; other += 1)
			if (other !== person && isInside(where(plane, other), end, from, to)) meetings.push({ thread, person: other });
	}
	return meetings;
}

/** All choices that leave the holds in an order, up to `MOST_OPTIONS`. */
function choose(plane: Plane, meetings: readonly Meeting[]): Option[] {
	const options: Option[] = [];
	const sides: Side[] = [];
	const above = orderOf(plane.pile, crossing(plane));
	const go = (order: Int32Array): void => {
		if (options.length >= MOST_OPTIONS) return;
		const pile = relevel(order, plane.pile);
		if (!pile) return;
		const meeting = meetings[sides.length];
		if (!meeting) {
			options.push({ sides: [...sides], pile });
			return;
		}
		for (const side of ['over', 'under'] as const) {
			sides.push(side);
			go(withMeeting(plane, order, meeting, side));
			sides.pop();
		}
	};
	go(above);
	return options;
}

function fit(plane: Plane, meetings: readonly Meeting[], sides: readonly Side[]): number[] | null {
	if (sides.length !== meetings.length) return null;
	let order = orderOf(plane.pile, crossing(plane));
	for (const [i, meeting] of meetings.entries()) order = withMeeting(plane, order, meeting, sides[i] as Side);
	return relevel(order, plane.pile);
}

function withMeeting(plane: Plane, order: Int32Array, { thread, person }: Meeting, side: Side): Int32Array {
	const next = new Int32Array(MOST);
	next.set(order);
	for (const hold of holdsOf(plane, person)) {
		if (hold === thread) continue;
		const [low, high] = side === 'over' ? [hold, thread] : [thread, hold];
		next[low] = (next[low] as number) | (1 << high);
	}
	return next;
}
