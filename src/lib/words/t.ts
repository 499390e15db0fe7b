import { en, type Key } from './catalogue.ts';
import { compile } from './compile.ts';
import { currentLocale, intlTag } from './locale.ts';
import { say, type Args, type Message } from './message.ts';
import { pseudo } from './pseudo.ts';

export type { Key } from './catalogue.ts';

const ready = new Map<Key, Message>();

function message(key: Key): Message {
	const known = ready.get(key);
	if (known !== undefined) return known;
	const made = compile(en[key]);
	ready.set(key, made);
	return made;
}

/**
 * The words for `key` in the current language. Messages are ICU MessageFormat:
 * `"{count, plural, one {# woman} other {# women}}"` takes `{ count: 3 }`.
 */
export function t(key: Key, args: Args = {}): string {
	const english = message(key);
	return say(currentLocale() === 'en' ? english : pseudo(english), args, intlTag());
}
