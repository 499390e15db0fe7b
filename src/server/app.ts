import { createApi } from '#lib/platform/server/api.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Route } from '#lib/platform/server/route.ts';
import { gate } from '#lib/groups/server/gate.ts';
import { streamRoutes } from '#lib/notifications/server/stream.ts';
import { routes as people } from '#lib/people/server/routes.ts';
import { liveRoutes } from '#lib/sessions/server/live-routes.ts';
import type { House } from './install.ts';

/** Every route there is, slice by slice. The who-may-what test and the OpenAPI document are made from it. */
export const routes: readonly Route[] = [...people, ...liveRoutes, ...streamRoutes];

export interface AppOptions {
	ctx: Context;
	cookieName: string;
	origin: () => string;
	onCrash?: (id: string, error: unknown) => void;
	/** Which install answers: for the operator's routes, which may start and end practising. */
	house?: House | undefined;
}

/** The API of one install: `fetch(Request) → Response`, below `/api`. */
export const createApp = (options: AppOptions) => createApi({ ...options, routes, gate });
