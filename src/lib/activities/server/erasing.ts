import { addDays } from '#lib/platform/day.ts';
import { erase as eraseRecords } from '#lib/groups/server/records.ts';
import type { Eraser } from '#lib/groups/server/registry.ts';
import '#lib/groups/server/tables.ts';
import { ACTIVITY_NOTE, ACTIVITY_WORD, ownNotes } from '../activity-note.ts';

/** Under the number of variables that a statement may have on either database. */
const AT_ONCE = 500;

/** Her notes. Nothing says whose a note is but its id, so that of each day since she came is worked out. */
export const erase: Eraser = async (trx, ctx, { group, handle }) => {
	const came = await trx
		.selectFrom('membership')
		.select('since_day')
		.where('group_id', '=', group)
		.where('handle', '=', handle)
		.executeTakeFirst();
	if (!came) return;
	const last = addDays(ctx.today(), 1);
	const days: string[] = [];
	for (let day = addDays(came.since_day, -1); day <= last; day = addDays(day, 1)) days.push(day);
	const ids = await ownNotes(handle, days);
	for (let i = 0; i < ids.length; i += AT_ONCE)
		await eraseRecords(trx, group, { types: [ACTIVITY_NOTE, ACTIVITY_WORD], ids: ids.slice(i, i + AT_ONCE) });
};
