import type { Eraser } from '#lib/groups/server/registry.ts';
import './tables.ts';

/** What this slice knows of a woman who leaves with everything erased: that she said yes, signalled, or was to hold one. */
export const erase: Eraser = async (trx, _ctx, { group, handle }) => {
	const sessions = trx.selectFrom('session').select('id').where('group_id', '=', group);
	await trx.deleteFrom('may_open').where('handle', '=', handle).where('session_id', 'in', sessions).execute();
	await trx
		.deleteFrom('live_entry')
		.where('circle', '=', `member:${handle}`)
		.where('session_id', 'in', sessions)
		.execute();
	await trx
		.deleteFrom('session_facilitator')
		.where('handle', '=', handle)
		.where('session_id', 'in', sessions)
		.execute();
};
