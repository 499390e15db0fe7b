import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { renewAll } from '#lib/groups/client/renew-offers.ts';
import { keptAs } from '#lib/groups/client/open-group.ts';
import {
	fetchRows,
	getRecords,
	openRows,
	partOf,
	putRecord,
	refusalOf,
	sealAndSend,
	type Piece,
	type PutOutcome,
	type SealRefusal
} from '#lib/groups/client/records.ts';
import type { GroupView, Kept } from '#lib/groups/client/view.ts';
import {
	card as cardSchema,
	lighting as lightingSchema,
	outline as outlineSchema,
	picture as pictureSchema
} from '../venue.ts';
import type { Card, Lighting, Outline, VenueForm } from '../venue.ts';

export interface VenueView {
	id: string;
	/** Nothing new is planned there. */
	retired: boolean;
	/** The server would give her the card now. */
	open: boolean;
	/** Null: it does not open, or its making was interrupted. */
	outline: Kept<Outline> | null;
}

const path = (view: GroupView, venue: string) => `/groups/${view.group}/venues/${venue}`;

/** What is said of the group's places, by id. */
export async function outlines(
	client: Client,
	view: Pick<GroupView, 'group'>,
	sent: ReturnType<typeof fetchRows> = fetchOutlines(client, view.group)
): Promise<Outcome<{ outlines: ReadonlyMap<string, Kept<Outline> | null> }>> {
	const rows = await sent;
	if (!rows.ok) return troubleOf(rows);
	const { records } = await openRows(client, view.group, rows.data.records);
	return { ok: true, outlines: new Map(records.map((record) => [record.id, keptAs(outlineSchema, record)])) };
}

/** The first half of `outlines`, which needs no key: side by side with the group, for a slow line. */
export const fetchOutlines = (client: Client, group: Hash) => fetchRows(client, group, { types: ['venue-outline'] });

/** The group's places, by name. Opens no card. */
export async function list(client: Client, view: GroupView): Promise<Outcome<{ venues: VenueView[] }>> {
	const [listed, found] = await Promise.all([
		client.api.get<{ venues: Omit<VenueView, 'outline'>[] }>(`/groups/${view.group}/venues`),
		outlines(client, view)
	]);
	if (!listed.ok) return troubleOf(listed);
	if (!found.ok) return found;
	const venues = listed.data.venues.map((venue) => ({ ...venue, outline: found.outlines.get(venue.id) ?? null }));
	const name = (venue: VenueView) => venue.outline?.body.name ?? '';
	return { ok: true, venues: venues.sort((a, b) => name(a).localeCompare(name(b)) || (a.id < b.id ? -1 : 1)) };
}

export type CardOutcome =
	Outcome<{ card: Kept<Card> }> | { ok: false; reason: 'not-open' } | { ok: false; reason: 'sealed' };

/**
 * The card. That she asked is noted (day and handle) and shown to the facilitators.
 * `not-open`: it is not hers to open now. `sealed`: it came and does not open.
 */
export async function card(client: Client, view: GroupView, venue: string): Promise<CardOutcome> {
	const found = await getRecords(client, view, { types: ['venue-card'], ids: [venue] });
	if (!found.ok) return found;
	if (found.records.length + found.unreadable.length === 0) return { ok: false, reason: 'not-open' };
	const kept = keptAs(cardSchema, found.records[0]);
	return kept ? { ok: true, card: kept } : { ok: false, reason: 'sealed' };
}

/** The picture as base64url of a JPEG; null when there is none. */
export async function picture(
	client: Client,
	view: GroupView,
	venue: string,
	{ unasked = false } = {}
): Promise<Outcome<{ picture: Kept<{ jpeg: string }> | null }>> {
	const found = await getRecords(client, view, { types: ['venue-picture'], ids: [venue], unasked });
	return found.ok ? { ok: true, picture: keptAs(pictureSchema, found.records[0]) } : found;
}

export interface SaveInput extends VenueForm {
	/** Of a new place: chosen when its form was begun. */
	id: string;
	base: { outline: Kept<Outline> | null; card: Kept<Card> | null };
	/** base64url of a JPEG; null takes it away; absent leaves it as it is. */
	picture?: string | null;
}
export type SaveOutcome =
	| { ok: true; id: string }
	/** Somebody was faster. What stands now is given; hers is not lost. */
	| { ok: false; reason: 'edited'; theirs: { outline: Kept<Outline> | null; card: Kept<Card> | null } }
	| { ok: false; reason: 'too-many'; why?: string }
	| SealRefusal;

/** Saves outline, card and picture together: all of them or none. */
export async function save(client: Client, view: GroupView, input: SaveInput): Promise<SaveOutcome> {
	const { id } = input;
	const pieces = await piecesOf(client, view, input);
	if (!Array.isArray(pieces)) return pieces;
	const answer = await sealAndSend(client, view, pieces, (rows) => {
		const part = (type: string) => {
			const row = rows.find((r) => r.type === type);
			return row && partOf(row);
		};
		const body = { outline: part('venue-outline'), card: part('venue-card'), picture: part('venue-picture') };
		return client.api.put(path(view, id), body);
	});
	if (answer.ok) await renewAll(client, view.group);
	if (answer.ok) return { ok: true, id };
	if (!('status' in answer)) return answer;
	if (answer.reason === 'too-many') return { ok: false, reason: 'too-many' };
	if (answer.reason === 'edited') return { ok: false, reason: 'edited', theirs: await theirs(client, view, id) };
	return refusalOf(answer);
}

async function piecesOf(client: Client, view: GroupView, input: SaveInput): Promise<Piece[] | SealRefusal> {
	const { base, id } = input;
	const at = { circle: 'group', id } as const;
	const had = base.card?.body.picture ?? false;
	const shown = input.picture === undefined ? had : input.picture !== null;
	const pieces: Piece[] = [
		{ ...at, type: 'venue-outline', base: base.outline, body: { v: 1, ...input.outline } },
		{ ...at, type: 'venue-card', base: base.card, body: { v: 1, ...input.card, picture: shown } }
	];
	if (input.picture === undefined) return pieces;
	const before = await picture(client, view, id, { unasked: true });
	if (!before.ok) return before;
	// There already: an earlier try had arrived, or there was none to take away.
	if ((before.picture?.body.jpeg ?? '') === (input.picture ?? '')) return pieces;
	// Taking it away is a version too: a device that has seen one would not believe in a record that begins anew.
	const body = { v: 1, jpeg: input.picture ?? '' };
	return [...pieces, { ...at, type: 'venue-picture', base: before.picture, body }];
}

async function theirs(client: Client, view: GroupView, id: string) {
	const [listed, opened] = await Promise.all([list(client, view), card(client, view, id)]);
	const outline = listed.ok ? (listed.venues.find((venue) => venue.id === id)?.outline ?? null) : null;
	return { outline, card: opened.ok ? opened.card : null };
}

/** No new session there, or again. */
export async function retire(client: Client, view: GroupView, input: { venue: string; on: boolean }): Promise<Outcome> {
	const answer = await client.api.post(`${path(view, input.venue)}/retire`, { on: input.on });
	if (answer.ok) await renewAll(client, view.group);
	return answer.ok ? { ok: true } : troubleOf(answer);
}

/** Who opened the card, newest day first. */
export async function openings(
	client: Client,
	view: GroupView,
	venue: string
): Promise<Outcome<{ openings: { handle: string; day: string }[] }>> {
	const answer = await client.api.get<{ openings: { handle: string; day: string }[] }>(`${path(view, venue)}/openings`);
	return answer.ok ? { ok: true, ...answer.data } : troubleOf(answer);
}

export interface LightingView extends Lighting {
	id: string;
}

/** Lighting checks of all places, or of one, newest first. For facilitators. */
export async function lightings(
	client: Client,
	view: GroupView,
	venue?: string
): Promise<Outcome<{ lightings: LightingView[] }>> {
	const found = await getRecords(client, view, { types: ['lighting'] });
	if (!found.ok) return found;
	const all = found.records.flatMap((record) => {
		const kept = keptAs(lightingSchema, record);
		return kept ? [{ ...kept.body, id: record.id }] : [];
	});
	const here = all.filter((one) => venue === undefined || one.venue === venue);
	return { ok: true, lightings: here.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.id < b.id ? -1 : 1)) };
}

/**
 * Somebody walked the way in the dark and says what she saw. `id` is chosen when its form is begun. When an earlier try
 * had arrived after all and she has changed her words since, they take the place of those.
 */
export async function addLighting(
	client: Client,
	view: GroupView,
	{ id, ...input }: Omit<Lighting, 'v'> & { id: string }
): Promise<PutOutcome> {
	const piece = { circle: 'facilitators', type: 'lighting', id, base: null, body: { v: 1, ...input } } as const;
	const put = await putRecord(client, view, piece);
	if (put.ok || put.reason !== 'edited' || put.theirs?.author !== view.me.handle) return put;
	return putRecord(client, view, { ...piece, base: put.theirs });
}
