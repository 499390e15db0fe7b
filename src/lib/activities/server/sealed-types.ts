import type { SealedType } from '#lib/groups/server/registry.ts';
import { activityNoteType, daysAbout, ownNotes, type Facts } from '../activity-note.ts';

const note: SealedType<Facts> = {
	...activityNoteType,
	facts: async (_db, { reader, now }) => ({ own: new Set(await ownNotes(reader.handle, daysAbout(now))) })
};

/** What this slice seals, with where the rules' facts come from. */
export const sealedTypes: readonly SealedType[] = [note];
