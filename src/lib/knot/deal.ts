import { MOST, personOf } from './hand.ts';
import { below, shuffle, type Random } from './rng.ts';
import { areNeighbours, type Rules } from './rules.ts';
import type { Hold, Tangle } from './tangle.ts';

// Drawn holds are thrown away at the first one that breaks a rule, and drawn again from the start: so every valid deal is
// as likely as every other. Right and left holds are drawn apart, each until it is valid in itself, before they are
// compared: pairs of valid halves are still all equally likely, and less is thrown away.

/** The fewest people for whom there is a deal at all. */
export const fewest = ({ neighbours }: Rules): number => (neighbours ? 3 : 5);

const held = new Uint8Array(2 * MOST);
const deck = new Uint8Array(2 * MOST);

/** Pairs the first `count` hands of the deck at random into `held`; false at the first pair that may not be. */
function pairUp(n: number, count: number, random: Random, neighbours: boolean): boolean {
	for (let left = count; left > 0; left -= 2) {
		const first = deck[left - 1] as number;
		const at = below(random, left - 1);
		const second = deck[at] as number;
		deck[at] = deck[left - 2] as number;
		const a = personOf(first);
		const b = personOf(second);
		if (a === b || (!neighbours && areNeighbours(n, a, b))) return false;
		held[first] = second;
		held[second] = first;
	}
	return true;
}

/** Right hands among themselves, or left ones; answers the person who is left over with an odd number, or −1. */
function drawSide(n: number, side: 0 | 1, random: Random, neighbours: boolean): number {
	for (;;) {
		const alone = n % 2 === 1 ? below(random, n) : -1;
		let count = 0;
		for (let i = 0; i < n; i += 1) if (i !== alone) deck[count++] = 2 * i + side;
		if (pairUp(n, count, random, neighbours)) return alone;
	}
}

function drawPage(n: number, random: Random, neighbours: boolean): boolean {
	const right = drawSide(n, 0, random, neighbours);
	const left = drawSide(n, 1, random, neighbours);
	if (right < 0) return true;
	if (right === left || (!neighbours && areNeighbours(n, right, left))) return false;
	held[2 * right] = 2 * left + 1;
	held[2 * left + 1] = 2 * right;
	return true;
}

function drawAny(n: number, random: Random, neighbours: boolean): boolean {
	for (let hand = 0; hand < 2 * n; hand += 1) deck[hand] = hand;
	return pairUp(n, 2 * n, random, neighbours);
}

const nobodyTwice = (n: number): boolean => {
	for (let i = 0; i < n; i += 1) if ((held[2 * i] as number) >> 1 === (held[2 * i + 1] as number) >> 1) return false;
	return true;
};

function isOneRing(n: number): boolean {
	let steps = 0;
	let hand = 0;
	do {
		hand = (held[hand] as number) ^ 1;
		steps += 1;
	} while (hand !== 0);
	return steps === n;
}

/**
 * Draws who holds whom, all valid deals equally likely.
 *
 * @param n 3 to 20 people
 * @returns the holds, by their lower hand, right hands first; null where no deal keeps the rules (see `fewest`)
 */
export function drawHolds(n: number, rules: Rules, random: Random, oneRing = false): Hold[] | null {
	if (!Number.isInteger(n) || n < fewest(rules) || n > MOST) return null;
	const draw = rules.rule === 'page' ? drawPage : drawAny;
	while (!draw(n, random, rules.neighbours) || !nobodyTwice(n) || (oneRing && !isOneRing(n)));
	const holds: Hold[] = [];
	for (let side = 0; side < 2; side += 1)
		for (let hand = side; hand < 2 * n; hand += 2) {
			const other = held[hand] as number;
			if ((hand & 1) === (other & 1) ? hand < other : side === 0) holds.push([hand, other]);
		}
	return holds;
}

/** Draws a tangle: who holds whom, and the pile in an order of which all are equally likely. */
export function drawTangle(n: number, rules: Rules, random: Random, oneRing = false): Tangle | null {
	const holds = drawHolds(n, rules, random, oneRing);
	if (!holds) return null;
	const heights = shuffle(
		random,
		holds.map((_, k) => k)
	);
	return { players: n, holds, heights };
}
