import * as v from 'valibot';
import { consentGiven } from './removal-consent.ts';

// A member becomes a facilitator when one of them asks her and she signs that she wants to. Both records lie in her own
// circle, so that she and the facilitators read them and nobody else. Their id is that of the question, drawn anew each
// time: what she says to one is said to no other.

/** Record `facilitate-ask`, by a facilitator. */
export const facilitateAsk = v.object({ v: v.literal(1) });

/** Record `facilitate-answer`, by herself: her signature, or that she would rather not. No reason is asked for. */
export const facilitateAnswer = v.object({
	v: v.literal(1),
	/** Whether it is good is judged by the roster's rules. */
	consent: v.nullable(consentGiven)
});
export type FacilitateAnswer = v.InferOutput<typeof facilitateAnswer>;
