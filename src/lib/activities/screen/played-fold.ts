import { inOrder, step, type Leading, type Table } from './together.ts';
import type { Played } from './play-entry.ts';

/**
 * Folds on from where it was: a move costs a move, however many were made before. What comes out is `foldPlayed` of the
 * same entries.
 */
export class PlayedFold {
	#ids: string[] = [];
	#numbered: Table | null = null;
	#leading: Leading | undefined;
	#waiting = new Set<string>();
	/** How many entries showed here before they had a number, and then no longer fitted. */
	missed = 0;

	take(played: readonly Played[], leading: Leading): Table | null {
		const all = inOrder(played);
		const end = all.findIndex(({ seq }) => seq === null);
		const numbered = end < 0 ? all : all.slice(0, end);
		if (leading !== this.#leading || this.#ids.some((id, i) => numbered[i]?.id !== id)) this.#forget(leading);
		for (const entry of numbered.slice(this.#ids.length)) {
			const next = step(this.#numbered, entry, leading);
			if (next === this.#numbered && this.#waiting.has(entry.id)) this.missed += 1;
			this.#numbered = next;
			this.#ids.push(entry.id);
		}
		const waiting = all.slice(numbered.length);
		this.#waiting = new Set(waiting.map(({ id }) => id));
		return waiting.reduce((table, entry) => step(table, entry, leading), this.#numbered);
	}

	#forget(leading: Leading): void {
		this.#ids = [];
		this.#numbered = null;
		this.#leading = leading;
	}
}
