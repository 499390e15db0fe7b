import { en } from '#lib/words/catalogue.ts';
import { t, type Key } from '#lib/words/t.ts';

/** Why her words did not open it: all that the doors have to say, and so all that they bring along. */
export function entryTrouble(reason: string, wait?: number): string {
	const key = `people.entry.${reason}`;
	return key in en ? t(key as Key, { wait: wait ?? 8 }) : t('people.entry.went-wrong');
}
