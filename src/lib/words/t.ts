import { IntlMessageFormat } from 'intl-messageformat';
import { en, type Key } from './catalogue.ts';
import { currentLocale, intlTag, type Locale } from './locale.ts';
import { pseudo } from './pseudo.ts';

export type { Key } from './catalogue.ts';
export type Args = Record<string, string | number | boolean | Date>;

const ready = new Map<string, IntlMessageFormat>();

function message(key: Key, locale: Locale): IntlMessageFormat {
	const id = `${locale} ${key}`;
	const known = ready.get(id);
	if (known) return known;
	const english = new IntlMessageFormat(en[key], 'en-GB', undefined, { ignoreTag: true });
	const made = locale === 'en' ? english : new IntlMessageFormat(pseudo(english.getAst()), intlTag(locale));
	ready.set(id, made);
	return made;
}

/**
 * The words for `key` in the current language. Messages are ICU MessageFormat:
 * `"{count, plural, one {# woman} other {# women}}"` takes `{ count: 3 }`.
 */
export function t(key: Key, args?: Args): string {
	return String(message(key, currentLocale()).format(args));
}
