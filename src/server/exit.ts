import { setTimeout as wait } from 'node:timers/promises';
import * as signIns from '#lib/people/server/sign-ins.ts';
import type { Context } from '#lib/platform/server/context.ts';

const LONGEST_WAIT_MS = 1500;

export interface Leave {
	ctx: Context;
	cookieName: string;
	cookies: string | undefined;
	neutralSite: string;
	/** False: only send away (see `exitForgets`). */
	forget: boolean;
}

/**
 * Set by the script of Exit, and taken back by the first answer that comes: until then nothing has ended her sign-in.
 * By its prefix no other host of the same domain can set it: one that we could not take back would keep her out.
 */
const GONE = '__Host-gone';
/** Without it what a tab holds of a link opens nothing (`groups/held-link.svelte.ts`). */
const HELD = '__Host-h';
const forgetting = (cookieName: string) => [
	`${cookieName}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict`,
	`${GONE}=; Max-Age=0; Path=/; Secure; SameSite=Strict`,
	`${HELD}=; Max-Age=0; Path=/; Secure; SameSite=Strict`
];

/**
 * Exit: ends her session, tells the browser to forget us, and shows something neutral. It always answers, and soon:
 * whatever goes wrong on our side must not keep her here.
 */
export async function leave({ ctx, cookieName, cookies, neutralSite, forget }: Leave): Promise<Response> {
	const headers = new Headers({ location: neutralSite, 'cache-control': 'no-store' });
	if (forget) {
		const token = cookieValue(cookies, cookieName);
		const waited = wait(LONGEST_WAIT_MS, undefined, { ref: false });
		const hers = token ? await Promise.race([end(ctx, token).catch(() => undefined), waited]) : undefined;
		if (hers) headers.set('location', hers);
		headers.set('clear-site-data', '"cache", "cookies", "storage"');
		// Over plain http browsers pass over Clear-Site-Data.
		for (const cookie of forgetting(cookieName)) headers.append('set-cookie', cookie);
	}
	return new Response(null, { status: 303, headers });
}

/**
 * She left where no network was, and this is what came through next: her sign-in ends before anything is answered.
 * Answers what the browser is to forget: nothing yet when the data cannot be reached, so that the next one tries again.
 * `undefined` where she did not leave, or where another site asks, whose requests bring no cookie of her sign-in along.
 */
export async function leaveLate(late: Omit<Leave, 'neutralSite'>): Promise<string[] | undefined> {
	const { ctx, cookieName, cookies, forget } = late;
	if (!forget || cookieValue(cookies, GONE) === undefined) return undefined;
	const token = cookieValue(cookies, cookieName);
	try {
		if (token) await signIns.end(ctx, token);
		return forgetting(cookieName);
	} catch {
		return [];
	}
}

/** Whether it is worth looking: almost no request says so, and every one is asked. */
export const hasLeft = (cookies: string | undefined): boolean => cookies?.includes(GONE) === true;

/** What is left of a cookie header without one of them. */
export const without = (cookies: string | undefined, name: string): string =>
	(cookies ?? '')
		.split(';')
		.filter((pair) => pair.split('=', 1)[0]?.trim() !== name)
		.join(';');

/** Ends the session and answers the site she chose for leaving, if she did. */
async function end(ctx: Context, token: string): Promise<string | undefined> {
	const hers = await signIns.find(ctx, token);
	await signIns.end(ctx, token);
	if (!hers) return undefined;
	const row = await ctx.db.selectFrom('account').select('exit_to').where('id', '=', hers.account).executeTakeFirst();
	return row?.exit_to?.startsWith('https://') ? row.exit_to : undefined;
}

export function cookieValue(cookies: string | undefined, name: string): string | undefined {
	for (const pair of (cookies ?? '').split(';')) {
		const at = pair.indexOf('=');
		if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
	}
	return undefined;
}
