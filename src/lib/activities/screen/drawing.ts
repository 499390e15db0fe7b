import { crossing, type Circle } from '#lib/knot/circle.ts';
import { personOf, type Person } from '#lib/knot/hand.ts';

// Where everything is drawn. Every hold starts at the middle of a figure, as the engine has it: a body is a post, and
// two holds cross on paper if and only if they cross in the game. drawing.test.ts holds the curves to that.

export interface Spot {
	x: number;
	y: number;
}
export interface Band {
	hold: number;
	/** Its place in the pile, 0 the lowest. */
	height: number;
	ends: [Person, Person];
	line: Spot[];
	/** Short pieces of the line where it passes over another: the gap in the lower one. */
	gaps: Spot[][];
}

/** The picture is a square of this side. */
export const SIZE = 336;
/** As large as the ring has room for: of more than a dozen each is smaller, or they would touch. */
export const figureSize = (players: number): number => (players > 12 ? 18 : players > 8 ? 22 : 27);
const RADIUS = 134;
/** How many letters fit on a figure: into its first line, and into a second under it. */
export type Room = readonly [number, number];
export const letterRoom = (players: number): Room => (players > 12 ? [6, 5] : players > 8 ? [7, 5] : [8, 6]);
/** Odd, so that two holds straight across do not meet where two pieces do. */
const PIECES = 47;
/** A gap reaches so far along the line to either side. */
const REACH = 11;

/** A seat. The ring is a little uneven, so that holds straight across do not all meet in the middle. */
export function seatSpot(players: number, seat: number): Spot {
	const uneven = players > 5 ? (players > 9 ? 0.06 : 0.11) * Math.sin(2.4 * seat + 1) : 0;
	const turn = (2 * Math.PI * (seat + uneven)) / players - Math.PI / 2;
	const out = RADIUS * (1 + (players > 5 ? 0.035 * Math.cos(3 * turn) : 0));
	return { x: SIZE / 2 + out * Math.cos(turn), y: SIZE / 2 + out * Math.sin(turn) };
}

/** Below 1 a hold leans a little to the middle; at the end, above 1, out to the ring. */
const LEAN = { play: 0.86, calm: 1.22 };

/** A hold as a curve. */
export function curve(a: Spot, b: Spot, lean: number = LEAN.play): Spot[] {
	const middle = SIZE / 2;
	const bend = { x: middle + (lean * (a.x + b.x - SIZE)) / 2, y: middle + (lean * (a.y + b.y - SIZE)) / 2 };
	return Array.from({ length: PIECES + 1 }, (_, i) => {
		const t = i / PIECES;
		const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
		return { x: p * a.x + q * bend.x + r * b.x, y: p * a.y + q * bend.y + r * b.y };
	});
}

const turned = (a: Spot, b: Spot, c: Spot) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** The pieces of one line at which it crosses another. */
export function meets(one: readonly Spot[], other: readonly Spot[]): number[] {
	const found: number[] = [];
	for (let i = 1; i < one.length; i += 1)
		for (let j = 1; j < other.length; j += 1) {
			const [a, b] = [one[i - 1] as Spot, one[i] as Spot];
			const [c, d] = [other[j - 1] as Spot, other[j] as Spot];
			if (turned(a, b, c) * turned(a, b, d) < 0 && turned(c, d, a) * turned(c, d, b) < 0) found.push(i);
		}
	return found;
}

function around(line: readonly Spot[], piece: number): Spot[] {
	let [from, to] = [piece - 1, piece];
	const far = (i: number) => {
		const [a, b] = [line[piece] as Spot, line[i] as Spot];
		return Math.hypot(a.x - b.x, a.y - b.y) >= REACH;
	};
	while (from > 0 && !far(from)) from -= 1;
	while (to < line.length - 1 && !far(to)) to += 1;
	return line.slice(from, to + 1);
}

/** All holds from the lowest up, in the order to draw them in. */
export function bandsOf(circle: Circle, mood: keyof typeof LEAN = 'play'): Band[] {
	const { seats, players, holds, pile } = circle;
	const cross = crossing(circle);
	const bands: Band[] = [];
	for (const [height, hold] of pile.entries()) {
		const ends = (holds[hold] ?? []).map(personOf) as [Person, Person];
		const [a, b] = ends.map((person) => seatSpot(players, seats.indexOf(person))) as [Spot, Spot];
		const line = curve(a, b, LEAN[mood]);
		const below = bands.filter((band) => cross(band.hold, hold));
		const gaps = below.flatMap((band) => meets(line, band.line).map((piece) => around(line, piece)));
		bands.push({ hold, height, ends, line, gaps });
	}
	return bands;
}

export const path = (line: readonly Spot[]): string =>
	line.map(({ x, y }, i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** Lower bands are thinner: 5 to 10. */
export const width = ({ height }: Band, players: number): number => 5 + (5 * height) / Math.max(1, players - 1);
