import * as v from 'valibot';
import { route } from '#lib/platform/server/route.ts';
import { count, flag, hash, id, sealed } from '#lib/platform/server/sealed.ts';
import { closing } from './live.ts';
import * as records from './records.ts';
import type { Slices } from './registry.ts';
import { circleName, recordRow, several, typeName } from './shapes.ts';

const here = v.object({ group: hash() });
const one = v.object({ group: hash(), type: typeName(), id: id() });
/** A picture of 1 MB, sealed. */
const LARGEST = 1_500_000;

/** Sealed records, one route for every type; the registry says who may. */
export const recordRoutes = (slices: Slices) => [
	route({
		method: 'GET',
		path: '/groups/:group/records',
		who: 'member',
		summary:
			'Every record of these types (`types=a,b`) that she may read; `ids` and `circle` narrow it. `unasked=1`: her device looks by itself, so no opening is noted, and a member gets nothing whose openings are.',
		params: here,
		query: v.object({
			types: several(20),
			ids: v.optional(several(200)),
			circle: v.optional(circleName()),
			unasked: flag()
		}),
		answer: v.object({ records: v.array(recordRow) }),
		handle: async ({ ctx, actor, query }) => ({ records: await records.list(ctx, slices.registry, actor, query) })
	}),
	route({
		method: 'GET',
		path: '/groups/:group/records/:type/:id',
		who: 'member',
		summary: 'One record.',
		params: one,
		query: v.object({ circle: circleName() }),
		answer: recordRow,
		handle: ({ ctx, actor, params, query }) => {
			const { type, id } = params;
			return records.get(ctx, slices.registry, actor, { type, id, ...query });
		}
	}),
	route({
		method: 'PUT',
		path: '/groups/:group/records/:type/:id',
		who: 'member',
		summary: 'Saves one record. 409 `edited` (with the current one), `epoch`, `epoch-due`; 403 `prove` as for changes.',
		params: one,
		body: v.object({ circle: circleName(), base: count(), epoch: count(), envelope: sealed() }),
		limit: LARGEST,
		answer: v.object({ version: count() }),
		handle: ({ ctx, actor, params, body }) => {
			const { type, id } = params;
			return records.put(ctx, slices.registry, actor, { type, id, ...body });
		}
	}),
	route({
		method: 'GET',
		path: '/groups/:group/live-lines',
		who: 'member',
		summary: 'What closing these circles’ epochs needs (`circles=a,b`): the lists to sign, the rows to seal again.',
		params: here,
		query: v.object({ circles: v.pipe(several(200), v.array(circleName())) }),
		handle: async ({ ctx, actor, query }) => ({ circles: await closing(ctx, actor, query.circles) })
	})
];
