import * as v from 'valibot';
import { access } from '#lib/groups/access.ts';
import { day } from '#lib/platform/day.ts';
import { line, prose } from '#lib/platform/text.ts';

// One place. In plain on the server: that it exists. Sealed: the outline (every member), the card (those coming, then),
// the picture, and the lighting checks (facilitators). The id of the first three is the venue's id.

export const LIMITS = {
	name: 60,
	area: 80,
	address: 300,
	door: 300,
	reception: 300,
	step: 300,
	steps: 20,
	sideRoom: 120,
	seen: 1000,
	/** Characters of base64url: about 700 kB of picture. */
	picture: 960_000
};

const id = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

/** Record `venue-outline`, circle `group`, signed: everything about a place that does not say where it is. */
export const outline = v.object({
	v: v.literal(1),
	/** What the group calls it: "the Thursday room". */
	name: line(LIMITS.name, 1),
	/** Approximate, as far as anybody may know: "near the station". */
	area: line(LIMITS.area),
	sideRoom: line(LIMITS.sideRoom),
	access
});
export type Outline = v.InferOutput<typeof outline>;

const MILLION = 1_000_000;
/** Sealed records hold whole numbers only: places are in millionths of a degree (11 cm). */
export const place = v.object({
	lat: v.pipe(v.number(), v.safeInteger(), v.minValue(-90 * MILLION), v.maxValue(90 * MILLION)),
	lng: v.pipe(v.number(), v.safeInteger(), v.minValue(-180 * MILLION), v.maxValue(180 * MILLION))
});
export type StoredPlace = v.InferOutput<typeof place>;
export const storePlace = (degrees: { lat: number; lng: number }): StoredPlace => ({
	lat: Math.round(degrees.lat * MILLION),
	lng: Math.round(degrees.lng * MILLION)
});
export const degrees = (stored: StoredPlace) => ({ lat: stored.lat / MILLION, lng: stored.lng / MILLION });

/** Record `venue-card`, circle `group`, signed; the server hands it out only to whom `may-read.ts` lets. */
export const card = v.object({
	v: v.literal(1),
	address: prose(LIMITS.address),
	/** Which door. */
	door: prose(LIMITS.door),
	/** What to say at reception. */
	reception: prose(LIMITS.reception),
	/** Directions, one step each. */
	steps: v.pipe(v.array(prose(LIMITS.step, 1)), v.maxLength(LIMITS.steps, 'long')),
	place: v.nullable(place),
	picture: v.boolean()
});
export type Card = v.InferOutput<typeof card>;

/** Record `venue-picture`, circle `group`: a JPEG made by the browser, base64url; empty once it is taken away. */
export const picture = v.object({
	v: v.literal(1),
	jpeg: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]*$/), v.maxLength(LIMITS.picture, 'long'))
});
export type Picture = v.InferOutput<typeof picture>;

/** Record `lighting`, circle `facilitators`, signed: somebody walked the way in the dark. Its id is its own. */
export const lighting = v.object({
	v: v.literal(1),
	venue: id(),
	day: day(),
	/** Handle of who walked it. */
	by: id(),
	seen: prose(LIMITS.seen, 1)
});
export type Lighting = v.InferOutput<typeof lighting>;

/** Everything one form fills in. */
export interface VenueForm {
	outline: Omit<Outline, 'v'>;
	card: Omit<Card, 'v' | 'picture'>;
}

/** What is still missing before someone could find the way with it, in the order of the form. */
export type Missing = 'address' | 'door' | 'steps' | 'place';
export function missing(of: Pick<Card, 'address' | 'door' | 'steps' | 'place'>): Missing[] {
	const gaps: [Missing, boolean][] = [
		['address', of.address === ''],
		['door', of.door === ''],
		['steps', of.steps.length === 0],
		['place', of.place === null]
	];
	return gaps.flatMap(([name, gap]) => (gap ? [name] : []));
}

/** Who looks at it, for "how others see this". */
export const VIEWERS = ['coming', 'not-coming', 'invited', 'nobody'] as const;
export type Viewer = (typeof VIEWERS)[number];

export interface Shown {
	name: boolean;
	area: boolean;
	sideRoom: boolean;
	access: boolean;
	/** Address, door, reception, directions, picture, place on a map. */
	card: boolean;
}
/** What each of them sees of a place. An invited woman is told access facts by the invitation, and nothing else. */
export function shownTo(viewer: Viewer): Shown {
	const member = viewer === 'coming' || viewer === 'not-coming';
	return {
		name: member,
		area: member,
		sideRoom: member,
		access: member || viewer === 'invited',
		card: viewer === 'coming'
	};
}
