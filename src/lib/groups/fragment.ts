/**
 * The secret of a link, taken out of the address. The browser's history may keep it all the same (the pages say so), but
 * it does not stay on the screen, and Back does not bring it up.
 */
export function takeFragment(): string {
	const raw = location.hash.slice(1);
	if (raw) history.replaceState(history.state, '', location.pathname + location.search);
	return readable(raw);
}

/** A link copied badly may hold half a `%..`: it goes on as it stands, and is then found to open nothing. */
function readable(raw: string): string {
	try {
		return decodeURIComponent(raw);
	} catch {
		return raw;
	}
}
