import type { Cast } from './cast.ts';
import * as evening from './evening.ts';
import * as gathering from './gathering.ts';
import * as leaving from './leaving.ts';
import * as meeting from './meeting.ts';

/** What is found out on the way and needed later. */
export type Notes = gathering.Found & meeting.Taken;
export const emptyNotes = (): Notes => ({ invitations: [], files: [] });

/** The walk through all thirteen steps of the main job, in its order: each begins where the one before ended. */
export const steps: readonly [string, (cast: Cast, notes: Notes) => Promise<void>][] = [
	['1 a group is opened by a link', gathering.opensGroup],
	['2 the agreement is published and printed', gathering.agrees],
	['3 invitations in four ways', gathering.invites],
	['4 all of them join', gathering.joins],
	['5 after the safety talk they come in', gathering.talks],
	['6 a place with its card', gathering.addsPlace],
	['7 a plan with its checks', meeting.plans],
	['8 it is announced, and taken into a calendar', meeting.announces],
	['9 yes, perhaps, not this time', meeting.answers],
	['9 it is moved to tonight', meeting.moves],
	['9 the way there, for those who are coming', meeting.findsTheWay],
	['9 another one is called off', meeting.callsOff],
	['2 the agreement changes', leaving.agreesAgain],
	['12 help now, and the way out', leaving.helpAndExit],
	['13 a break', leaving.takesABreak],
	['10 the meeting begins', evening.begins],
	['10 the run-sheet in step', evening.runsInStep],
	['10 silent signals', evening.signals],
	['10 a lost network', evening.losesTheNetwork],
	['10 a cover', evening.covers],
	['8 a reminder comes', evening.reminds],
	['11 the meeting is closed', evening.closes],
	['13 leaving and erasing', leaving.leavesForGood],
	['13 a member is removed', leaving.removes]
];

/** All of it, for an audit that looks at what was let slip on the way. */
export async function walk(cast: Cast, say: (step: string) => void = () => undefined): Promise<Notes> {
	const notes = emptyNotes();
	for (const [title, step] of steps) {
		await Promise.all(cast.everybody().map((woman) => woman.awake()));
		await step(cast, notes);
		say(title);
	}
	return notes;
}
