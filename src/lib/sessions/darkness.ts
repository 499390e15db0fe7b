import { getPosition, getTimes } from 'suncalc';

/** Degrees. On the server and in the records places are whole millionths of a degree. */
export interface Place {
	lat: number;
	lng: number;
}

/** One evening's light. Instants in ms; null where the sun does not cross that height on that day. */
export interface Light {
	/** Civil dawn and dusk (sun 6° below the horizon) of the day of arrival. */
	dawn: number | null;
	dusk: number | null;
	darkAtArrival: boolean;
	darkAtLeaving: boolean;
	/** Neither dawn nor dusk that day: dark or light all round the clock. */
	allDay: 'light' | 'dark' | null;
}

const DAY = 86_400_000;
const CIVIL = -6;

/** Computed on the device from the place, the date and nothing else. */
export function light(place: Place, startsAt: number, endsAt: number): Light {
	const { dawn, dusk } = civil(startsAt, place);
	const darkAtArrival = isDark(startsAt, place);
	const darkAtLeaving = isDark(endsAt, place);
	const turns = dawn !== null || dusk !== null;
	return { dawn, dusk, darkAtArrival, darkAtLeaving, allDay: turns ? null : darkAtArrival ? 'dark' : 'light' };
}

function civil(ms: number, { lat, lng }: Place): { dawn: number | null; dusk: number | null } {
	const { dawn, dusk } = getTimes(new Date(ms), lat, lng);
	return { dawn: dawn?.getTime() ?? null, dusk: dusk?.getTime() ?? null };
}

/** Before civil dawn or after civil dusk. Where there is none, the height of the sun at that very moment decides. */
export function isDark(ms: number, place: Place): boolean {
	// A solar day is not a calendar day: at some longitudes "today's" dusk is yesterday's or tomorrow's by the clock.
	for (const day of [ms - DAY, ms, ms + DAY]) {
		const { dawn, dusk } = civil(day, place);
		if (dawn === null || dusk === null) return getPosition(new Date(ms), place.lat, place.lng).altitude < CIVIL;
		if (ms >= dawn && ms <= dusk) return false;
	}
	return true;
}

/** What the strip shows: hours from `from` to `to`, and where on it things stand, in hundredths. */
export interface EveningBar {
	from: number;
	to: number;
	/** Light to dark along the strip, 0 (day) to 100 (dark), at each hundredth that `stops` names. */
	stops: { at: number; dark: number }[];
	marks: { at: number; ms: number; what: 'dawn' | 'dusk' | 'arrival' | 'leaving' }[];
}

const HOUR = 3_600_000;

/** The mock's strip: about three hours before arrival to two after leaving, on whole hours. */
export function eveningBar(place: Place, startsAt: number, endsAt: number): EveningBar {
	const from = Math.floor((startsAt - 3 * HOUR) / HOUR) * HOUR;
	const to = Math.ceil((endsAt + 2 * HOUR) / HOUR) * HOUR;
	const at = (ms: number) => Math.round(((ms - from) / (to - from)) * 100);
	const stops = Array.from({ length: 11 }, (_, i) => {
		const ms = from + ((to - from) * i) / 10;
		const { altitude } = getPosition(new Date(ms), place.lat, place.lng);
		return { at: i * 10, dark: Math.round(Math.min(100, Math.max(0, ((6 - altitude) / 18) * 100))) };
	});
	const { dawn, dusk } = civil(startsAt, place);
	const all = [
		{ ms: dawn, what: 'dawn' as const },
		{ ms: dusk, what: 'dusk' as const },
		{ ms: startsAt, what: 'arrival' as const },
		{ ms: endsAt, what: 'leaving' as const }
	];
	const marks = all.flatMap(({ ms, what }) =>
		ms !== null && ms >= from && ms <= to ? [{ at: at(ms), ms, what }] : []
	);
	return { from, to, stops, marks };
}
