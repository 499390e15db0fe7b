import type { SealedType } from '#lib/groups/server/registry.ts';
import { debriefId, debriefType, type Facts as DebriefFacts } from '../debrief.ts';
import { answerType, notesType, overrideType, planType, type Facts } from '../record-types.ts';
import './tables.ts';

const plan: SealedType<Facts> = {
	...planType,
	facts: async (db, { group }) => {
		const rows = await db
			.selectFrom('session')
			.select('id')
			.where('group_id', '=', group)
			.where('state', '!=', 'planned')
			.execute();
		return { visible: new Set(rows.map((row) => row.id)) };
	}
};
const debrief: SealedType<DebriefFacts> = {
	...debriefType,
	facts: async (db, { group, reader }) => {
		const rows = await db.selectFrom('session').select('id').where('group_id', '=', group).execute();
		return { own: new Set(await Promise.all(rows.map((row) => debriefId(row.id, reader.handle)))) };
	}
};
/** Who answers when is nobody's business, the audit's neither. */
const answer: SealedType = { ...answerType, quiet: true };

/** What this slice seals, with where the rules' facts come from. */
export const sealedTypes = {
	plan: plan as SealedType,
	notes: notesType as SealedType,
	override: overrideType as SealedType,
	debrief: debrief as SealedType,
	answer
};
export const allSealedTypes: readonly SealedType[] = Object.values(sealedTypes);
