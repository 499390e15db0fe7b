import type { SealedType } from '#lib/groups/server/registry.ts';
import { activityNoteType, activityWordType, daysAbout, ownNotes, type Facts } from '../activity-note.ts';

const facts: SealedType<Facts>['facts'] = async (_db, { reader, now }) => ({
	own: new Set(await ownNotes(reader.handle, daysAbout(now)))
});
const note: SealedType<Facts> = { ...activityNoteType, facts };
const word: SealedType<Facts> = { ...activityWordType, facts };

/** What this slice seals, with where the rules' facts come from. */
export const sealedTypes: readonly SealedType[] = [note, word];
