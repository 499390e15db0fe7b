import * as v from 'valibot';
import { prose } from '#lib/platform/text.ts';

// What a woman wants to know of a place before she comes. It says nothing of where the place is, so an invited woman may
// read it too.

export const ACCESS_MAX = 500;
export const FACTS = ['yes', 'no', 'unknown'] as const;
export const ACCESS = ['stepFree', 'toilet', 'scent', 'cameras', 'prayer'] as const;

const fact = () => v.picklist(FACTS);
export const access = v.object({
	stepFree: fact(),
	toilet: fact(),
	/** Free of strong scent. */
	scent: fact(),
	/** Cameras at the entrance or inside. */
	cameras: fact(),
	prayer: fact(),
	other: prose(ACCESS_MAX)
});
export type Access = v.InferOutput<typeof access>;
export const noAccess: Access = {
	stepFree: 'unknown',
	toilet: 'unknown',
	scent: 'unknown',
	cameras: 'unknown',
	prayer: 'unknown',
	other: ''
};

/** Whether anybody has written anything about it. */
export const saysAnything = (of: Access): boolean => of.other !== '' || ACCESS.some((name) => of[name] !== 'unknown');
