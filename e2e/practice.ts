import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { nodeClient } from './node-client.ts';
import { serve, type Served } from './serve.ts';

// The example group is a whole group in the middle of its life: the best thing to look at every screen with.

const TEMPORARY = join(tmpdir(), 'rowan-e2e-');

/** A server that practises, ready to be entered. The example group is made once for a whole run, and copied. */
export async function practise(
	env: Record<string, string> = {},
	dataDir: string = mkdtempSync(TEMPORARY)
): Promise<Served> {
	const shared = process.env.ROWAN_E2E_SHARED;
	const example = shared ? await madeOnce(shared, makeExample) : await makeExample(mkdtempSync(TEMPORARY));
	cpSync(example, dataDir, { recursive: true });
	if (!shared) rmSync(example, { recursive: true, force: true });
	return serve({ dataDir, env });
}

/** The first to come makes it; whoever comes meanwhile, in this process or another, waits. */
async function madeOnce(shared: string, make: (folder: string) => Promise<string>): Promise<string> {
	const ready = join(shared, 'example');
	const making = join(shared, 'making');
	try {
		mkdirSync(making);
	} catch {
		for (let tries = 0; tries < 900 && existsSync(making) && !existsSync(ready); tries += 1)
			await new Promise((wait) => setTimeout(wait, 100));
		return existsSync(ready) ? ready : madeOnce(shared, make);
	}
	try {
		renameSync(await make(join(shared, 'unfinished')), ready);
	} catch (error) {
		rmSync(making, { recursive: true }); // so that the next one tries
		throw error;
	}
	return ready;
}

/** A data folder with the example group in it, as a server leaves it that was halted. */
async function makeExample(dataDir: string): Promise<string> {
	mkdirSync(dataDir, { recursive: true });
	const served = await serve({ dataDir });
	const headers = {
		authorization: `Bearer ${served.firstRun}`,
		'content-type': 'application/json',
		origin: served.origin
	};
	await fetch(`${served.origin}/api/first-run/practice`, { method: 'POST', headers, body: '{}' });
	const { api } = nodeClient({ origin: () => served.origin });
	for (let tries = 0; tries < 900; tries += 1) {
		if ((await api.get('/practice')).ok) {
			await served.halt();
			return dataDir;
		}
		await new Promise((wait) => setTimeout(wait, 100));
	}
	await served.stop();
	throw new Error('The example group was not made in a minute and a half.');
}

/** Their place in the list of people. */
export const PEOPLE = { Maren: 0, Ifeoma: 1, Wren: 2, Noor: 3, Dilys: 4, Bee: 5, Saoirse: 10 } as const;

export interface Mode {
	name: string;
	context: BrowserContextOptions;
	language?: 'ar-XB';
	/** Root font size, as someone who enlarges text sets it. */
	text?: '200%';
}

/** A browser context in one way of looking: width, dark, right-to-left, large text. */
export async function look(browser: Browser, served: Served, mode: Mode): Promise<BrowserContext> {
	const context = await browser.newContext({ baseURL: served.origin, ...mode.context });
	if (mode.language) await context.addCookies([{ name: 'lang', value: mode.language, url: served.origin }]);
	if (mode.text) {
		const css = `document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '${mode.text}' })`;
		await context.addInitScript(css);
	}
	return context;
}

/** Enters as one of them, whatever the language of the page. */
export async function enterAs(page: Page, who: keyof typeof PEOPLE): Promise<void> {
	await page.goto('/app/practice');
	await page.locator('main li button').nth(PEOPLE[who]).click();
	await page.waitForURL('**/app', { timeout: 60_000 });
	await settled(page);
}

/** Goes on inside the app as a link does: a load from outside would lock it. */
export async function goInside(page: Page, path: string): Promise<void> {
	await page.evaluate((href) => {
		const link = Object.assign(document.createElement('a'), { href });
		document.body.append(link);
		link.click();
		link.remove();
	}, path);
	await page.waitForURL(`**${path}`);
	await settled(page);
}

/** Until the screen has a heading and nothing says that it is still being opened. */
export async function settled(page: Page): Promise<void> {
	await page.locator('main h1, main h2').first().waitFor();
	await page
		.locator('main [aria-busy="true"]')
		.first()
		.waitFor({ state: 'detached' })
		.catch(() => undefined);
	await page.waitForTimeout(150);
}

/** A quarter of an hour after everybody's words: what wants them asks again. */
export function wordsAgo(served: Served): void {
	const db = new DatabaseSync(join(served.dataDir, 'practice/rowan.sqlite'));
	db.exec('pragma busy_timeout = 5000');
	db.exec('update login_session set proven_at = 0');
	db.close();
}

/** The words of everybody in the example group, by the name she goes by. */
export async function wordsIn(served: Served): Promise<Record<string, string>> {
	const answer = await fetch(`${served.origin}/api/practice`);
	const { people } = (await answer.json()) as { people: { chosen: string; words: string }[] };
	return Object.fromEntries(people.map(({ chosen, words }) => [chosen, words]));
}

export const wordsOf = async (served: Served, name: string): Promise<string> => (await wordsIn(served))[name] ?? '';
