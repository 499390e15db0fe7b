import { GuideRun } from './guide-run.svelte.ts';
import { GuideTogether } from './guide-together.svelte.ts';

const alone = new Map<string, GuideRun>();
const together = new Map<string, GuideTogether>();

/** The one guide of a group in this page, for this woman. */
export function guideRun(group: string, handle: string): GuideRun {
	return keep(alone, `${group} ${handle}`, () => new GuideRun());
}

/** And that of a meeting, which the other facilitator's phone has too. */
export function guideTogether(session: string, handle: string): GuideTogether {
	return keep(together, `${session} ${handle}`, () => new GuideTogether(handle));
}

function keep<T>(runs: Map<string, T>, key: string, make: () => T): T {
	const run = runs.get(key) ?? make();
	runs.set(key, run);
	return run;
}
