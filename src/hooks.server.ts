import { AsyncLocalStorage } from 'node:async_hooks';
import { building } from '$app/env';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { direction, htmlLang, parseLocale, useLocale, type Locale } from '#lib/words/locale.ts';
import { bootBar } from './exit/boot.ts';

const language = new AsyncLocalStorage<Locale>();
useLocale(() => language.getStore() ?? 'en');

/** The right-to-left test language is there only on an install that asks for it. */
const languages = process.env['ROWAN_TEST_LANGUAGE'] === '1';

export const handle: Handle = async ({ event, resolve }) => {
	event.locals.practice = event.platform?.req.rowan?.practice ?? false;

	const asked = languages && !building ? parseLocale(event.url.searchParams.get('lang')) : undefined;
	if (asked) event.cookies.set('lang', asked, { path: '/', httpOnly: false, sameSite: 'strict' });
	const locale = asked ?? (languages ? parseLocale(event.cookies.get('lang')) : undefined) ?? 'en';

	const look = event.cookies.get('look');
	const worn = look === 'light' || look === 'dark' ? ` data-look="${look}"` : '';
	const shell = event.route.id?.startsWith('/(app)') ?? false;

	return language.run(locale, () =>
		resolve(event, {
			// A page of the first file has no code in a file of its own (scripts/first-pages.ts): nothing to fetch early.
			preload: ({ type, path }) => type === 'css' || (type === 'js' && !path.includes('/nodes/')),
			transformPageChunk: ({ html }) =>
				html
					.replace(
						'<html lang="en-GB" dir="ltr">',
						`<html lang="${htmlLang(locale)}" dir="${direction(locale)}"${worn}>`
					)
					.replace('<!-- boot -->', shell ? bootBar() : '')
		})
	);
};

/** What went wrong is for the log, by a number that she can tell the operator; the page says nothing of it. */
export const handleError: HandleServerError = ({ kind, error }) => {
	if (kind !== 'unknown') return { message: 'not-here' };
	const id = crypto.randomUUID().slice(0, 8);
	// Where, and not what: a message could hold something that was typed.
	const where = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line)) : [];
	console.error([`fault ${id}`, ...where.slice(0, 6)].join('\n'));
	return { message: id };
};
