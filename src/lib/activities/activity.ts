import * as v from 'valibot';

// Something to do together. What is in the library stands in this program and is the same for every group; what a group
// makes of it lies in its plans and its notes.

/** What is held between two hands. The first is offered first; all are equal, and none is the real one. */
export const MATERIALS = ['scarf', 'rope', 'thread', 'hands'] as const;
export type Material = (typeof MATERIALS)[number];

/** How a woman can be part of it. Each is a whole part, for any reason or none. */
export const PARTS = ['player', 'voice', 'observer'] as const;
export type Part = (typeof PARTS)[number];

export interface Activity {
	id: 'knot' | 'one-thing';
	/** From, to. */
	minutes: readonly [number, number];
	/** The fewest it works with, and how many it is best with. */
	people: { fewest: number; best: readonly [number, number] };
	/** What may be held; empty when nothing is needed. */
	materials: readonly Material[];
	/** Whether one of the ways to do it has people touch. There is always another way. */
	touch: boolean;
	parts: readonly Part[];
}

export const knot: Activity = {
	id: 'knot',
	minutes: [20, 30],
	people: { fewest: 4, best: [8, 12] },
	materials: MATERIALS,
	touch: true,
	parts: PARTS
};

/** For when there are too few for the knot, or nobody feels like it. */
export const oneThing: Activity = {
	id: 'one-thing',
	minutes: [10, 20],
	people: { fewest: 2, best: [2, 12] },
	materials: [],
	touch: false,
	parts: ['player', 'observer']
};

/** The library, in the order in which it is shown. */
export const activities: readonly Activity[] = [knot, oneThing];

/** Those with a guide of their own, which a part of a plan may name. */
export const GUIDED = ['knot'] as const;
export type Guided = (typeof GUIDED)[number];
/** In a part of a plan. One that this program does not know yet is none: the rest of the plan still opens. */
export const guided = () => v.fallback(v.optional(v.picklist(GUIDED)), undefined);

/** The most that one circle is for. More make several. */
export const MOST_IN_A_CIRCLE = 12;
/** The most that the check of who holds whom takes. */
export const MOST_CHECKED = 20;
export const MOST_PLAYERS = 60;

export type Advice =
	/** Not enough: another activity is offered. */
	| { kind: 'other' }
	/** Four: in a ring of four each has only one who is not beside her, and she needs two. So beside is allowed. */
	| { kind: 'beside' }
	/** It works, and is short; a few watching or guiding help. */
	| { kind: 'few' }
	| { kind: 'plain' }
	/** Better in circles of these sizes, or with some who watch and guide. */
	| { kind: 'split'; circles: readonly number[] };

/** What to say to so many who want to play. */
export function adviceFor(players: number): Advice {
	if (players < knot.people.fewest) return { kind: 'other' };
	if (players === 4) return { kind: 'beside' };
	if (players < knot.people.best[0]) return { kind: 'few' };
	if (players <= MOST_IN_A_CIRCLE) return { kind: 'plain' };
	return { kind: 'split', circles: circlesOf(players) };
}

/** As few circles as there can be, as equal as can be, the larger first. */
function circlesOf(players: number): number[] {
	const count = Math.ceil(players / MOST_IN_A_CIRCLE);
	return Array.from({ length: count }, (_, i) => Math.ceil((players - i) / count));
}
