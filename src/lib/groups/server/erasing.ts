import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { erase } from './records.ts';
import type { Slices } from './registry.ts';
import './tables.ts';

/**
 * Deletes what is hers alone in one group: her profile, her own circle with its keys, what she accepted, and whatever
 * other slices know of her. Her handle stays in the signed roster, linked to no account. What she signed with others
 * (an agreement, a plan) stays.
 */
export async function eraseMember(
	trx: Trx,
	ctx: Context,
	slices: Slices,
	{ group, handle }: { group: string; handle: string }
): Promise<void> {
	const row = await trx
		.selectFrom('membership')
		.select('account_id')
		.where('group_id', '=', group)
		.where('handle', '=', handle)
		.executeTakeFirst();
	for (const forget of slices.erasers) await forget(trx, ctx, { group, handle, account: row?.account_id ?? null });
	await erase(trx, group, { circle: `member:${handle}` });
	await erase(trx, group, { types: ['profile'], ids: [handle] });
	await trx.deleteFrom('wrap').where('group_id', '=', group).where('circle', '=', `member:${handle}`).execute();
	await trx.deleteFrom('wrap_reader').where('group_id', '=', group).where('handle', '=', handle).execute();
	await trx.deleteFrom('acceptance').where('group_id', '=', group).where('handle', '=', handle).execute();
	await trx
		.updateTable('membership')
		.set({ account_id: null })
		.where('group_id', '=', group)
		.where('handle', '=', handle)
		.execute();
}
