import { MOST, personOf, type Hand } from './hand.ts';

/** Two hands that hold each other. */
export type Hold = readonly [Hand, Hand];

/** Who holds whom, and how the holds lie on each other. */
export interface Tangle {
	readonly players: number;
	/** One hold for each player: every hand is in exactly one. */
	readonly holds: readonly Hold[];
	/** `heights[k]` is the height of hold k in the pile, from 0 (lowest): each height once. */
	readonly heights: readonly number[];
}

/** What keeps a value from being a tangle, and where it stands in it (`holds[3][0]`). */
export interface Problem {
	reason:
		| 'not-json'
		| 'not-an-object'
		| 'players'
		| 'count'
		| 'not-a-hold'
		| 'not-a-hand'
		| 'hand-twice'
		| 'own-hand'
		| 'not-a-height'
		| 'height-twice';
	at: string;
}
export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export const FEWEST = 2;

const isWhole = (value: unknown, below: number): value is number =>
	typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < below;

/**
 * Reads who holds whom: `players` holds, every hand in exactly one, nobody holding herself. Which rules of the game the
 * holds keep is another question; see `check.ts`.
 */
export function parseHolds(players: number, value: unknown): Parsed<Hold[]> {
	if (!Array.isArray(value) || value.length !== players) return problem('count', 'holds');
	const problems: Problem[] = [];
	const taken = new Set<Hand>();
	for (const [k, hold] of (value as unknown[]).entries()) {
		if (!Array.isArray(hold) || hold.length !== 2) {
			problems.push({ reason: 'not-a-hold', at: `holds[${k}]` });
			continue;
		}
		const hands = hold as unknown[];
		for (const [i, hand] of hands.entries()) {
			const at = `holds[${k}][${i}]`;
			if (!isWhole(hand, 2 * players)) problems.push({ reason: 'not-a-hand', at });
			else if (taken.has(hand)) problems.push({ reason: 'hand-twice', at });
			else taken.add(hand);
		}
		const [a, b] = hands as [number, number];
		if (a !== b && personOf(a) === personOf(b)) problems.push({ reason: 'own-hand', at: `holds[${k}]` });
	}
	return problems.length > 0 ? { ok: false, problems } : { ok: true, value: value as Hold[] };
}

function parseHeights(players: number, value: unknown): Parsed<number[]> {
	if (!Array.isArray(value) || value.length !== players) return problem('count', 'heights');
	const problems: Problem[] = [];
	const taken = new Set<number>();
	for (const [k, height] of (value as unknown[]).entries()) {
		const at = `heights[${k}]`;
		if (!isWhole(height, players)) problems.push({ reason: 'not-a-height', at });
		else if (taken.has(height)) problems.push({ reason: 'height-twice', at });
		else taken.add(height);
	}
	return problems.length > 0 ? { ok: false, problems } : { ok: true, value: value as number[] };
}

/** Reads a tangle from a parsed JSON value. Names everything that is wrong; never throws. */
export function parseTangle(value: unknown): Parsed<Tangle> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return problem('not-an-object', '');
	const { players, holds, heights } = value as Record<string, unknown>;
	if (!isWhole(players, MOST + 1) || players < FEWEST) return problem('players', 'players');
	const held = parseHolds(players, holds);
	const piled = parseHeights(players, heights);
	if (held.ok && piled.ok) return { ok: true, value: { players, holds: held.value, heights: piled.value } };
	return { ok: false, problems: [...(held.ok ? [] : held.problems), ...(piled.ok ? [] : piled.problems)] };
}

/** Reads a tangle from a line of JSON. */
export function parseLine(text: string): Parsed<Tangle> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return problem('not-json', '');
	}
	return parseTangle(value);
}

/** The line of JSON that `parseLine` reads. */
export const makeLine = ({ players, holds, heights }: Tangle): string => JSON.stringify({ players, holds, heights });

function problem(reason: Problem['reason'], at: string): { ok: false; problems: Problem[] } {
	return { ok: false, problems: [{ reason, at }] };
}
