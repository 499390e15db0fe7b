/**
 * [Note: signed or deniable] Only shared decisions carry a signature, which proves to anyone who wrote them. Everything
 * else carries a MAC under the circle's key: readers know that one of them wrote it, and can prove nothing outside.
 */
export interface RecordRule {
	proof: 'signature' | 'mac';
	/** Who may write it, at the roster head that she cites: a facilitator, or whoever reads the circle. */
	by: 'facilitator' | 'reader';
}

const decision: RecordRule = { proof: 'signature', by: 'facilitator' };
const deniable: RecordRule = { proof: 'mac', by: 'reader' };
const ofFacilitators: RecordRule = { proof: 'mac', by: 'facilitator' };

/** The whole table. A type that is not in it is deniable and may be written by any reader of its circle. */
export const recordTypes: Record<string, RecordRule> = {
	'group-card': decision,
	agreement: decision,
	'venue-card': decision,
	'venue-outline': decision,
	lighting: decision,
	plan: decision,
	override: decision,
	assessment: decision,
	'concern-decision': decision,
	removal: decision,
	proposal: { proof: 'signature', by: 'reader' },

	invitation: ofFacilitators,
	debrief: ofFacilitators,
	attendance: ofFacilitators,
	talk: ofFacilitators,
	'venue-picture': ofFacilitators,
	'session-notes': ofFacilitators,

	profile: deniable,
	coming: deniable,
	signal: deniable,
	note: deniable,
	live: deniable
};

/** The rule for a type, also for one that nobody has named here. */
export function ruleOf(type: string): RecordRule {
	return Object.prototype.hasOwnProperty.call(recordTypes, type) ? (recordTypes[type] ?? deniable) : deniable;
}
