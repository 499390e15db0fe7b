import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { GroupView, Kept } from '#lib/groups/client/view.ts';
import type { Card } from '../venue.ts';
import * as venues from './venues.ts';

export interface WholeVenue {
	venue: venues.VenueView;
	/** Null when it is not hers to open now, or does not open. */
	card: Card | null;
	kept: Kept<Card> | null;
	jpeg: string | null;
}

/** A place with all that she may see of it now. That the card was opened is noted. */
export async function openVenue(client: Client, view: GroupView, id: string): Promise<Outcome<WholeVenue>> {
	const listed = await venues.list(client, view);
	if (!listed.ok) return listed;
	const venue = listed.venues.find((one) => one.id === id);
	if (!venue) return { ok: false, reason: 'not-here' };
	const none = { ok: true as const, venue, card: null, kept: null, jpeg: null };
	if (!venue.open) return none;
	const opened = await venues.card(client, view, id);
	if (!opened.ok) return opened.reason === 'not-open' || opened.reason === 'sealed' ? none : opened;
	const { card: kept } = opened;
	const picture = kept.body.picture ? await venues.picture(client, view, id) : undefined;
	return { ok: true, venue, card: kept.body, kept, jpeg: picture?.ok ? picture.picture?.body.jpeg || null : null };
}
