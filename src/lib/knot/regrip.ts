import { judge } from './judge.ts';
import type { Tangle } from './tangle.ts';

/** One hold that is let go and joined again at another height, and the tangle can be undone. */
export interface Regrip {
	hold: number;
	/** Its new height, 0 the lowest; the others keep their order. */
	height: number;
}

/** The tangle after a re-grip. */
export function regripped({ players, holds, heights }: Tangle, { hold, height }: Regrip): Tangle {
	const old = heights[hold] as number;
	const moved = heights.map((h, k) => {
		if (k === hold) return height;
		const without = h > old ? h - 1 : h;
		return without >= height ? without + 1 : without;
	});
	return { players, holds, heights: moved };
}

/**
 * All holds that would do, each with the height nearest to where it was, the smallest changes first. Empty if no single
 * hold would. About players² judgements at worst.
 *
 * @param most stop after so many
 */
export function findRegrips(tangle: Tangle, most = Infinity): Regrip[] {
	const { players, heights } = tangle;
	const found: Regrip[] = [];
	const done = new Set<number>();
	for (let by = 1; by < players; by += 1)
		for (let hold = 0; hold < players; hold += 1)
			for (const height of [(heights[hold] as number) + by, (heights[hold] as number) - by]) {
				if (done.has(hold) || height < 0 || height >= players) continue;
				if (!judge(regripped(tangle, { hold, height })).undoable) continue;
				done.add(hold);
				found.push({ hold, height });
				if (found.length >= most) return found;
			}
	return found;
}
