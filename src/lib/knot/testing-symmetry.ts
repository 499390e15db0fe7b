import type { Tangle } from './tangle.ts';

// For tests only: the same tangle, looked at otherwise.

/** Everybody moves on by so many seats. */
export const rotated = ({ players, holds, heights }: Tangle, by: number): Tangle => ({
	players,
	holds: holds.map(([a, b]) => [(a + 2 * by) % (2 * players), (b + 2 * by) % (2 * players)]),
	heights
});

/** The pile turned over by so many heights: the top goes under the bottom. */
export const shifted = ({ players, holds, heights }: Tangle, by: number): Tangle => ({
	players,
	holds,
	heights: heights.map((height) => (height + by) % players)
});

/** Seen in a mirror: of the ring (right hands become left ones), or of the pile. */
export const mirrored = ({ players, holds, heights }: Tangle, what: 'ring' | 'pile'): Tangle => ({
	players,
	holds: what === 'ring' ? holds.map(([a, b]) => [2 * players - 1 - a, 2 * players - 1 - b]) : holds,
	heights: what === 'pile' ? heights.map((height) => players - 1 - height) : heights
});

/** The holds listed in another order, and some hands of a person exchanged. */
export const renamed = ({ players, holds, heights }: Tangle, by: number): Tangle => ({
	players,
	holds: [...holds.slice(by % players), ...holds.slice(0, by % players)].map(([a, b]) => [b ^ (by & 1), a ^ (by & 1)]),
	heights: [...heights.slice(by % players), ...heights.slice(0, by % players)]
});
