import '#lib/events/server/tables.ts';
import type { Asking } from '#lib/groups/server/registry.ts';
import type { Db } from '#lib/platform/server/db.ts';
import type { Noted } from '../record-types.ts';

/** Who noted each lighting check of a group first: the record itself is sealed, and the event of its first version is not. */
export async function notedBy(db: Db, { group }: Asking): Promise<Noted> {
	const rows = await db
		.selectFrom('event')
		.select(['object', 'actor'])
		.where('group_id', '=', group)
		.where('verb', '=', 'lighting.put')
		.orderBy('seq', 'desc')
		.execute();
	return new Map(rows.map(({ object, actor }) => [object ?? '', actor ?? '']));
}
