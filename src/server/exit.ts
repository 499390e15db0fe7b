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
		headers.set('set-cookie', `${cookieName}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict`);
	}
	return new Response(null, { status: 303, headers });
}

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
