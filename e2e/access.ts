import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { enterAs, goInside, look, settled, type Mode } from './practice.ts';
import { OUTSIDE, PUBLIC, screensOf } from './screens.ts';
import type { Served } from './serve.ts';

export interface Problem {
	mode: string;
	screen: string;
	rule: string;
	where: string;
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** axe with the AA and the AAA rules, and two things it cannot see: what stands past the edge, and targets too small. */
export async function problemsOn(page: Page, mode: string, screen: string): Promise<Problem[]> {
	await showAll(page);
	const options = {
		runOnly: TAGS,
		rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } }
	};
	// No page of ours holds another. In one that does, frames of another origin would be passed over by the quicker way.
	if (page.frames().length > 1) throw new Error(`${screen} holds a frame`);
	const { violations } = await new AxeBuilder({ page }).options(options).setLegacyMode().analyze();
	const found = violations.flatMap((v) =>
		v.nodes.map((n) => ({ mode, screen, rule: v.id, where: n.target.join(' ') }))
	);
	const seen = await page.evaluate(pastTheEdgeOrTooSmall);
	return [...found, ...seen.map(({ rule, where }) => ({ mode, screen, rule, where }))];
}

/** The window as high as the page, so that the bar at the bottom stands below everything and hides nothing. */
async function showAll(page: Page): Promise<void> {
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	const size = page.viewportSize();
	if (size && height > size.height)
		await page.setViewportSize({ width: size.width, height: Math.min(height + 100, 8000) });
}

/** Runs in the page. A link inside a sentence may be as high as its line (WCAG 2.5.5 excepts it). */
function pastTheEdgeOrTooSmall(): { rule: string; where: string }[] {
	const problems: { rule: string; where: string }[] = [];
	const width = document.documentElement.clientWidth;
	const name = (e: Element) => `${e.tagName.toLowerCase()} ${(e.textContent ?? '').trim().slice(0, 40)}`;
	if (document.documentElement.scrollWidth > width + 1)
		problems.push({ rule: 'scrolls-sideways', where: String(document.documentElement.scrollWidth) });
	for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
		const box = e.getBoundingClientRect();
		const hidden = box.width <= 1 || box.height <= 1 || getComputedStyle(e).visibility === 'hidden';
		if (hidden || !e.checkVisibility({ opacityProperty: true })) continue;
		if (box.right > width + 1 || box.left < -1) problems.push({ rule: 'past-the-edge', where: name(e) });
		const small = box.height < 43.5 && !(e.closest('label')?.getBoundingClientRect().height ?? 0 >= 43.5);
		const inSentence = e.tagName === 'A' && e.parentElement !== null && getComputedStyle(e).display === 'inline';
		const boxed = e instanceof HTMLInputElement && (e.type === 'checkbox' || e.type === 'radio');
		if (small && !inSentence && !boxed)
			problems.push({ rule: 'target-44', where: `${name(e)} ${Math.round(box.height)}` });
	}
	return problems;
}

export interface Walk {
	screens: number;
	problems: Problem[];
}

/** Before anybody is in, and what each of the two sees; with the fewest screens that each has. */
export const PARTS = { outside: 14, facilitator: 41, member: 12 } as const;
const WHO = { facilitator: 'Maren', member: 'Wren' } as const;

interface Where {
	mode: Mode;
	part: keyof typeof PARTS;
	/** A folder for pictures of every screen. */
	shots?: string;
}

/** Every page or screen of one part, in one way of looking. */
export async function walk(browser: Browser, served: Served, { mode, part, shots }: Where): Promise<Walk> {
	const context = await look(browser, served, mode);
	context.setDefaultTimeout(20_000);
	const page = await context.newPage();
	const size = page.viewportSize();
	const problems: Problem[] = [];
	let screens = 0;
	const judge = async (who: string, path: string) => {
		const name = `${who}${path.replace(/[\w-]{43}|[\w-]{22}/g, '*')}`;
		problems.push(...(await problemsOn(page, mode.name, name)));
		screens += 1;
		if (size) await page.setViewportSize(size);
		if (shots)
			await page.screenshot({ path: `${shots}/${mode.name}${name.replace(/[/*?=]+/g, '_')}.png`, fullPage: true });
	};
	if (part === 'outside')
		for (const path of [...PUBLIC, ...OUTSIDE]) {
			await page.goto(path);
			await settled(page);
			await judge('', path);
		}
	else {
		await enterAs(page, WHO[part]);
		for (const path of await screensOf(page, part)) {
			await goInside(page, path);
			await judge(`${part} `, path);
		}
	}
	await context.close();
	return { screens, problems };
}
