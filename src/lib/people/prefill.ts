/**
 * In a practice install the ordinary words of its people may stand in the address: `#name=…&words=…`. They are taken out
 * of it at once. In a real install the fragment is left alone and nothing is filled in.
 */
export function takePrefill(practice: boolean): { name: string; words: string } | undefined {
	if (!practice) return undefined;
	const given = new URLSearchParams(location.hash.slice(1));
	const [name, words] = [given.get('name'), given.get('words')];
	if (!name || !words) return undefined;
	history.replaceState(history.state, '', location.pathname + location.search);
	return { name, words };
}
