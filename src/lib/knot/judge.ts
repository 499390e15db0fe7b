import * as alexander from './alexander.ts';
import { layRing, layTangle, newGrid, type Grid } from './grid.ts';
import { A, jones } from './jones.ts';
import { findLinked } from './linking.ts';
import { newPile, pileUp } from './pile.ts';
import { explored, undo, type Outcome } from './search.ts';
import type { Step } from './step.ts';
import type { Tangle } from './tangle.ts';
import { PRIME } from './field.ts';

/** Whether a tangle can be undone without letting go, and how that is known. */
export interface Verdict {
	rings: number;
	undoable: boolean;
	/** `trace`: a way out. All others are proofs that there is none; see `Certificate`. */
	by: 'trace' | 'linking' | 'alexander' | 'jones' | 'exhausted';
}

/** The proof of a verdict, for someone else to check. */
export type Certificate =
	| { by: 'trace'; steps: Step[] }
	/** Two rings (numbered by their lowest person) that go through each other `number` times, signs counted. */
	| { by: 'linking'; between: [number, number]; number: number }
	/** ± t^k Δ(t) modulo `modulus` is `value`: of one ring alone (numbered as above), or of the whole (null). */
	| { by: 'alexander'; ring: number | null; t: number; modulus: number; value: number }
	/** The Jones polynomial at A modulo `modulus` is `value`; that many free rings would have `free`. */
	| { by: 'jones'; a: number; modulus: number; value: number; free: number }
	/** After `steps` no exchange of places or heights leads on: all `arrangements` there are have been looked at. */
	| { by: 'exhausted'; steps: Step[]; arrangements: number };

/** So many arrangements are looked at before the costlier invariant is asked. */
const FIRST_LOOK = 300;

const grid = newGrid();
const alone = newGrid();
const pile = newPile();
const search = { swings: true, cheapest: false, most: FIRST_LOOK };

/**
 * Decides whether a tangle comes undone, exactly both ways: cheap proofs that it does not, then the search, which is one
 * proof or the other. For anything that `parseTangle` lets pass.
 */
export function judge(tangle: Tangle): Verdict {
	layTangle(grid, tangle);
	const { rings } = grid;
	if (findLinked(grid)) return { rings, undoable: false, by: 'linking' };
	if (findKnottedRing() >= 0 || alexander.findPoint(grid) >= 0) return { rings, undoable: false, by: 'alexander' };
	const first = look(tangle, FIRST_LOOK, null);
	if (first !== 'tired') return ended(first);
	const { value, free } = jones(grid);
	if (value !== free) return { rings, undoable: false, by: 'jones' };
	return ended(look(tangle, Infinity, null));
}

const ended = (outcome: Outcome): Verdict => ({
	rings: grid.rings,
	undoable: outcome === 'undone',
	by: outcome === 'undone' ? 'trace' : 'exhausted'
});

function look(tangle: Tangle, most: number, log: Step[] | null): Outcome {
	search.most = most;
	return undo(pileUp(pile, tangle, grid.rings > 1), search, log);
}

/** Of several rings the first that is knotted in itself, or −1. Under five people none is. */
function findKnottedRing(): number {
	if (grid.rings < 2) return -1;
	for (let ring = 0; ring < grid.rings; ring += 1)
		if ((grid.length[ring] as number) >= 5 && alexander.findPoint(layRing(alone, grid, ring)) >= 0) return ring;
	return -1;
}

/** The proof that belongs to what `judge` says of this tangle. */
export function prove(tangle: Tangle): Certificate {
	const { by } = judge(tangle); // also lays the grid
	switch (by) {
		case 'linking':
			return proveLinked();
		case 'alexander':
			return proveByAlexander();
		case 'jones':
			return { by, a: A, modulus: PRIME, ...jones(grid) };
		case 'trace':
		case 'exhausted': {
			const steps: Step[] = [];
			look(tangle, Infinity, steps);
			return by === 'trace' ? { by, steps } : { by, steps, arrangements: explored() };
		}
	}
}

function proveLinked(): Certificate {
	const linked = findLinked(grid);
	const [one, other] = linked?.rings ?? [0, 0];
	return { by: 'linking', between: [lowestIn(grid, one), lowestIn(grid, other)], number: linked?.number ?? 0 };
}

function proveByAlexander(): Certificate {
	const ring = findKnottedRing();
	const of = ring >= 0 ? layRing(alone, grid, ring) : grid;
	const point = alexander.findPoint(of);
	return {
		by: 'alexander',
		ring: ring >= 0 ? lowestIn(grid, ring) : null,
		t: alexander.POINTS[point] as number,
		modulus: PRIME,
		value: alexander.alexanderAt(of, point)
	};
}

const lowestIn = ({ ring }: Grid, number: number) => ring.indexOf(number);
