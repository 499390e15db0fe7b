import type { Step } from './step.ts';
import { take, type Part } from './verify.ts';

// For tests only: whether a part is stuck, looked through again without anything of the search. Every arrangement that
// exchanges lead to is written out, and each is asked for every step that would make it smaller.

/** How many arrangements exchanges lead to; −1 if one of them can merge or come apart. */
export function countStuck(start: Part): number {
	const seen = new Map([[keyOf(start), start]]);
	for (const part of seen.values()) {
		if (smaller(part).some((step) => Array.isArray(take(part, step)))) return -1;
		for (const step of exchanges(part)) {
			const after = take(part, step);
			for (const next of Array.isArray(after) ? after : []) seen.set(keyOf(next), next);
		}
	}
	return seen.size;
}

/** Turning the ring, or swinging the top of the pile under its bottom, changes nothing. */
const keyOf = ({ seats, pile }: Part) => `${turned(seats)}/${turned(pile.map(({ name }) => name))}`;
function turned(list: number[]): string {
	const at = list.indexOf(Math.min(...list));
	return [...list.slice(at), ...list.slice(0, at)].join();
}

const pairs = <T>(list: readonly T[]): [T, T][] =>
	list.flatMap((one) => list.flatMap((other): [T, T][] => (one === other ? [] : [[one, other]])));

const exchanges = ({ seats, pile }: Part): Step[] => [
	...pairs(seats).map((units): Step => ({ kind: 'places', units })),
	...pairs(pile).map(([x, y]): Step => ({ kind: 'heights', holds: [x.name, y.name] }))
];

function smaller({ seats, pile }: Part): Step[] {
	const joins = pairs(seats).flatMap(([stays, goes]) =>
		pile.flatMap(({ name: hold }) =>
			(['beside', 'walk', 'ring'] as const).map((kind): Step => ({ kind, stays, goes, hold }))
		)
	);
	const rings = ringsOf(seats, pile);
	const splits = rings.length < 2 ? [] : waysToSplit(rings);
	const apart = splits.flatMap((parts) =>
		(['above', 'side'] as const).map((view): Step => ({ kind: 'apart', view, parts }))
	);
	return [...joins, ...apart];
}

function ringsOf(seats: readonly number[], pile: Part['pile']): number[][] {
	let rings = seats.map((unit) => [unit]);
	for (const { units } of pile) {
		const joined = rings.filter((ring) => units.some((unit) => ring.includes(unit)));
		rings = [...rings.filter((ring) => !joined.includes(ring)), joined.flat()];
	}
	return rings;
}

/** All ways to put the rings into two heaps. */
function waysToSplit([first = [], ...rest]: number[][]): number[][][] {
	const heaps = rest.reduce<[number[], number[]][]>(
		(ways, ring) =>
			ways.flatMap(([a, b]): [number[], number[]][] => [
				[[...a, ...ring], b],
				[a, [...b, ...ring]]
			]),
		[[first, []]]
	);
	return heaps.filter(([, other]) => other.length > 0);
}
