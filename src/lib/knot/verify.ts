import { personOf } from './hand.ts';
import type { Step } from './step.ts';
import type { Tangle } from './tangle.ts';

// Checks a way out step by step, without using anything of the search: plain lists, every rule spelt out again.

/** What is wrong with a way out, and at which step; or that it leads from this tangle to nothing left to undo. */
export type Verified = { ok: true } | { ok: false; at: number; reason: Fault };
export type Fault =
	'not-there' | 'not-beside' | 'not-next' | 'in-the-way' | 'no-such-hold' | 'not-a-ring' | 'not-apart' | 'not-done';

export interface Hold {
	name: number;
	units: [number, number];
}
/** Rings that may hang together: units in ring order, holds from the lowest up. */
export interface Part {
	seats: number[];
	pile: Hold[];
}

/** Replays a trace: when nothing is left, the way was a way out. */
export function verify(tangle: Tangle, steps: readonly Step[]): Verified {
	const left = replay(tangle, steps);
	if (!Array.isArray(left)) return { ok: false, ...left };
	return left.every(({ seats }) => seats.length === 0)
		? { ok: true }
		: { ok: false, at: steps.length, reason: 'not-done' };
}

/** What is left after the steps. Units and holds are looked up by name in the part that has them. */
export function replay(
	{ players, holds, heights }: Tangle,
	steps: readonly Step[]
): Part[] | { at: number; reason: Fault } {
	const pile: Hold[] = [];
	for (const [k, [a, b]] of holds.entries())
		pile[heights[k] as number] = { name: k, units: [personOf(a), personOf(b)] };
	let parts: Part[] = [{ seats: Array.from({ length: players }, (_, i) => i), pile }];
	for (const [at, step] of steps.entries()) {
		const name = nameIn(step);
		const part = parts.find(({ seats, pile }) =>
			step.kind === 'heights' ? pile.some((hold) => hold.name === name) : seats.includes(name)
		);
		if (!part) return { at, reason: 'not-there' };
		const after = take(part, step);
		if (!Array.isArray(after)) return { at, reason: after };
		parts = [...parts.filter((other) => other !== part), ...after];
	}
	return parts;
}

function nameIn(step: Step): number {
	switch (step.kind) {
		case 'places':
			return step.units[0];
		case 'heights':
			return step.holds[0];
		case 'apart':
			return step.parts[0]?.[0] ?? -1;
		default:
			return step.stays;
	}
}

/** The parts that a step makes of a part, or why it cannot be made there. */
export function take(part: Part, step: Step): Part[] | Fault {
	switch (step.kind) {
		case 'places':
			return changePlaces(part, step.units);
		case 'heights':
			return changeHeights(part, step.holds);
		case 'apart':
			return comeApart(part, step);
		default:
			return become(part, step);
	}
}

function changePlaces({ seats, pile }: Part, [a, b]: [number, number]): Part[] | Fault {
	const [i, j] = [seats.indexOf(a), seats.indexOf(b)];
	if (j < 0 || !areNext(i, j, seats.length)) return 'not-beside';
	if (cross(heightsOf(pile, a), heightsOf(pile, b))) return 'in-the-way';
	return [{ seats: seats.with(i, b).with(j, a), pile }];
}

function changeHeights({ seats, pile }: Part, [x, y]: [number, number]): Part[] | Fault {
	const [i, j] = [pile.findIndex(({ name }) => name === x), pile.findIndex(({ name }) => name === y)];
	const [one, other] = [pile[i], pile[j]];
	if (!one || !other || !areNext(i, j, pile.length)) return 'not-next';
	if (cross(seatsOf(seats, one), seatsOf(seats, other))) return 'in-the-way';
	return [{ seats, pile: pile.with(i, other).with(j, one) }];
}

function become({ seats, pile }: Part, step: Extract<Step, { stays: number }>): Part[] | Fault {
	const { kind, stays, goes } = step;
	const between = pile.filter(({ units }) => units.includes(stays) && units.includes(goes));
	if (!between.some(({ name }) => name === step.hold)) return 'no-such-hold';
	const beside = areNext(seats.indexOf(stays), seats.indexOf(goes), seats.length);
	const free = areNext(...(heightsOf(pile, goes) as [number, number]), pile.length);
	if (kind === 'walk' ? !free : kind === 'beside' ? !beside : !beside && !free) return 'in-the-way';
	if ((kind === 'ring') !== (between.length === 2)) return 'not-a-ring';
	const rest = pile.filter(
		({ name }) => name !== step.hold && (kind !== 'ring' || !between.some((h) => h.name === name))
	);
	const seated = seats.filter((unit) => unit !== goes && (kind !== 'ring' || unit !== stays));
	const renamed = rest.map(({ name, units }) => ({
		name,
		units: units.map((unit) => (unit === goes ? stays : unit)) as [number, number]
	}));
	return [{ seats: seated, pile: renamed }];
}

function comeApart({ seats, pile }: Part, { view, parts }: Extract<Step, { kind: 'apart' }>): Part[] | Fault {
	const partOf = (unit: number) => parts.findIndex((part) => part.includes(unit));
	const all = parts.flat();
	if (all.length !== seats.length || !seats.every((unit) => all.filter((other) => other === unit).length === 1))
		return 'not-there';
	if (pile.some(({ units: [a, b] }) => partOf(a) !== partOf(b))) return 'not-apart';
	const spans =
		view === 'above'
			? pile.map((hold) => ({ part: partOf(hold.units[0]), span: seatsOf(seats, hold) }))
			: seats.map((unit) => ({ part: partOf(unit), span: heightsOf(pile, unit) }));
	for (const one of spans)
		for (const other of spans) if (one.part !== other.part && cross(one.span, other.span)) return 'not-apart';
	return parts.map((_, part) => ({
		seats: seats.filter((unit) => partOf(unit) === part),
		pile: pile.filter(({ units }) => partOf(units[0]) === part)
	}));
}

const areNext = (i: number, j: number, length: number) =>
	i >= 0 && j >= 0 && i !== j && ((i + 1) % length === j || (j + 1) % length === i);
const heightsOf = (pile: Hold[], unit: number) =>
	pile.flatMap(({ units }, height) => (units.includes(unit) ? [height] : []));
const seatsOf = (seats: number[], { units }: Hold) => units.map((unit) => seats.indexOf(unit));

/** Whether of two spans each has one end strictly between the other's. */
function cross(one: readonly number[], other: readonly number[]): boolean {
	const [low, high] = [Math.min(...one), Math.max(...one)];
	return other.filter((at) => at > low && at < high).length === 1 && !other.some((at) => at === low || at === high);
}
