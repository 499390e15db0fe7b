import { chromium, type Browser } from '@playwright/test';
import { chromium as options } from '../e2e/chromium.ts';
import { practise } from '../e2e/practice.ts';
import { freePort, serve } from '../e2e/serve.ts';
import { startWire, type Asked, type Wire } from './wire.ts';

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

/** Starts a server behind a wire that counts, asked for by the wire's name. */
async function wired<T>(start: (env: Record<string, string>) => Promise<T>): Promise<{ served: T; wire: Wire }> {
	const port = await freePort();
	const wire = await startWire(port);
	return { served: await start({ PORT: String(port), PUBLIC_URL: wire.origin }), wire };
}

async function publicPage(browser: Browser): Promise<Bytes> {
	const { served, wire } = await wired((env) => serve({ env }));
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	const scripts = new Set<string>();
	let script = 0;
	session.on('Network.responseReceived', ({ requestId, type }) => {
		if (type === 'Script') scripts.add(requestId);
	});
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (scripts.has(requestId)) script += encodedDataLength;
	});
	await session.send('Network.enable');
	const before = wire.bytes();
	await page.goto(served.origin, { waitUntil: 'networkidle' });
	const all = wire.bytes() - before;
	await context.close();
	await served.stop();
	await wire.stop();
	return { all, script };
}

interface Today {
	bytes: number;
	usableMs: number;
	unlockMs: number;
	parts: string;
	asked: readonly Asked[];
}

/**
 * Signing in as one of the example group on a slow phone with nothing kept, up to her Today. Unlocking (stretching the
 * words, to the moment the proof is sent) is counted by itself.
 */
async function todayPage(browser: Browser, slow: boolean): Promise<Today> {
	const { served, wire } = await wired(practise);
	const listed = await fetch(`${served.origin}/api/practice`);
	const { people } = (await listed.json()) as { people: { name: string; words: string; chosen: string }[] };
	const wren = people.find((one) => one.chosen === 'Wren');
	if (!wren) throw new Error('the example group has changed');
	const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	if (slow) await session.send('Network.emulateNetworkConditions', SLOW);
	if (slow) await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
	const begun = performance.now();
	const before = wire.bytes();
	const earlier = wire.asked().length;
	await page.goto(`${served.origin}/app`, { waitUntil: 'commit' });
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
	const all = wire.bytes() - before;
	const asked = structuredClone(wire.asked().slice(earlier));
	await context.close();
	await served.stop();
	await wire.stop();
	const [form, today] = [shown - begun, usable - unlocked];
	const parts = `sign-in page ${form.toFixed(0)}, from unlocked to Today ${today.toFixed(0)}`;
	return { bytes: all, usableMs: form + today, unlockMs: unlocked - stretching, parts, asked };
}

/** Today alone, and where its bytes and its time go: for whoever makes it lighter. */
export async function lookAtToday(say: (line: string) => void): Promise<void> {
	const browser = await chromium.launch(options);
	const plain = await todayPage(browser, false);
	for (const { what, bytes } of plain.asked) say(`${String(bytes).padStart(7)}  ${what}`);
	say(`${String(plain.bytes).padStart(7)}  in ${plain.asked.length} answers`);
	const slow = await todayPage(browser, true);
	say(`${slow.usableMs.toFixed(0)} ms at 400 kbit/s and ${THROTTLE} × CPU, unlock apart: ${slow.parts}`);
	await browser.close();
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
			todayPageBytes:
				'every byte from the server, from nothing kept to Today: headers, Worker and the API’s answers included',
			todayUsableMs: slow.parts,
			unlockMs6x: `${plain.unlockMs.toFixed(0)} ms unthrottled${workerSlowed ? '' : ', times six: the throttle does not reach Workers'}`
		}
	};
}
