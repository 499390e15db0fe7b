export interface Degrees {
	lat: number;
	lng: number;
}
export type MapLink =
	| ({ ok: true } & Degrees)
	/** `short`: a link that only the map service can open, and we ask nobody. */
	| { ok: false; reason: 'empty' | 'short' | 'nothing-found' | 'not-on-earth' };

const NUMBER = '(-?\\d{1,3}(?:\\.\\d{1,15})?)';
const PAIR = new RegExp(`^\\s*${NUMBER}\\s*[,;\\s/]\\s*${NUMBER}`);
const SHORT = /^(maps\.app\.goo\.gl|goo\.gl|g\.co|osm\.org\/go|maps\.apple\/|w3w\.co)/i;
/** Parameters that hold "lat,lng", the most exact first. */
const PAIRS = ['coordinate', 'query', 'destination', 'daddr', 'll', 'sll', 'q', 'center', 'cbll'];

/**
 * The place in what she pasted: two numbers, or a link of Google Maps, OpenStreetMap, Apple Maps, or `geo:`. Read here,
 * as text: nobody is asked, so nobody learns of it.
 */
export function parseMapLink(pasted: string): MapLink {
	const text = pasted.trim();
	if (!text) return { ok: false, reason: 'empty' };
	const found = typed(text) ?? geo(text) ?? link(text);
	if (found === 'short') return { ok: false, reason: 'short' };
	if (!found) return { ok: false, reason: 'nothing-found' };
	const { lat, lng } = found;
	return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { ok: true, lat, lng } : { ok: false, reason: 'not-on-earth' };
}

function pair(text: string | null | undefined): Degrees | undefined {
	const match = PAIR.exec(text ?? '');
	return match ? { lat: Number(match[1]), lng: Number(match[2]) } : undefined;
}

/** Two numbers and nothing else, also with N, S, E, W behind them. */
function typed(text: string): Degrees | undefined {
	const turned = text.replace(/([\d.]+)\s*°?\s*([NSEW])\b/gi, (_, n: string, way: string) =>
		/[sw]/i.test(way) ? `-${n}` : n
	);
	return /^[-\d.,;\s]+$/.test(turned) ? pair(turned) : undefined;
}

/** RFC 5870, and Android's `geo:0,0?q=lat,lng(label)`. */
function geo(text: string): Degrees | undefined {
	if (!/^geo:/i.test(text)) return undefined;
	const [place, query] = text.slice(4).split('?');
	return pair(new URLSearchParams(query ?? '').get('q')) ?? pair(place);
}

function link(text: string): Degrees | 'short' | undefined {
	const address = /https?:\/\/\S+/i.exec(text)?.[0] ?? (/^[\w.-]+\.\w+\//.test(text) ? `https://${text}` : undefined);
	const url = address ? parseUrl(address) : undefined;
	if (!url) return undefined;
	return inParameters(url) ?? inPath(url) ?? (SHORT.test(url.host + url.pathname) ? 'short' : undefined);
}

/** `URL.canParse` is younger than the phones we keep. */
function parseUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

function inParameters(url: URL): Degrees | undefined {
	// OpenStreetMap's pin, before the part of the map that happens to be in view.
	const pin = pair(`${url.searchParams.get('mlat') ?? ''},${url.searchParams.get('mlon') ?? ''}`);
	if (pin) return pin;
	for (const name of PAIRS) {
		const found = pair(url.searchParams.get(name));
		if (found) return found;
	}
	return undefined;
}

function inPath(url: URL): Degrees | undefined {
	// Only the signs that matter: the rest may be bad escapes, which would throw.
	const path = url.pathname.replace(/%2C/gi, ',').replace(/%21/g, '!').replace(/%20/g, ' ');
	const exact = new RegExp(`!3d${NUMBER}!4d${NUMBER}`).exec(path);
	if (exact) return { lat: Number(exact[1]), lng: Number(exact[2]) };
	const named = new RegExp(`/(?:place|search|dir/[^/]*)/${NUMBER},[+\\s]*${NUMBER}`).exec(path);
	if (named) return { lat: Number(named[1]), lng: Number(named[2]) };
	const view = new RegExp(`@${NUMBER},${NUMBER}`).exec(path);
	if (view) return { lat: Number(view[1]), lng: Number(view[2]) };
	const hash = new RegExp(`map=\\d+(?:\\.\\d+)?/${NUMBER}/${NUMBER}`).exec(url.hash);
	return hash ? { lat: Number(hash[1]), lng: Number(hash[2]) } : undefined;
}
