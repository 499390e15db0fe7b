import * as v from 'valibot';
import { route, type Route } from '#lib/platform/server/route.ts';
import { hash, id, instant } from '#lib/platform/server/sealed.ts';
import * as notices from './notices.ts';
import * as reminders from './reminders.ts';

const params = v.object({ group: hash(), session: id() });
const reminder = v.object({ session: id(), runAt: instant(), words: v.string() });

export const routes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/me/notices',
		who: 'account',
		summary: 'What waits for her to look at',
		answer: v.object({ notices: v.array(v.object({ id: id(), at: instant(), words: v.string() })) }),
		handle: async ({ ctx, actor }) => ({ notices: await notices.list(ctx, actor) })
	}),
	route({
		method: 'DELETE',
		path: '/me/notices/:notice',
		who: 'account',
		summary: 'She has seen it',
		params: v.object({ notice: id() }),
		handle: ({ ctx, actor, params }) => notices.seen(ctx, actor, params.notice)
	}),
	route({
		method: 'GET',
		path: '/me/reminders',
		who: 'account',
		summary: 'Her own reminders that are still to come',
		answer: v.object({ reminders: v.array(reminder) }),
		handle: async ({ ctx, actor }) => ({ reminders: await reminders.list(ctx, actor) })
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/sessions/:session/reminder',
		who: 'member',
		summary: 'Ask for a reminder, at a time and in words of her own',
		params,
		body: v.object({ runAt: instant(), words: v.pipe(v.string(), v.maxLength(400)) }),
		handle: ({ ctx, actor, params, body }) => reminders.ask(ctx, actor, { session: params.session, ...body })
	}),
	route({
		method: 'DELETE',
		path: '/groups/:group/sessions/:session/reminder',
		who: 'member',
		summary: 'No reminder after all',
		params,
		handle: ({ ctx, actor, params }) => reminders.drop(ctx, actor, params.session)
	})
];
