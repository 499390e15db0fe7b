import { t } from '#lib/words/t.ts';
import type { Person } from './client/view.ts';

/** Her chosen name, or words in its place when it cannot be read. */
export const nameOf = (person: Person | undefined): string => person?.name || t('groups.members.nameless');
