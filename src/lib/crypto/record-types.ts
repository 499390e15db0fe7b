/**
 * [Note: signed or deniable] Only shared decisions carry a signature, which proves to anyone who wrote them. Everything
 * else carries a MAC under the circle's key: readers know that one of them wrote it, and can prove nothing outside.
 */
export interface RecordRule {
	proof: 'signature' | 'mac';
	/** Who may write it, at the roster head that she cites: a facilitator, or whoever reads the circle. */
	by: 'facilitator' | 'reader';
	/**
	 * No server ever deletes it while its circle lasts, and it is handed out at any time to whoever reads the circle, or
	 * to facilitators alone: then its absence is never innocent. [Note: the closing list] in `seen.ts`.
	 */
	stays?: 'for all' | 'for facilitators';
}

const decision: RecordRule = { proof: 'signature', by: 'facilitator' };
const deniable: RecordRule = { proof: 'mac', by: 'reader' };
const ofFacilitators: RecordRule = { proof: 'mac', by: 'facilitator' };
const forAll = { stays: 'for all' } as const;
const forFacilitators = { stays: 'for facilitators' } as const;

/** The whole table. A type that is not in it is deniable and may be written by any reader of its circle. */
export const recordTypes: Record<string, RecordRule> = {
	'group-card': { ...decision, ...forAll },
	agreement: { ...decision, ...forAll },
	'venue-card': { ...decision, ...forFacilitators },
	'venue-outline': { ...decision, ...forAll },
	lighting: { ...decision, ...forFacilitators },
	plan: decision,
	override: decision,
	assessment: decision,
	'concern-decision': decision,
	removal: decision,
	proposal: { proof: 'signature', by: 'reader' },

	invitation: ofFacilitators,
	debrief: { ...ofFacilitators, ...forFacilitators },
	attendance: ofFacilitators,
	talk: { ...ofFacilitators, ...forAll },
	'venue-picture': { ...ofFacilitators, ...forFacilitators },
	'session-notes': ofFacilitators,

	profile: deniable,
	coming: deniable,
	signal: deniable,
	note: deniable,
	'activity-note': deniable,
	'activity-word': deniable,
	live: deniable,
	play: deniable
};

/** The rule for a type, also for one that nobody has named here. */
export function ruleOf(type: string): RecordRule {
	return Object.prototype.hasOwnProperty.call(recordTypes, type) ? (recordTypes[type] ?? deniable) : deniable;
}
