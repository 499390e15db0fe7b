import type { Cast } from './cast.ts';
import * as evening from './evening.ts';
import * as gathering from './gathering.ts';
import * as leaving from './leaving.ts';
import * as meeting from './meeting.ts';

/** One walk: who takes part, and what is found out on the way. */
export interface Walk {
	cast: Cast;
	found: gathering.Found;
	taken: meeting.Taken;
}

/** The steps of one evening, in order; each begins where the one before ended. */
export const steps: [string, (walk: Walk) => Promise<void>][] = [
	['1 a group is opened by a link', ({ cast, found }) => gathering.opensGroup(cast, found)],
	['2 the agreement is published and printed', ({ cast }) => gathering.agrees(cast)],
	['3 invitations in four ways', ({ cast, found }) => gathering.invites(cast, found)],
	['4 all of them join', ({ cast, found }) => gathering.joins(cast, found)],
	['5 after the safety talk they come in', ({ cast }) => gathering.talks(cast)],
	['6 a place with its card', ({ cast }) => gathering.addsPlace(cast)],
	['7 a plan with its checks', ({ cast }) => meeting.plans(cast)],
	['8 it is announced, and taken into a calendar', ({ cast, taken }) => meeting.announces(cast, taken)],
	['9 yes, perhaps, not this time', ({ cast }) => meeting.answers(cast)],
	['9 it is moved to tonight', ({ cast, taken }) => meeting.moves(cast, taken)],
	['9 the way there, for those who are coming', ({ cast }) => meeting.findsTheWay(cast)],
	['9 another one is called off', ({ cast, taken }) => meeting.callsOff(cast, taken)],
	['2 the agreement changes', ({ cast }) => leaving.agreesAgain(cast)],
	['12 help now, and the way out', ({ cast }) => leaving.helpAndExit(cast)],
	['13 a break', ({ cast }) => leaving.takesABreak(cast)],
	['10 the meeting begins', ({ cast }) => evening.begins(cast)],
	['10 the run-sheet in step', ({ cast }) => evening.runsInStep(cast)],
	['10 silent signals', ({ cast }) => evening.signals(cast)],
	['10 a lost network', ({ cast }) => evening.losesTheNetwork(cast)],
	['10 a cover', ({ cast }) => evening.covers(cast)],
	['8 a reminder comes', ({ cast }) => evening.reminds(cast)],
	['11 the meeting is closed', ({ cast }) => evening.closes(cast)],
	['13 leaving and erasing', ({ cast }) => leaving.leavesForGood(cast)],
	['13 a member is removed', ({ cast }) => leaving.removes(cast)]
];
