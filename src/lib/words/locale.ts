/** 'ar-XB' is English made right-to-left at run time, so that the layout can be tested before anyone translates. */
export type Locale = 'en' | 'ar-XB';

const locales: readonly Locale[] = ['en', 'ar-XB'];

let source: () => Locale = () => 'en';

/** Says where the current language comes from: the page in a browser, the request on the server. */
export function useLocale(from: () => Locale): void {
	source = from;
}

export function currentLocale(): Locale {
	return source();
}

export function parseLocale(text: string | null | undefined): Locale | undefined {
	return locales.find((locale) => locale === text);
}

export function direction(locale: Locale = currentLocale()): 'ltr' | 'rtl' {
	return locale === 'ar-XB' ? 'rtl' : 'ltr';
}

/** The tag that Intl understands. English here means day before month and a 24-hour clock. */
export function intlTag(locale: Locale = currentLocale()): string {
	return locale === 'en' ? 'en-GB' : 'ar-EG';
}

/** What stands in `<html lang>`. */
export function htmlLang(locale: Locale = currentLocale()): string {
	return locale === 'en' ? 'en-GB' : 'ar';
}
