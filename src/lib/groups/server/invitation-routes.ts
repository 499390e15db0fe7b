import * as v from 'valibot';
import { refuse, route, type Route } from '#lib/platform/server/route.ts';
import { count, hash, id, instant, sealed } from '#lib/platform/server/sealed.ts';
import { endedAsked } from './ended-requests.ts';
import * as invitations from './invitations.ts';
import * as links from './open-links.ts';
import { publicGroup } from './shapes.ts';
import type { Slices } from './registry.ts';

const here = v.object({ group: hash() });

export const invitationRoutes = ({ usualPlace }: Pick<Slices, 'usualPlace'>): readonly Route[] => [
	route({
		method: 'POST',
		path: '/open-links',
		who: 'operator',
		summary: 'Makes a link that opens one group, once, within seven days.',
		answer: v.object({ token: v.string(), expiresAt: instant() }),
		handle: ({ ctx }) => links.make(ctx)
	}),
	route({
		method: 'POST',
		path: '/open-links/check',
		who: 'nobody',
		summary:
			'Whether such a link is still good. `held` stands for it in the tab, and is taken instead of it together with what the browser had then. 410: used, expired or unknown.',
		body: v.union([
			v.strictObject({ token: v.pipe(v.string(), v.maxLength(100)), here: id() }),
			v.strictObject({ held: v.pipe(v.string(), v.maxLength(500)), here: id() })
		]),
		answer: v.object({ token: v.string(), held: v.string() }),
		handle: async ({ ctx, body }) => {
			const token = 'token' in body ? body.token : (links.heldLink(ctx, body.held, body.here) ?? '');
			const state = await links.check(ctx, token);
			if (state !== 'open') return refuse(410, state);
			// The same again, so that showing it makes its time no longer.
			return { token, held: 'held' in body ? body.held : links.hold(ctx, token, body.here) };
		}
	}),
	route({
		method: 'POST',
		path: '/invitations/open',
		who: 'nobody',
		summary:
			'What an invitation’s holder may read: the public card and the sealed offer. 410: used, expired or revoked.',
		body: v.object({ id: id() }),
		answer: v.object({ group: publicGroup, offer: v.string(), expiresAt: instant() }),
		handle: ({ ctx, body }) => invitations.open(ctx, body.id)
	}),
	route({
		method: 'POST',
		path: '/invitations/ask',
		who: 'account',
		summary: 'She asks to join. Asking again replaces what she wrote.',
		body: v.object({ id: id(), handle: id(), request: sealed(30_000), accepts: count() }),
		handle: ({ ctx, actor, body }) => invitations.ask(ctx, actor, body)
	}),
	route({
		method: 'POST',
		path: '/invitations/withdraw',
		who: 'account',
		summary: 'She takes back what she asked, or puts away that it has ended.',
		body: v.object({ id: id() }),
		handle: ({ ctx, actor, body }) => invitations.withdraw(ctx, actor, body.id)
	}),
	route({
		method: 'GET',
		path: '/groups/:group/invitations',
		who: 'facilitator',
		summary: 'The group’s invitations and how they stand, and the place whose access facts they show.',
		params: here,
		handle: async ({ ctx, actor }) => ({
			invitations: await invitations.list(ctx, actor),
			place: await usualPlace(ctx.db, actor.group, ctx.now())
		})
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/invitations/:id/offer',
		who: 'facilitator',
		summary: 'What an invited woman reads, sealed anew.',
		params: v.object({ group: hash(), id: id() }),
		body: v.object({ offer: sealed(300_000) }),
		handle: ({ ctx, actor, params, body }) => invitations.renewOffer(ctx, actor, { id: params.id, ...body })
	}),
	route({
		method: 'GET',
		path: '/groups/:group/waiting',
		who: 'facilitator',
		summary:
			'Who has asked to join, with what she wrote, sealed, and how many requests have ended with all that was open.',
		params: here,
		handle: async ({ ctx, actor }) => ({
			waiting: await invitations.waiting(ctx, actor),
			ended: await endedAsked(ctx, actor)
		})
	})
];
