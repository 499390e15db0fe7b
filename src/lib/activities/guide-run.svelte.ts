import { fresh, phaseClock, tell, type Guide, type PhaseClock, type Told } from './knot-guide.ts';

/** What is shown counts whole minutes. */
const LOOK_MS = 15_000;

type WithoutAt<T> = T extends { at: number } ? Omit<T, 'at'> : T;
/** What is told of the guide; when, the run knows. */
export type Telling = WithoutAt<Told>;

export const tellAt = (guide: Guide, told: Telling, at: number): Guide => tell(guide, { ...told, at } as Told);

/**
 * A guide on one phone, in this page's memory alone and without names: handles say nothing to anybody outside. A lock
 * leaves it here, so that her words bring her back to the same step; Exit and closing the page forget it.
 */
export class GuideRun {
	guide = $state.raw<Guide>(fresh);
	/** ms; moves a few times a minute. */
	now = $state(Date.now());

	get clock(): PhaseClock | undefined {
		return phaseClock(this.guide, this.now);
	}

	tell(told: Telling): void {
		this.now = Date.now();
		this.guide = tellAt(this.guide, told, this.now);
	}

	/** Keeps the minutes moving while it is on a screen. Answers how to stop. */
	watch(): () => void {
		this.now = Date.now();
		const looking = setInterval(() => (this.now = Date.now()), LOOK_MS);
		return () => clearInterval(looking);
	}
}
