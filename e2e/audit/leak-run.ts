import { chromium, type Page } from '@playwright/test';
import { makeIcs, FILE_NAME } from '#lib/sessions/calendar.ts';
import peopleWords from '#lib/words/en/people.json' with { type: 'json' };
import sessionWords from '#lib/words/en/sessions.json' with { type: 'json' };
import uiWords from '#lib/words/en/ui.json' with { type: 'json' };
import { chromium as options } from '../chromium.ts';
import { enterAs, goInside, look, practise, settled } from '../practice.ts';
import { OUTSIDE, PUBLIC, screensOf } from '../screens.ts';
import type { Served } from '../serve.ts';
import { visit } from './header-crawl.ts';

/** What nothing outside a page's own body may say. */
const DENIED = [
	...[
		'women',
		'woman',
		'peer support',
		'support group',
		'abuse',
		'violence',
		'survivor',
		'trauma',
		'safeguard',
		'refuge'
	],
	...['shelter', 'therap', 'counsel', 'mental', 'helpline', 'crisis', 'domestic', 'victim', 'facilitator']
];
/** And what the example group calls itself and its own: names, places, its words. */
const PRIVATE = [
	'maren',
	'ifeoma',
	'wren',
	'noor',
	'dilys',
	'xiomara',
	'hanna',
	'saoirse',
	'kettle',
	'alderwick',
	'rose yard',
	'long table'
];

export interface Output {
	what: string;
	text: string;
}
export interface Match extends Output {
	word: string;
}

export function matches(outputs: readonly Output[], denied: readonly string[] = [...DENIED, ...PRIVATE]): Match[] {
	return outputs.flatMap((output) => {
		const text = output.text.toLowerCase();
		return denied.filter((word) => text.includes(word)).map((word) => ({ ...output, word }));
	});
}

async function ofPage(page: Page, path: string): Promise<Output[]> {
	const seen = await page.evaluate(() => ({
		title: document.title,
		referrer: document.referrer,
		meta: [...document.querySelectorAll('meta')].map((m) => m.outerHTML).join(' '),
		icons: [...document.querySelectorAll('link')].map((l) => l.getAttribute('href') ?? '').join(' '),
		kept: Object.keys(window.localStorage).join(' '),
		state: JSON.stringify(history.state)
	}));
	const caches = await page.evaluate(async () => (await window.caches.keys()).join(' '));
	const address = decodeURIComponent(new URL(page.url()).pathname);
	const all = { ...seen, caches, address };
	return Object.entries(all).map(([what, text]) => ({ what: `${what} of ${path}`, text }));
}

/** Everything that goes from tab to tab: each is told that she has signed out, or left, as the number 0, and no more. */
async function toOtherTabs(page: Page): Promise<Output> {
	const told: string[] = [];
	page.on('console', (message) => {
		if (message.text().startsWith('tabs:')) told.push(message.text());
	});
	await page.evaluate(() => {
		const { postMessage } = BroadcastChannel.prototype;
		BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, what: unknown) {
			console.log(`tabs: ${this.name} ${JSON.stringify(what)}`);
			postMessage.call(this, what);
		};
	});
	await goInside(page, '/app/me');
	await page.getByRole('button', { name: peopleWords['people.locked.other'], exact: true }).click();
	await page.getByRole('heading', { level: 1, name: peopleWords['people.sign-in.title'] }).waitFor();
	await page.route('**/exit', (route) => route.fulfill({ body: '' })); // where it leads is another site
	await page.getByRole('link', { name: uiWords['ui.bar.exit'], exact: true }).click();
	await page.waitForURL('**/exit');
	if (told.join() !== 'tabs: out 0,tabs: leave 0') throw new Error(`told to other tabs: ${told.join()}`);
	return { what: 'told to other tabs', text: told.join(' ') };
}

async function screens(served: Served): Promise<Output[]> {
	const browser = await chromium.launch(options);
	const context = await look(browser, served, { name: 'phone', context: { viewport: { width: 360, height: 740 } } });
	const page = await context.newPage();
	const outputs: Output[] = [];
	const elsewhere: string[] = [];
	page.on('request', (request) => {
		const { origin } = new URL(request.url());
		if (origin !== served.origin && !request.url().startsWith('blob:') && !request.url().startsWith('data:')) {
			elsewhere.push(request.url());
		}
	});
	for (const path of [...PUBLIC, ...OUTSIDE]) {
		await page.goto(path);
		await settled(page);
		outputs.push(...(await ofPage(page, path)));
	}
	await enterAs(page, 'Maren');
	for (const path of await screensOf(page, 'facilitator')) {
		await goInside(page, path);
		outputs.push(...(await ofPage(page, path)));
	}
	const cookies = async () => (await context.cookies()).map((c) => c.name);
	const before = await cookies();
	outputs.push(await toOtherTabs(page));
	const names = [...before, ...(await cookies())].join(' ');
	await browser.close();
	if (elsewhere.length > 0) throw new Error(`third-party requests: ${elsewhere.join(' ')}`);
	return [...outputs, { what: 'cookies', text: names }];
}

async function files(served: Served): Promise<Output[]> {
	const outputs: Output[] = [{ what: 'printed', text: served.output() }];
	for (const path of [
		'/manifest.webmanifest',
		'/robots.txt',
		'/icon.svg',
		'/service-worker.js',
		'/leave.js',
		'/_app/version.json'
	]) {
		outputs.push({ what: path, text: await (await fetch(served.origin + path)).text() });
	}
	for (const path of [...PUBLIC, '/app', '/exit', '/api/me', '/nothing']) {
		const { headers } = await visit(served.port, { method: 'GET', path });
		outputs.push({ what: `headers of ${path}`, text: JSON.stringify(headers) });
	}
	const entry = {
		uid: 'a'.repeat(22),
		title: 'Swimming',
		startsAt: Date.now(),
		endsAt: Date.now() + 5_400_000,
		now: Date.now()
	};
	const calendar = { fresh: { sequence: 0 }, update: { sequence: 1 }, cancellation: { sequence: 2, cancelled: true } };
	for (const [what, more] of Object.entries(calendar))
		outputs.push({ what: `calendar ${what}`, text: makeIcs({ ...entry, ...more }) });
	outputs.push({ what: 'calendar file name', text: FILE_NAME });
	const told = Object.entries(sessionWords).filter(
		([key]) => key.startsWith('sessions.told.') || key.includes('reminder.default')
	);
	return [...outputs, ...told.map(([key, text]) => ({ what: `notice ${key}`, text }))];
}

export interface LeakReport {
	outputs: number;
	found: Match[];
	/** The planted tell-tale was seen. */
	caught: boolean;
}

/** Everything that leaves outside a page's own body, against the list. */
export async function auditLeaks(): Promise<LeakReport> {
	const served = await practise();
	const outputs = [...(await files(served)), ...(await screens(served))];
	await served.stop();
	const planted = matches([{ what: 'planted', text: 'Thursday — Women’s peer support' }]);
	return { outputs: outputs.length, found: matches(outputs), caught: planted.length > 0 };
}
