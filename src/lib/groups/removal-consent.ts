import * as v from 'valibot';
import type { Consent } from '#lib/crypto/roster.ts';

// A facilitator is removed by another one and one more woman of the group. The second signature is asked for and given
// inside the group. Both records lie in the circle of the woman who is asked, under the handle of the one concerned.

/** Record `removal-ask`, by a facilitator. */
export const removalAsk = v.object({ v: v.literal(1), handle: v.string() });

/** A second signature, as it is handed over in a record. */
export const consentGiven = v.strictObject({ by: v.string(), head: v.string(), sig: v.string() });

/** A handle, a hash and a signature in base64url, with the JSON around them, less what stands for none. */
const LONGER = '{"by":"","head":"","sig":""}'.length + 22 + 43 + 86 - 'null'.length;

/** What an answer says, yes or no, in equally many characters: its sealed size is seen from outside. */
export const saying = (consent: Consent | undefined) =>
	consent ? { consent: { ...consent }, filler: '' } : { consent: null, filler: '.'.repeat(LONGER) };

/** Record `removal-answer`, by the woman asked: her signature, or that she would rather not. No reason is asked for. */
export const removalAnswer = v.object({
	v: v.literal(1),
	handle: v.string(),
	/** The version of the question that she answers: asked once more, she may say something else. */
	ask: v.number(),
	/** Whether it is good is judged by the roster's rules. */
	consent: v.nullable(consentGiven)
});
export type RemovalAnswer = v.InferOutput<typeof removalAnswer>;
