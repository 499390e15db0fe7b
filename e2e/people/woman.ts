import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { Keys, Thumb, type Hands } from './hands.ts';
import { Watch } from './watch.ts';

/** Where Exit goes here: a name that is nobody's (RFC 2606). That the browser asks for it is all that is looked at. */
export const ELSEWHERE = 'https://weather.example/';

export interface Arrival {
	origin: string;
	/** What the others will call her. */
	name: string;
	/** The zone that her device is set to. */
	zone: string;
	/** At a wide screen with a keyboard, instead of by thumb on a phone. */
	desk?: boolean;
}

/** Somebody with a browser of her own. She finds things by what they are called, as a person does. */
export class Woman {
	readonly name: string;
	readonly origin: string;
	readonly context: BrowserContext;
	readonly page: Page;
	readonly hands: Hands;
	readonly watch: Watch;
	/** What opens it for her. */
	words = '';
	recoveryCode = '';

	private constructor(arrival: Arrival, context: BrowserContext, page: Page, watch: Watch) {
		this.name = arrival.name;
		this.origin = arrival.origin;
		this.context = context;
		this.page = page;
		this.watch = watch;
		this.hands = arrival.desk ? new Keys(page) : new Thumb();
	}

	static async arrive(browser: Browser, arrival: Arrival): Promise<Woman> {
		const viewport = arrival.desk ? { width: 1280, height: 800 } : { width: 360, height: 740 };
		const context = await browser.newContext({
			viewport,
			hasTouch: !arrival.desk,
			locale: 'en-GB',
			timezoneId: arrival.zone,
			serviceWorkers: 'allow'
		});
		const watch = new Watch(context, arrival.origin, ELSEWHERE);
		const page = await context.newPage();
		page.setDefaultTimeout(20_000);
		return new Woman(arrival, context, page, watch);
	}

	/** Types an address, or follows a link from outside. */
	async visit(address: string): Promise<void> {
		await this.page.goto(new URL(address, this.origin).href);
	}

	/** A button, or a link that looks like one. */
	button(name: string | RegExp, within: Page | Locator = this.page): Locator {
		const one = typeof name === 'string' ? { name, exact: true } : { name };
		return within.getByRole('button', one).or(within.getByRole('link', one));
	}

	async press(name: string | RegExp, within?: Locator): Promise<void> {
		await this.hands.press(this.button(name, within));
	}

	/** In one of the five places of the bar. */
	async go(place: 'today' | 'group' | 'me' | 'help' | 'exit'): Promise<void> {
		const bar = this.page.getByRole('navigation', { name: t('ui.bar.label') });
		await this.hands.press(bar.getByRole('link', { name: t(`ui.bar.${place}`), exact: true }));
	}

	async write(label: string, text: string, within: Page | Locator = this.page): Promise<void> {
		await this.hands.write(within.getByLabel(label, { exact: true }), text);
	}

	/** One of a few, under its question. */
	async choose(question: string, answer: string): Promise<void> {
		const group = this.page.getByRole('group', { name: question, exact: true });
		await this.hands.choose(group.getByRole('radio', { name: answer, exact: true }));
	}

	async tick(label: string): Promise<void> {
		await this.hands.choose(this.page.getByRole('checkbox', { name: label, exact: true }));
	}

	async pick(label: string, option: string): Promise<void> {
		await this.hands.pick(this.page.getByLabel(label, { exact: true }), option);
	}

	/** A card, by its heading. */
	card(title: string | RegExp): Locator {
		return this.page.locator('section').filter({ has: this.page.getByRole('heading', { name: title }) });
	}

	async sees(text: string | RegExp): Promise<void> {
		await expect(this.page.getByText(text).filter({ visible: true }).first()).toBeVisible();
	}

	async doesNotSee(text: string | RegExp): Promise<void> {
		await expect(this.page.getByText(text)).toHaveCount(0);
	}

	/** She is on this screen, and could leave it at once. */
	async at(heading: string | RegExp): Promise<void> {
		await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible({ timeout: 40_000 });
		await this.canLeave();
	}

	/** Help now and Exit: in sight, at the place where they always are, and nothing over them. The title tells nothing. */
	async canLeave(): Promise<void> {
		this.watch.titles.add(await this.page.title());
		for (const name of [t('ui.bar.help'), t('ui.bar.exit')]) {
			const link = this.page
				.getByRole('navigation', { name: t('ui.bar.label') })
				.getByRole('link', { name, exact: true });
			await expect(link).toBeInViewport({ ratio: 1 });
			const onTop = await link.evaluate((element) => {
				const { x, y, width, height } = element.getBoundingClientRect();
				return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
			});
			expect(onTop, `${name} is covered at ${this.page.url()}`).toBe(true);
		}
	}

	/** Comes back to it after a reload: her sign-in is still there, the keys are not. */
	async comeBack(): Promise<void> {
		await this.visit('/app');
		await this.#locked().waitFor();
		await this.awake();
	}

	#locked(): Locator {
		return this.page.getByRole('heading', { level: 1, name: t('people.locked.title'), exact: true });
	}

	/** If it locked while she waited, her words open it again. */
	async awake(): Promise<void> {
		const locked = this.#locked();
		if (!(await locked.isVisible())) return;
		await this.write(t('people.sign-in.words'), this.words);
		await this.press(t('people.sign-in.go'));
		await expect(locked).toBeHidden({ timeout: 40_000 });
	}
}
