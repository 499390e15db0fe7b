// Points with whole coordinates. With coordinates up to 2²⁰ every product below stays under 2⁴³ and every sum of them
// under 2⁴⁵, so doubles hold them exactly and no test can be wrong by a rounding.

export type Point = readonly [number, number];

/** The largest coordinate, either sign. */
export const FARTHEST = 2 ** 20;

export const isPoint = (value: unknown): value is Point =>
	Array.isArray(value) &&
	value.length === 2 &&
	value.every((x: unknown) => typeof x === 'number' && Number.isInteger(x) && Math.abs(x) <= FARTHEST);

/** +1 if a → b → c turns left, −1 if right, 0 if the three are on one line. */
export const turn = (a: Point, b: Point, c: Point): number =>
	Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

/** The square of the distance. */
export const squared = (a: Point, b: Point): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

/** Whether p lies on the segment from a to b, ends included. */
export const isOn = (p: Point, a: Point, b: Point): boolean =>
	turn(a, b, p) === 0 && (p[0] - a[0]) * (p[0] - b[0]) + (p[1] - a[1]) * (p[1] - b[1]) <= 0;

/** Whether two segments cross at a point inside both. */
export function doCross(a: Point, b: Point, c: Point, d: Point): boolean {
	const [one, two, three, four] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
	return one * two < 0 && three * four < 0;
}

/** Whether p lies strictly inside a triangle. */
export function isInside(p: Point, a: Point, b: Point, c: Point): boolean {
	const side = turn(a, b, p);
	return side !== 0 && side === turn(b, c, p) && side === turn(c, a, p);
}

/** Whether p lies on the rim of a triangle. */
export const isOnRim = (p: Point, a: Point, b: Point, c: Point): boolean =>
	isOn(p, a, b) || isOn(p, b, c) || isOn(p, c, a);
