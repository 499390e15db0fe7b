import { app } from '#lib/platform/client/app.svelte.ts';
import { direction, htmlLang, parseLocale, useLocale } from '#lib/words/locale.ts';

// The cookie is only ever set where the server allows the language.
const locale = parseLocale(/(?:^|; )lang=([\w-]+)/.exec(document.cookie)?.[1]) ?? 'en';
useLocale(() => locale);
document.documentElement.lang = htmlLang(locale);
document.documentElement.dir = direction(locale);

void app.ask();
