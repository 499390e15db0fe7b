import { addDays, dayIn } from '#lib/platform/day.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import * as venues from '#lib/venues/client/venues.ts';
import { degrees, type Card } from '#lib/venues/venue.ts';
import type { CheckInput } from '../checks.ts';
import { light, type Light, type Place } from '../darkness.ts';
import { lastClockChange } from '../zoned.ts';

/** What the checks of a plan look at beside the plan itself, for facilitators. */
export interface Gathered {
	venues: venues.VenueView[];
	/** By place; null where there is none, or it does not open. */
	cards: Map<string, Card | null>;
	lightings: venues.LightingView[];
}

/** Fetches the places, the card of the one that is chosen, and the lighting checks. */
export async function gather(client: Client, view: GroupView, venue: string | null): Promise<Outcome<Gathered>> {
	const [listed, lights, opened] = await Promise.all([
		venues.list(client, view),
		venues.lightings(client, view),
		venue ? venues.card(client, view, venue) : undefined
	]);
	if (!listed.ok) return listed;
	if (!lights.ok) return lights;
	const cards = new Map<string, Card | null>();
	if (venue && opened) {
		if (!opened.ok && opened.reason !== 'sealed' && opened.reason !== 'not-open') return opened;
		cards.set(venue, opened.ok ? opened.card.body : null);
	}
	return { ok: true, venues: listed.venues, cards, lightings: lights.lightings };
}

export interface Facts extends Pick<CheckInput, 'venue' | 'light' | 'lighting' | 'changedOn' | 'recentFrom'> {
	/** The evening's light in full, for the strip. */
	sky: Light | null;
	place: Place | null;
	/** Id of the lighting check that counts. */
	lightingId: string | null;
}

export interface FactsInput {
	gathered: Gathered;
	/** Empty: none chosen. */
	venue: string;
	startsAt: number | undefined;
	endsAt: number | undefined;
	zone: string;
}

/** How long a lighting check is good where the clocks never change. */
const GOOD_DAYS = 180;

/** What the checks need to know of a place and an evening; computed here, on the device. */
export function factsOf({ gathered, venue, startsAt, endsAt, zone }: FactsInput): Facts {
	const card = gathered.cards.get(venue) ?? null;
	const place = card?.place ? degrees(card.place) : null;
	const sky = place && startsAt !== undefined && endsAt !== undefined ? light(place, startsAt, endsAt) : null;
	const newest = gathered.lightings.find((one) => one.venue === venue);
	const on = startsAt ?? 0;
	const change = startsAt === undefined ? null : lastClockChange(on, zone);
	return {
		venue: venue === '' ? null : { card },
		light: sky,
		lighting: newest ? { day: newest.day } : null,
		changedOn: change === null ? null : dayIn(zone, change),
		recentFrom: addDays(dayIn(zone, on), -GOOD_DAYS),
		sky,
		place,
		lightingId: newest?.id ?? null
	};
}
