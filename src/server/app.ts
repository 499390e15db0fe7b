import { erase as forgetNotes } from '#lib/activities/server/erasing.ts';
import { sealedTypes as activityTypes } from '#lib/activities/server/sealed-types.ts';
import { createApi } from '#lib/platform/server/api.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Route } from '#lib/platform/server/route.ts';
import { workers as forgetters } from '#lib/groups/server/ended-requests.ts';
import { gate } from '#lib/groups/server/gate.ts';
import { makeRegistry, type Slices } from '#lib/groups/server/registry.ts';
import { groupRoutes } from '#lib/groups/server/routes.ts';
import { sealedTypes as groupTypes } from '#lib/groups/server/sealed-types.ts';
import { erase as forgetReminders } from '#lib/notifications/server/erasing.ts';
import { routes as notifications } from '#lib/notifications/server/routes.ts';
import { streamRoutes } from '#lib/notifications/server/stream.ts';
import { workers as tellers } from '#lib/notifications/server/workers.ts';
import { routes as people } from '#lib/people/server/routes.ts';
import { firstRunRoutes } from '#lib/practice/server/routes.ts';
import { erase as forgetSessions } from '#lib/sessions/server/erasing.ts';
import { workers as livers } from '#lib/sessions/server/live.ts';
import { liveRoutes } from '#lib/sessions/server/live-routes.ts';
import { usualPlace } from '#lib/sessions/server/usual-place.ts';
import { routes as sessions } from '#lib/sessions/server/routes.ts';
import { allSealedTypes as sessionTypes } from '#lib/sessions/server/sealed-types.ts';
import { erase as forgetOpenings } from '#lib/venues/server/erasing.ts';
import { routes as venues } from '#lib/venues/server/routes.ts';
import { sealedTypes as venueTypes } from '#lib/venues/server/sealed-types.ts';
import type { Worker } from '#lib/platform/server/jobs.ts';
import type { House } from './install.ts';

/** What the slices seal, and what each deletes of a woman who leaves with everything erased. */
export const slices: Slices = {
	registry: makeRegistry(groupTypes, venueTypes, activityTypes, sessionTypes),
	erasers: [forgetOpenings, forgetNotes, forgetSessions, forgetReminders],
	usualPlace
};

/** Every route there is, slice by slice. `house`: which install answers, for the operator's first page. */
const routesOf = (house: House | undefined): readonly Route[] => [
	...people,
	...groupRoutes(slices),
	...venues,
	...sessions,
	...liveRoutes,
	...notifications,
	...streamRoutes,
	...firstRunRoutes(house)
];
/** The who-may-what test and the OpenAPI document are made from it. */
export const routes = routesOf(undefined);

/** What the job table can do; `startJobs` is given it when the server starts. */
export const workers: Record<string, Worker> = { ...forgetters, ...livers, ...tellers };

export interface AppOptions {
	ctx: Context;
	cookieName: string;
	origin: () => string;
	onCrash?: (id: string, error: unknown) => void;
	/** Which install answers: for the operator's routes, which may start and end practising. */
	house?: House | undefined;
}

/** The API of one install: `fetch(Request) → Response`, below `/api`. */
export const createApp = (options: AppOptions) => createApi({ ...options, routes: routesOf(options.house), gate });
