import * as v from 'valibot';
import { line, prose } from '#lib/platform/text.ts';
import { day } from '#lib/platform/day.ts';
import { access } from './access.ts';
import { topic } from './agreement.ts';
import { offered } from './group.ts';

export const INVITATION_DAYS = 7;

/** What stands behind an invitation's state, to whoever holds it. */
export type InvitationState = 'open' | 'asked' | 'used' | 'revoked' | 'expired';

/** What she reads before any sign-up, sealed under the invitation's own key. No address, no names of members. */
export const preview = v.object({
	coverName: line(60),
	area: line(80),
	when: line(80),
	languages: v.optional(line(80), ''),
	forWhom: prose(2000),
	offered,
	expect: prose(3000),
	access: prose(2000),
	/** Of the place where they are likely to meet: what it is like, and nothing of where it is. Null: nobody has said. */
	place: v.optional(v.nullable(access), null),
	/** Empty topics: the group has not written one yet, as when the second facilitator is invited. */
	agreement: v.object({
		version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
		reviewDay: v.union([day(), v.literal('')]),
		topics: v.array(topic)
	}),
	/** Who invites her, by the name she uses in the group. */
	from: line(40)
});
export type Preview = v.InferOutput<typeof preview>;

/** The draft in which it is kept for her while she waits. The server, which knows her handle to be, deletes it after that. */
export const readAgainKey = (handle: string): string => `asked:${handle}`;

/** What she writes when she asks to join; only the facilitators read it. */
export const joinForm = v.object({
	name: line(40, 1),
	pronouns: line(40),
	/** What she would like to talk about before the first meeting. */
	talkAbout: prose(1000),
	/** How she may be reached for the safety talk, if she likes: "call after six", "I come to the library on Fridays". */
	reach: prose(300)
});
export type JoinForm = v.InferOutput<typeof joinForm>;

/** The form and the agreement she accepted with it; 0 when there was none. */
export const joinRequest = v.object({
	...joinForm.entries,
	accepts: v.pipe(v.number(), v.safeInteger(), v.minValue(0))
});
export type JoinRequestBody = v.InferOutput<typeof joinRequest>;

/**
 * That the talk took place, and only what she wants noted. Sealed to the facilitators while she waits (type
 * `waiting-talk`, id = the invitation's), then to her and them (type `talk`, id = her handle).
 */
export const safetyTalk = v.object({
	day: day(),
	/** Handle of the facilitator who had it. */
	by: v.string(),
	/** Empty when nothing is to be noted. */
	note: prose(1500)
});
export type SafetyTalk = v.InferOutput<typeof safetyTalk>;

/** The secret of an open invitation, for the facilitators alone (type `invitation`); written by the Vault. */
export const keptSecret = v.looseObject({ fragment: v.string() });
