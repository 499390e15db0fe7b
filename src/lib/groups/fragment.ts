/**
 * The secret of a link, taken out of the address. The browser's history may keep it all the same (the pages say so), but
 * it does not stay on the screen, and Back does not bring it up.
 */
export function takeFragment(): string {
	const fragment = decodeURIComponent(location.hash.slice(1));
	if (fragment) history.replaceState(history.state, '', location.pathname + location.search);
	return fragment;
}
