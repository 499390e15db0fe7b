import * as v from 'valibot';
import { route, type Route } from '#lib/platform/server/route.ts';
import { count, hash, id, instant, sealed } from '#lib/platform/server/sealed.ts';
import * as live from './live.ts';
import type { Cursors } from './live-wire.ts';

const params = v.object({ group: hash(), session: id() });
const circle = v.pipe(v.string(), v.regex(/^(group|facilitators|(member|play):[A-Za-z0-9_-]{22})$/));
/** The longest entry is the one that begins a session: the plan and the names. */
const ENTRY_MAX = 90_000;
const entry = v.object({ circle, entry: id(), epoch: count(), envelope: sealed(ENTRY_MAX) });
const body = v.object({ entries: v.pipe(v.array(entry), v.maxLength(100)) });

/** `group.12,facilitators.3`: the newest number she has of each circle. */
const cursors = v.optional(
	v.pipe(
		v.string(),
		v.maxLength(10_000),
		v.regex(/^([a-z]+(:[A-Za-z0-9_-]{22})?\.\d{1,7}(,|$))*$/),
		v.transform((text): Cursors => {
			const pairs = text
				.split(',')
				.filter(Boolean)
				.map((part) => part.split('.'));
			return Object.fromEntries(pairs.map(([name = '', number]) => [name, Number(number)]));
		})
	),
	''
);

const answer = v.object({
	state: v.picklist(['planned', 'announced', 'live', 'closed', 'cancelled']),
	startedAt: v.nullable(instant()),
	endsBy: v.nullable(instant()),
	now: instant(),
	entries: v.array(v.object({ ...entry.entries, seq: count() }))
});

export const liveRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/groups/:group/sessions/:session/live',
		who: 'member',
		summary: 'What is new in the session’s log, in the circles she is in',
		params,
		query: v.object({ after: cursors }),
		answer,
		handle: ({ ctx, actor, params, query }) => live.read(ctx, actor, { session: params.session, after: query.after })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/sessions/:session/live',
		who: 'member',
		summary: 'Add sealed entries to a running session; the same entry again changes nothing',
		params,
		body,
		handle: ({ ctx, actor, params, body }) => live.append(ctx, actor, { ...params, ...body })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/sessions/:session/start',
		who: 'facilitator',
		summary: 'Begin an announced session',
		params,
		body,
		handle: ({ ctx, actor, params, body }) => live.start(ctx, actor, { ...params, ...body })
	}),
	route({
		method: 'POST',
		path: '/groups/:group/sessions/:session/close',
		who: 'facilitator',
		summary: 'Close a running session',
		params,
		body,
		handle: ({ ctx, actor, params, body }) => live.close(ctx, actor, { ...params, ...body })
	})
];
