import type { AppState } from '#lib/platform/client/me.ts';

/** What stands where a page would: the page, one of the doors to it, or nothing yet. */
export type Standing = 'page' | 'loading' | 'sign-in' | 'locked';

/** Where nobody has to be signed in; everything else in the app wants it. */
const OPEN = ['/app/help', '/app/sign-in', '/app/recover', '/app/kept', '/app/join', '/app/open', '/app/practice'];
/** And of these, those that make no sense to a woman who only has to say her words again. */
const OPEN_WHILE_LOCKED = ['/app/help', '/app/sign-in', '/app/recover', '/app/kept', '/app/practice'];

const within = (path: string, places: readonly string[]) =>
	places.some((place) => path === place || path.startsWith(`${place}/`));

export interface Standpoint {
	state: AppState;
	path: string;
	/** After a cover: only the keys of the live screen and of what lies below it are there. */
	narrow: boolean;
	livePath: string | undefined;
}

/** A security decision: what may stand on the screen. */
export function standing({ state, path, narrow, livePath }: Standpoint): Standing {
	if (!within(path, ['/app'])) return 'page';
	const open = within(path, state === 'locked' ? OPEN_WHILE_LOCKED : OPEN);
	switch (state) {
		case 'starting':
			return open ? 'page' : 'loading';
		case 'signed-out':
			return open ? 'page' : 'sign-in';
		case 'locked':
			return open ? 'page' : 'locked';
		case 'open':
		case 'covered':
			return !narrow || within(path, livePath ? [livePath, '/app/help'] : ['/app/help']) ? 'page' : 'locked';
	}
}
