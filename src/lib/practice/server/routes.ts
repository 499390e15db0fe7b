import * as v from 'valibot';
import * as openLinks from '#lib/groups/server/open-links.ts';
import { notHere, refuse, route, type Route } from '#lib/platform/server/route.ts';
import { instant } from '#lib/platform/server/sealed.ts';
import { isSettled } from '../../../server/first-run.ts';
import type { House } from '../../../server/install.ts';
import { STEPS, type FirstRun } from '../practice.ts';
import { makingOf, startMaking } from './making.ts';
import * as practice from './practice.ts';

const person = v.object({
	name: v.string(),
	chosen: v.string(),
	pronouns: v.string(),
	about: v.string(),
	role: v.picklist(['facilitator', 'member', 'waiting']),
	words: v.string()
});

/** The operator's first page, and the example group. `house`: which install answers; absent in most tests. */
export const firstRunRoutes = (house: House | undefined): readonly Route[] => [
	route({
		method: 'GET',
		path: '/first-run',
		who: 'operator',
		summary: 'How this install stands, for the first page',
		answer: v.object({
			settled: v.boolean(),
			practising: v.boolean(),
			making: v.nullable(v.picklist(STEPS)),
			failed: v.boolean()
		}),
		handle: async ({ ctx }): Promise<FirstRun> => ({
			settled: !ctx.practice && (await isSettled(ctx)),
			practising: ctx.practice,
			...makingOf(house)
		})
	}),
	route({
		method: 'POST',
		path: '/first-run/open-link',
		who: 'operator',
		summary: 'Makes a link that opens one group, once, within seven days',
		body: v.object({}),
		answer: v.object({ token: v.string(), expiresAt: instant() }),
		handle: async ({ ctx }) => (ctx.practice ? refuse(409, 'practising') : openLinks.make(ctx))
	}),
	route({
		method: 'POST',
		path: '/first-run/practice',
		who: 'operator',
		summary: 'Begins to make the example group; `GET /first-run` says how far it is',
		body: v.object({}),
		handle: async ({ ctx }) => {
			if (ctx.practice) return refuse(409, 'practising');
			if (!house || (await isSettled(ctx))) return refuse(409, 'settled');
			startMaking(house);
			return undefined;
		}
	}),
	route({
		method: 'GET',
		path: '/practice',
		who: 'nobody',
		summary: 'Who is in the example group, with their words; only while practising',
		answer: v.object({ people: v.array(person) }),
		handle: async ({ ctx }) => {
			const people = await practice.people(ctx);
			return people ? { people } : notHere();
		}
	}),
	route({
		method: 'DELETE',
		path: '/practice',
		who: 'nobody',
		summary: 'Throws the example group away; only while practising',
		handle: async ({ ctx }) => {
			if (!ctx.practice || !house) return notHere();
			await house.endPractice();
			return undefined;
		}
	})
];
