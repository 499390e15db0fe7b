import type { Eraser } from '#lib/groups/server/registry.ts';
import './tables.ts';

/** The days on which a woman who leaves with everything erased opened a card. */
export const erase: Eraser = async (trx, _ctx, { group, handle }) => {
	const venues = trx.selectFrom('venue').select('id').where('group_id', '=', group);
	await trx.deleteFrom('venue_opening').where('handle', '=', handle).where('venue_id', 'in', venues).execute();
};
