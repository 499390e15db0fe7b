import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { chromium as options } from '../e2e/chromium.ts';
import { practise } from '../e2e/practice.ts';
import { serve } from '../e2e/serve.ts';

export interface BrowserFigures {
	publicPageBytes: number;
	publicPageScriptBytes: number;
	todayPageBytes: number;
	todayUsableMs: number;
	unlockMs6x: number;
	details: Record<string, string>;
}

const PHONE = { viewport: { width: 360, height: 740 } };
/** 400 kbit/s, and a round trip as a poor mobile connection has it. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const THROTTLE = 6;

interface Bytes {
	all: number;
	script: number;
}

/** Bytes on the wire, headers included, from now on; of the page and of its Workers. */
async function count(page: Page): Promise<{ session: CDPSession; bytes: Bytes }> {
	const session = await page.context().newCDPSession(page);
	const bytes: Bytes = { all: 0, script: 0 };
	const types = new Map<string, string>();
	session.on('Network.responseReceived', ({ requestId, type }) => void types.set(requestId, type));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		bytes.all += encodedDataLength;
		if (types.get(requestId) === 'Script') bytes.script += encodedDataLength;
	});
	await session.send('Network.enable');
	return { session, bytes };
}

async function publicPage(browser: Browser): Promise<Bytes> {
	const served = await serve();
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	const { bytes } = await count(page);
	await page.goto(served.origin, { waitUntil: 'networkidle' });
	await context.close();
	await served.stop();
	return { ...bytes };
}

interface Today {
	bytes: number;
	usableMs: number;
	unlockMs: number;
	parts: string;
}

/**
 * Signing in as one of the example group on a slow phone with nothing kept, up to her Today. Unlocking (stretching the
 * words, to the moment the proof is sent) is counted by itself.
 */
async function todayPage(browser: Browser, slow: boolean): Promise<Today> {
	const served = await practise();
	const listed = await fetch(`${served.origin}/api/practice`);
	const { people } = (await listed.json()) as { people: { name: string; words: string; chosen: string }[] };
	const wren = people.find((one) => one.chosen === 'Wren');
	if (!wren) throw new Error('the example group has changed');
	const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
	const page = await context.newPage();
	const { session, bytes } = await count(page);
	if (slow) await session.send('Network.emulateNetworkConditions', SLOW);
	if (slow) await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
	const begun = performance.now();
	await page.goto(`${served.origin}/app/sign-in`, { waitUntil: 'commit' });
	const name = page.getByLabel('Name for signing in');
	await name.waitFor();
	const shown = performance.now();
	await name.fill(wren.name);
	await page.getByLabel('Your words').fill(wren.words);
	const proven = page.waitForRequest((request) => request.url().endsWith('/api/sign-in'), { timeout: 120_000 });
	const started = page.waitForResponse((response) => response.url().endsWith('/api/sign-in/start'));
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await started;
	const stretching = performance.now();
	await proven;
	const unlocked = performance.now();
	await page.getByRole('heading', { level: 1, name: /Tomorrow/ }).waitFor({ timeout: 120_000 });
	const usable = performance.now();
	const all = bytes.all;
	await context.close();
	await served.stop();
	const [form, today] = [shown - begun, usable - unlocked];
	const parts = `sign-in page ${form.toFixed(0)}, from unlocked to Today ${today.toFixed(0)}`;
	return { bytes: all, usableMs: form + today, unlockMs: unlocked - stretching, parts };
}

/** What an old phone on a slow line has to load and to wait for. */
export async function measureBrowser(say: (line: string) => void): Promise<BrowserFigures> {
	const browser = await chromium.launch(options);
	say('the public page …');
	const open = await publicPage(browser);
	say('Today on a slow phone …');
	const plain = await todayPage(browser, false);
	const slow = await todayPage(browser, true);
	await browser.close();
	// Chromium's throttle slows the page and not its Workers: then the words would be stretched as fast as without it.
	const workerSlowed = slow.unlockMs > plain.unlockMs * 2;
	return {
		publicPageBytes: open.all,
		publicPageScriptBytes: open.script,
		todayPageBytes: plain.bytes,
		todayUsableMs: slow.usableMs,
		unlockMs6x: workerSlowed ? slow.unlockMs : plain.unlockMs * THROTTLE,
		details: {
			todayPageBytes: 'everything from nothing kept to Today, the API’s answers included',
			todayUsableMs: slow.parts,
			unlockMs6x: `${plain.unlockMs.toFixed(0)} ms unthrottled${workerSlowed ? '' : ', times six: the throttle does not reach Workers'}`
		}
	};
}
