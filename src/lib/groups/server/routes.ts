import * as v from 'valibot';
import { shorten } from '#lib/crypto/roster-short.ts';
import { Refusal, route, type Route } from '#lib/platform/server/route.ts';
import { count, day, flag, hash, id, sealed } from '#lib/platform/server/sealed.ts';
import { publicCard, settings } from '../group.ts';
import * as agreements from './agreements.ts';
import * as changes from './changes.ts';
import * as groups from './groups.ts';
import { invitationRoutes } from './invitation-routes.ts';
import * as members from './members.ts';
import { recordRoutes } from './record-routes.ts';
import type { Slices } from './registry.ts';
import { change, publicGroup, wrap, write } from './shapes.ts';

const here = v.object({ group: hash() });
const person = v.object({ group: hash(), handle: id() });
/** A rotation seals everything again that newcomers are to see, pictures of places too. */
const LARGEST_CHANGE = 24_000_000;

/** Every route of the groups slice. What other slices seal and erase comes in from outside. */
export const groupRoutes = (slices: Slices): readonly Route[] => [
	...founding(slices),
	...inside(slices),
	...memberRoutes,
	...agreementRoutes(slices),
	...recordRoutes(slices),
	...invitationRoutes(slices)
];

const founding = (slices: Slices) => [
	route({
		method: 'GET',
		path: '/groups',
		who: 'account',
		summary: 'Her groups, and those she has asked to join.',
		handle: ({ ctx, actor }) => groups.mine(ctx, actor)
	}),
	route({
		method: 'POST',
		path: '/groups',
		who: 'account',
		summary: 'Founds a group and uses up the link. 410: the link is used, expired or unknown.',
		body: v.object({ link: v.pipe(v.string(), v.maxLength(100)), settings, publicCard, change }),
		answer: v.object({ group: hash(), handle: id() }),
		handle: ({ ctx, actor, body }) => groups.found(ctx, slices, actor, body)
	}),
	route({
		method: 'GET',
		path: '/groups/:group/public',
		who: 'nobody',
		summary: 'What everybody may read of a group.',
		params: here,
		answer: publicGroup,
		handle: ({ ctx, params }) => groups.publicly(ctx, params.group)
	})
];

const inside = (slices: Slices) => [
	route({
		method: 'GET',
		path: '/groups/:group',
		who: 'member',
		summary:
			'Roster events and her wraps, from an event on, and the plain facts of the group. `keys`: of her wraps only the newest of each circle, or all. `short=1`: events without what the one before them tells.',
		params: here,
		query: v.object({
			after: v.optional(v.pipe(v.string(), v.regex(/^(-1|\d{1,7})$/), v.transform(Number)), '-1'),
			keys: v.optional(v.picklist(['newest', 'all'])),
			short: flag()
		}),
		answer: v.looseObject({ head: hash(), wraps: v.array(wrap), publicCard, settings }),
		handle: async ({ ctx, actor, query }) => {
			const seen = await groups.view(ctx, actor, query.after, query.keys);
			return query.short && !(seen instanceof Refusal) ? { ...seen, events: seen.events.map(shorten) } : seen;
		}
	}),
	route({
		method: 'POST',
		path: '/groups/:group/changes',
		who: 'member',
		summary:
			'Changes membership, roles, keys or invitations. 409 `head`, `live`, `edited`, `epoch-due`: fetch and build again. 403 `prove`: show her words by `POST /me/prove`, then the same again.',
		params: here,
		body: change,
		limit: LARGEST_CHANGE,
		answer: v.object({ head: hash(), seq: count() }),
		handle: ({ ctx, actor, body }) => changes.apply(ctx, slices, actor, body)
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/settings',
		who: 'facilitator',
		summary: 'Country, zone, language, and when the venue card opens.',
		params: here,
		body: settings,
		handle: ({ ctx, actor, body }) => groups.putSettings(ctx, actor, body)
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/card',
		who: 'facilitator',
		summary: 'The public card and the sealed rest of it together. 409 `edited` with what stands now.',
		params: here,
		body: v.object({ publicBase: count(), publicCard, record: write }),
		answer: v.object({ version: count(), publicVersion: count() }),
		handle: ({ ctx, actor, body }) => groups.putCard(ctx, slices, actor, body)
	})
];

const memberRoutes = [
	route({
		method: 'POST',
		path: '/groups/:group/members/:handle/cut',
		who: 'facilitator',
		summary:
			'Ends a member’s access at once; suspends a facilitator’s role. `suspend=1`: only that; 409 `not-a-facilitator` where she has none any more.',
		params: person,
		query: v.object({ suspend: flag() }),
		answer: v.object({ suspended: v.boolean() }),
		handle: ({ ctx, actor, params, query }) => members.cut(ctx, actor, params.handle, { only: query.suspend })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/members/:handle/restore',
		who: 'facilitator',
		summary: 'Gives a suspended facilitator her role back.',
		params: person,
		handle: ({ ctx, actor, params }) => members.restore(ctx, actor, params.handle)
	}),
	route({
		method: 'DELETE',
		path: '/groups/:group/members/:handle/asked',
		who: 'facilitator',
		summary: 'Takes back that a member was asked to facilitate, and deletes her answer.',
		params: person,
		handle: ({ ctx, actor, params }) => members.unask(ctx, actor, params.handle)
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/me',
		who: 'member',
		summary: 'On a break, or back.',
		params: here,
		body: v.object({ state: v.picklist(['member', 'break']) }),
		handle: ({ ctx, actor, body }) => members.pause(ctx, actor, body.state)
	})
];

const agreementRoutes = (slices: Slices) => [
	route({
		method: 'POST',
		path: '/groups/:group/agreement',
		who: 'facilitator',
		summary: 'Publishes the next version. 409 `edited`: there is another one already, or the shared draft has changed.',
		params: here,
		body: v.object({
			version: v.pipe(count(), v.minValue(1)),
			kind: v.picklist(['major', 'minor']),
			reviewDay: day(),
			draft: count(),
			record: v.object({ epoch: count(), envelope: sealed() })
		}),
		answer: v.object({ version: count() }),
		handle: ({ ctx, actor, body }) => agreements.publish(ctx, slices, actor, body)
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/agreement/acceptance',
		who: 'member',
		summary: 'She accepts a version.',
		params: here,
		body: v.object({ version: v.pipe(count(), v.minValue(1)) }),
		handle: ({ ctx, actor, body }) => agreements.accept(ctx, actor, body.version)
	}),
	route({
		method: 'GET',
		path: '/groups/:group/agreement',
		who: 'member',
		summary: 'Which versions there are, what she has accepted; for facilitators, what everybody has.',
		params: here,
		handle: ({ ctx, actor }) => agreements.seen(ctx.db, actor)
	})
];
