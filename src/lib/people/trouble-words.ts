import { en } from '#lib/words/catalogue.ts';
import { t, type Key } from '#lib/words/t.ts';
import { entryTrouble } from './entry-words.ts';

/** The sentence for why something did not happen: what happened, that nothing is lost, what to do. */
export function peopleTrouble(reason: string, wait?: number): string {
	const key = `people.trouble.${reason}`;
	return key in en ? t(key as Key) : entryTrouble(reason, wait);
}
