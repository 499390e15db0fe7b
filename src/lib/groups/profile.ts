import * as v from 'valibot';
import { line, prose } from '#lib/platform/text.ts';

/** How she is known in this group and nowhere else. Everyone in the group reads it (type `profile`, id = her handle). */
export const profile = v.object({
	name: line(40, 1),
	/** In her own words, or empty. */
	pronouns: line(40),
	/** Whatever she would like the group to know, or empty. */
	about: prose(500)
});
export type Profile = v.InferOutput<typeof profile>;
