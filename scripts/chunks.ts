import type { Rolldown } from 'vite';

type Context = Rolldown.ChunkingContext;

/** What a phone loads before anybody has signed in. */
export const FIRST = [
	/^\0rolldown\/runtime\.js$/,
	/@sveltejs\/kit\/src\/runtime\/client\/(client-)?entry\.js$/,
	/@sveltejs\/kit\/src\/runtime\/client\/client\.js$/,
	/\/client-optimized\/app\.js$/,
	/\/src\/hooks\.client\.ts$/,
	/\/src\/routes\/\+(layout|error)\.svelte$/,
	/\/src\/routes\/\(app\)\/\+(layout|error)\.(svelte|ts)$/,
	/\/src\/routes\/\(app\)\/app\/(sign-in\/)?\+page\.svelte$/
];
/** What she sees first once she has: loaded while her words are being stretched. */
const TODAY = [/\/src\/lib\/notifications\/Today\.svelte$/, /\/src\/lib\/platform\/client\/settings\.ts$/];

/** Whether one of `roots` imports it, by however many steps. */
function importedBy(roots: readonly RegExp[]): (id: string, context: Context) => boolean {
	const known = new Map<string, boolean>();
	return function reached(id, context): boolean {
		const before = known.get(id);
		if (before !== undefined) return before;
		known.set(id, false); // a circle is decided by whoever enters it
		const importers = context.getModuleInfo(id)?.importers ?? [];
		const is = roots.some((root) => root.test(id)) || importers.some((by) => reached(by, context));
		known.set(id, is);
		return is;
	};
}

type Reached = ReturnType<typeof importedBy>;
const [reachedFirst, reachedToday] = [importedBy(FIRST), importedBy(TODAY)];
/** Today's own sheet is shorter than the headers of a file would be. */
const inFirst: Reached = (id, context) =>
	reachedFirst(id, context) || (/[?&]type=style\b/.test(id) && reachedToday(id, context));

function group(name: string, reached: Reached, priority: number): Rolldown.CodeSplittingGroup {
	return { name: (id, context) => (reached(id, context) ? name : null), test: ours, priority };
}
/** Kit keeps its list of files apart, so that no other file's name hangs on it. */
const ours = (id: string) => !id.includes('app-manifest');

/**
 * Which modules share a file. Left alone the bundler makes a file for each set of pages that shares one, two hundred of
 * them, and a slow line pays for every request: headers, a round trip, and a dictionary that compression starts anew.
 */
export const chunks: Rolldown.CodeSplittingGroup[] = [
	group('first', inFirst, 3),
	group('today', reachedToday, 2),
	{ name: 'more', test: ours, priority: 1, entriesAware: true, entriesAwareMergeThreshold: 12_000, minShareCount: 2 }
];
