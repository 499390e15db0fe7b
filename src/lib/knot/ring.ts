import { crossing, holdsOf, overs, type Circle } from './circle.ts';
import type { Person } from './hand.ts';
import { keepsTo, orderOf, reach, relevel } from './order.ts';

/**
 * How two neighbours get past each other: `over`, the mover's holds lie above hers, and she ducks; `under`, the mover
 * steps over hers; `through`, the mover goes through between her arms; `around`, she goes through between the mover's.
 */
export type Way = 'over' | 'under' | 'through' | 'around';

export type Move =
	| {
			kind: 'swap';
			/** Who moves, and the neighbour she changes places with. */
			person: Person;
			other: Person;
			way: Way;
			/** With `through` and `around`: which of the outer one's two holds is the lower. Otherwise null. */
			low: number | null;
	  }
	/** A hold with nothing above it swings over everybody's heads to the bottom, or one with nothing below it to the top. */
	| { kind: 'swing'; hold: number; to: 'top' | 'bottom' };

export type Moved = { ok: true; circle: Circle } | { ok: false; reason: 'not-there' | 'not-beside' | 'blocked' };

/** What a person can do: towards each neighbour the ways that are open, the ones that fit the pile as it lies first. */
export interface Reach {
	other: Person;
	/** Which way round the ring the neighbour stands: +1 on the next seat, −1 on the one before. */
	side: 1 | -1;
	/** None: the way is blocked. Ways that come to the same are one. */
	moves: Move[];
}

/** The legal moves of one person in ring mode; an empty list for somebody who is not there. */
export function moves(circle: Circle, person: Person): Reach[] {
	const { seats, players } = circle;
	const at = seats.indexOf(person);
	if (at < 0) return [];
	const all = reach(overs(circle), circle.pile);
	return ([1, -1] as const).map((side) => {
		const other = seats[(at + side + players) % players] as number;
		return { other, side, moves: waysPast(circle, all, person, other) };
	});
}

function waysPast(circle: Circle, all: Int32Array, person: Person, other: Person): Move[] {
	const open: { move: Move; fits: boolean; becomes: string }[] = [];
	for (const move of patterns(circle, person, other)) {
		const asks = demands(circle, move);
		if (asks.some(([low, high]) => ((all[high] as number) >>> low) & 1)) continue;
		const fits = asks.every(([low, high]) => circle.pile.indexOf(low) < circle.pile.indexOf(high));
		open.push({ move, fits, becomes: newCrossings(circle, move) });
	}
	open.sort((a, b) => Number(b.fits) - Number(a.fits));
	return open
		.filter(({ becomes }, i) => open.findIndex((one) => one.becomes === becomes) === i)
		.map(({ move }) => move);
}

type Swap = Extract<Move, { kind: 'swap' }>;

/** All ways there could be. Two who hold each other can turn round each other one way or the other. */
function patterns(circle: Circle, person: Person, other: Person): Swap[] {
	const mine = holdsOf(circle, person);
	const hers = holdsOf(circle, other);
	const swap = (way: Way, low: number | null): Swap => ({ kind: 'swap', person, other, way, low });
	const flat = [swap('over', null), swap('under', null)];
	if (mine.some((hold) => hers.includes(hold))) return flat;
	return [...flat, ...hers.map((low) => swap('through', low)), ...mine.map((low) => swap('around', low))];
}

/** What must lie below what for a move: pairs of holds, the lower first. */
function demands(circle: Circle, { person, other, way, low }: Swap): [number, number][] {
	const all = [holdsOf(circle, person), holdsOf(circle, other)] as const;
	const mine = all[0].filter((hold) => !all[1].includes(hold));
	const hers = all[1].filter((hold) => !all[0].includes(hold));
	const [inner, outer] = way === 'around' ? [hers, mine] : [mine, hers];
	if (way === 'over') return mine.flatMap((high) => hers.map((below): [number, number] => [below, high]));
	if (way === 'under') return mine.flatMap((below) => hers.map((high): [number, number] => [below, high]));
	const between = inner.flatMap((hold) =>
		outer.map((edge): [number, number] => (edge === low ? [edge, hold] : [hold, edge]))
	);
	return [...between, ...outer.filter((edge) => edge !== low).map((high): [number, number] => [low ?? high, high])];
}

/** Which holds cross after the move that did not before, and which lies above: the rest of the order stays. */
function newCrossings(circle: Circle, move: Swap): string {
	const cross = crossing(exchange(circle, move));
	return demands(circle, move)
		.filter(([low, high]) => cross(low, high))
		.map(([low, high]) => `${low}<${high}`)
		.sort()
		.join();
}

function exchange(circle: Circle, { person, other }: Swap): Circle {
	const seats = circle.seats.map((one) => (one === person ? other : one === other ? person : one));
	return { ...circle, seats };
}

/**
 * Makes a move, after checking it from scratch. The pile stays as it is where the move fits it; otherwise holds that are
 * not in each other's way change heights, always in the same manner, so that all who fold the same moves see the same.
 */
export function play(circle: Circle, move: Move): Moved {
	return move.kind === 'swing' ? swing(circle, move) : swap(circle, move);
}

function swap(circle: Circle, move: Swap): Moved {
	const { seats, players, pile } = circle;
	const [i, j] = [seats.indexOf(move.person), seats.indexOf(move.other)];
	if (i < 0 || j < 0) return { ok: false, reason: 'not-there' };
	if ((i + 1) % players !== j && (j + 1) % players !== i) return { ok: false, reason: 'not-beside' };
	const known = patterns(circle, move.person, move.other);
	if (!known.some(({ way, low }) => way === move.way && low === move.low)) return { ok: false, reason: 'blocked' };
	const above = overs(circle);
	for (const [low, high] of demands(circle, move)) above[low] = (above[low] as number) | (1 << high);
	const next = keepsTo(above, pile) ? pile : relevel(above, pile);
	return next ? { ok: true, circle: exchange({ ...circle, pile: next }, move) } : { ok: false, reason: 'blocked' };
}

function swing(circle: Circle, { hold, to }: Extract<Move, { kind: 'swing' }>): Moved {
	const { pile } = circle;
	if (!pile.includes(hold)) return { ok: false, reason: 'not-there' };
	const rest = pile.filter((other) => other !== hold);
	// Lifted to where it leaves from, it may not lie differently to anything that it crosses.
	const lifted = to === 'bottom' ? [...rest, hold] : [hold, ...rest];
	const cross = crossing(circle);
	if (orderOf(pile, cross).join() !== orderOf(lifted, cross).join()) return { ok: false, reason: 'blocked' };
	return { ok: true, circle: { ...circle, pile: to === 'bottom' ? [hold, ...rest] : [...rest, hold] } };
}

/** The move that takes a move back. */
export function takenBack(move: Move): Move {
	return move.kind === 'swap' ? move : { ...move, to: move.to === 'top' ? 'bottom' : 'top' };
}
