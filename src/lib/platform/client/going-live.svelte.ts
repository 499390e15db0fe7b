import { Cover, type Uncovered } from './cover.ts';
import type { LiveStart } from './me.ts';

/** Whether a live session goes on in this tab, and the cover that then takes the place of a lock. */
export class GoingLive {
	live = $state.raw<LiveStart>();
	/** After a cover only the session's keys are left: the rest wants her words. */
	narrow = $state(false);
	/** Closed after a cover: where her words lead. */
	opens = $state<string>();
	/** Under the cover: something of the members' has come and nobody has looked. */
	waits = $state(false);
	#cover: Cover | undefined;

	start(live: LiveStart): void {
		this.live = live;
		this.opens = undefined;
		this.waits = false;
		this.#cover = new Cover(live.code, Date.now());
	}

	end(): void {
		if (this.narrow && this.live) this.opens = this.live.after;
		this.waits = false;
		this.live = undefined;
		this.#cover = undefined;
	}

	/** Nothing is live, or it has been for too long. */
	get over(): boolean {
		return this.#cover?.over(Date.now()) ?? true;
	}

	uncover(code: string): Uncovered {
		const answer = this.#cover?.uncover(code, Date.now()) ?? 'lock';
		if (answer === 'open') this.waits = false;
		return answer;
	}
}
