import { t } from '#lib/words/t.ts';
import type { Person } from './client/view.ts';

/**
 * Her chosen name, or words in its place: of a woman who is in the group that it cannot be read, of one who is not any
 * more that she left, however she did. Nothing tells one from another.
 */
export function nameOf(person: Person | undefined): string {
	if (person?.name) return person.name;
	const gone = person?.state === 'left' || person?.state === 'removed';
	return t(gone ? 'groups.members.someone' : 'groups.members.nameless');
}
