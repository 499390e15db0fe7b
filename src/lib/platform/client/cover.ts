export type Uncovered = 'open' | 'wrong' | 'lock';

const LONGEST_MS = 4 * 60 * 60_000;
const MOST_WRONG = 5;

/** The sheet over a live session: a tap lifts it, or a short code; five wrong ones or four hours and it locks. */
export class Cover {
	readonly #code: string | undefined;
	readonly #since: number;
	#wrong = 0;

	/** @param since when the live session was joined, ms */
	constructor(code: string | undefined, since: number) {
		this.#code = code;
		this.#since = since;
	}

	over(now: number): boolean {
		return now - this.#since >= LONGEST_MS;
	}

	uncover(code: string, now: number): Uncovered {
		if (this.over(now) || this.#wrong >= MOST_WRONG) return 'lock';
		if (this.#code === undefined || this.#code === code) {
			this.#wrong = 0;
			return 'open';
		}
		this.#wrong += 1;
		return this.#wrong >= MOST_WRONG ? 'lock' : 'wrong';
	}
}
