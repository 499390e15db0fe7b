import type { Page } from '@playwright/test';
import { goInside, settled } from './practice.ts';

/** Public pages, read without a script. */
export const PUBLIC = ['/', '/help', '/help?country=GB', '/safety', '/privacy', '/nothing-here', '/first-run'];
/** Screens of the app before anybody is in. */
export const OUTSIDE = [
	'/app/sign-in',
	'/app/recover',
	'/app/join',
	'/app/open',
	'/app/kept',
	'/app/help',
	'/app/practice'
];

const OWN = [
	'/app',
	'/app/me',
	'/app/me/words',
	'/app/me/card',
	'/app/me/known',
	'/app/me/sign-ins',
	'/app/me/exit',
	'/app/me/comfort',
	'/app/me/device',
	'/app/me/leave',
	'/app/help'
];

const href = (page: Page, pattern: RegExp) =>
	page.locator('main a').evaluateAll((links, source) => {
		const all = links.map((link) => link.getAttribute('href') ?? '');
		return all.find((one) => new RegExp(source).test(one)) ?? '';
	}, pattern.source);

/** The address of the first link on a screen that fits; fails when there is none. */
async function first(page: Page, on: string, pattern: RegExp): Promise<string> {
	await goInside(page, on);
	await page.waitForFunction(
		(source) =>
			[...document.querySelectorAll('main a')].some((a) => new RegExp(source).test(a.getAttribute('href') ?? '')),
		pattern.source
	);
	return href(page, pattern);
}

/** Every screen she can reach, found as she would find it: by the links. */
export async function screensOf(page: Page, who: 'facilitator' | 'member'): Promise<string[]> {
	await settled(page);
	const group =
		(await page.locator('nav a').evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))).find((h) =>
			h.startsWith('/app/g/')
		) ?? '';
	const session = await first(page, `${group}/sessions`, /\/sessions\/[\w-]{22}$/);
	const common = [
		'',
		'/agreement',
		'/activities/knot/screen',
		'/agreement/poster',
		'/leave',
		'/members',
		'/members/me',
		'/sessions',
		'/venues',
		'/activities',
		'/activities/knot',
		'/activities/knot/sheet'
	].map((p) => group + p);
	const live = [session, `${session}/live`, `${session}/live/knot`, `${session}/live/knot/together`, `${session}/way`];
	// What she sees as everyone does has been seen with the facilitator already.
	const hers = ['', '/agreement', '/members', '/sessions', '/venues', '/activities'].map((p) => group + p);
	if (who === 'member') return ['/app', ...hers, ...live];
	const waiting = await first(page, `${group}/waiting`, /\/waiting\/[\w-]+$/);
	const member = await first(page, `${group}/members`, /\/members\/[\w-]{22}$/);
	const venue = await first(page, `${group}/venues`, /\/venues\/[\w-]{22}$/);
	const more = ['/agreement/edit', '/card', '/invite', '/waiting', '/sessions/new', '/venues/new'].map(
		(p) => group + p
	);
	const ones = [waiting, member, venue, `${venue}/edit`, `${venue}/light`, `${session}/edit`, `${session}/close`];
	return [...OWN, ...common, ...more, ...ones, ...live];
}
