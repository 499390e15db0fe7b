import { GuideRun } from './guide-run.svelte.ts';

const runs = new Map<string, GuideRun>();

/** The one guide of a place (a group, or a meeting) in this page, for this woman. */
export function guideRun(place: string, handle: string): GuideRun {
	const key = `${place} ${handle}`;
	const run = runs.get(key) ?? new GuideRun();
	runs.set(key, run);
	return run;
}
