import * as v from 'valibot';
import { route, type Route } from '#lib/platform/server/route.ts';
import { count, day, hash, id, sealed } from '#lib/platform/server/sealed.ts';
import * as openings from './openings.ts';
import * as venues from './venues.ts';

const params = v.object({ group: hash(), venue: id() });
const part = (max: number) => v.object({ base: count(), epoch: count(), envelope: sealed(max) });
/** A picture of 700 kB, padded to the next size and sealed. */
const LARGEST = 1_450_000;
const SMALL = 90_000;

export const routes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/groups/:group/venues',
		who: 'member',
		summary: 'The group’s places: ids, and whether she may open the card now',
		params: v.object({ group: hash() }),
		answer: v.object({ venues: v.array(v.object({ id: id(), retired: v.boolean(), open: v.boolean() })) }),
		handle: async ({ ctx, actor }) => ({ venues: await venues.list(ctx, actor) })
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/venues/:venue',
		who: 'facilitator',
		summary: 'Make a place or change its sealed parts, all or nothing',
		params,
		body: v.object({
			outline: v.optional(part(SMALL)),
			card: v.optional(part(SMALL)),
			picture: v.optional(part(LARGEST))
		}),
		limit: 1_600_000,
		answer: v.object({ versions: v.record(v.string(), count()) }),
		handle: ({ ctx, actor, params, body }) => venues.save(ctx, actor, { venue: params.venue, ...body })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/venues/:venue/retire',
		who: 'facilitator',
		summary: 'Plan no new sessions there, or take it up again',
		params,
		body: v.object({ on: v.boolean() }),
		handle: ({ ctx, actor, params, body }) => venues.retire(ctx, actor, { venue: params.venue, ...body })
	}),
	route({
		method: 'GET',
		path: '/groups/:group/venues/:venue/openings',
		who: 'facilitator',
		summary: 'Who opened the card, by day',
		params,
		answer: v.object({ openings: v.array(v.object({ handle: id(), day: day() })) }),
		handle: async ({ ctx, actor, params }) => {
			const found = await openings.list(ctx, actor, params.venue);
			return Array.isArray(found) ? { openings: found } : found;
		}
	})
];
