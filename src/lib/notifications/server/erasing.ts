import * as jobs from '#lib/platform/server/jobs.ts';
import type { Eraser } from '#lib/groups/server/registry.ts';
import { reminderKey } from '#lib/sessions/session.ts';
import './tables.ts';

/** Reminders about this group's sessions, of a woman who leaves with everything erased; those of other groups stay. */
export const erase: Eraser = async (trx, _ctx, { group, account }) => {
	if (account === null) return;
	const sessions = trx.selectFrom('session').select('id').where('group_id', '=', group);
	const hers = await trx
		.selectFrom('reminder')
		.select('session_id')
		.where('account_id', '=', account)
		.where('session_id', 'in', sessions)
		.execute();
	for (const { session_id } of hers) await jobs.forget(trx, reminderKey(account, session_id));
	await trx.deleteFrom('reminder').where('account_id', '=', account).where('session_id', 'in', sessions).execute();
};
