import * as v from 'valibot';
import { route, type Route } from '#lib/platform/server/route.ts';
import { count, flag, hash, id, instant, sealed } from '#lib/platform/server/sealed.ts';
import { recordRow } from '#lib/groups/server/shapes.ts';
import * as answers from './answers.ts';
import * as plans from './plans.ts';
import * as sessions from './sessions.ts';

const params = v.object({ group: hash(), session: id() });
/** A plan of twenty parts with prompts, padded and sealed. */
const part = v.object({ base: count(), epoch: count(), envelope: sealed(90_000) });
const revision = v.object({ revision: count() });

const session = v.object({
	id: id(),
	venue: v.nullable(id()),
	startsAt: instant(),
	endsAt: instant(),
	state: v.picklist(['planned', 'announced', 'live', 'closed', 'cancelled']),
	facilitators: v.array(id()),
	override: v.nullable(id()),
	revision: count(),
	startedAt: v.nullable(instant()),
	closedAt: v.nullable(instant()),
	mayOpen: v.boolean()
});

export const routes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/groups/:group/sessions',
		who: 'member',
		summary:
			'What is announced, on, or lately past, with her answers; for facilitators also what is planned. `ahead=1`: nothing that has ended.',
		params: v.object({ group: hash() }),
		query: v.object({ ahead: flag() }),
		answer: v.object({
			zone: v.string(),
			venueOpens: v.picklist(['48h', 'always']),
			sessions: v.array(session),
			answers: v.array(recordRow)
		}),
		handle: ({ ctx, actor, query }) => sessions.list(ctx, actor, query)
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/sessions/:session',
		who: 'facilitator',
		summary: 'Plan a session or change it: its row and its sealed parts, all or nothing',
		params,
		body: v.object({
			revision: count(),
			startsAt: instant(),
			endsAt: instant(),
			venue: v.nullable(id()),
			facilitators: v.pipe(v.array(id()), v.minLength(1), v.maxLength(2)),
			override: v.nullable(id()),
			plan: part,
			notes: v.optional(part),
			reasons: v.optional(part)
		}),
		answer: revision,
		handle: ({ ctx, actor, params, body }) => plans.save(ctx, actor, { session: params.session, ...body })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/sessions/:session/announce',
		who: 'facilitator',
		summary: 'Show a planned session to the members',
		params,
		body: revision,
		answer: revision,
		handle: ({ ctx, actor, params, body }) => sessions.announce(ctx, actor, { ...body, session: params.session })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/sessions/:session/cancel',
		who: 'facilitator',
		summary: 'Call a session off',
		params,
		body: revision,
		answer: revision,
		handle: ({ ctx, actor, params, body }) => sessions.cancel(ctx, actor, { ...body, session: params.session })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/sessions/:session/step-down',
		who: 'facilitator',
		summary: 'A facilitator of it cannot come; the other is told',
		params,
		answer: revision,
		handle: ({ ctx, actor, params }) => sessions.stepDown(ctx, actor, params.session)
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/sessions/:session/answer',
		who: 'member',
		summary: 'Her own sealed answer to “coming?”, and whether she may open the venue card',
		params,
		body: v.object({ mayOpen: v.boolean(), remind: v.boolean(), answer: part }),
		answer: v.object({ version: count() }),
		handle: ({ ctx, actor, params, body }) => answers.give(ctx, actor, { session: params.session, ...body })
	})
];
