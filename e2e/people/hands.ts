import { expect, type Locator, type Page } from '@playwright/test';

/** How somebody works a page. */
export interface Hands {
	press(what: Locator): Promise<void>;
	write(into: Locator, text: string): Promise<void>;
	/** One of a few, or a box to tick. */
	choose(option: Locator): Promise<void>;
	/** A line of a long list, by its words. */
	pick(list: Locator, label: string): Promise<void>;
}

/** By thumb on a phone. */
export class Thumb implements Hands {
	async press(what: Locator): Promise<void> {
		await what.tap();
	}
	async write(into: Locator, text: string): Promise<void> {
		await into.tap();
		await into.fill(text);
	}
	async choose(option: Locator): Promise<void> {
		const radio = (await option.getAttribute('type')) === 'radio';
		await (radio ? option.locator('..') : option).tap(); // its words lie over the round thing itself
		await expect(option).toBeChecked();
	}
	async pick(list: Locator, label: string): Promise<void> {
		await list.selectOption({ label });
	}
}

const MOST_TABS = 250;

/** By keyboard alone: what Tab does not reach cannot be used. */
export class Keys implements Hands {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async press(what: Locator): Promise<void> {
		await this.#reach(what);
		await this.#page.keyboard.press('Enter');
	}

	async write(into: Locator, text: string): Promise<void> {
		await this.#reach(into);
		await this.#page.keyboard.press('Control+A');
		await this.#page.keyboard.press('Delete');
		await this.#page.keyboard.insertText(text);
		await expect(into).toHaveValue(text);
	}

	async choose(option: Locator): Promise<void> {
		const radio = (await option.getAttribute('type')) === 'radio';
		await this.#reach(option, radio);
		for (let turn = 0; radio && turn < 8 && !(await option.isChecked()); turn += 1) {
			await this.#page.keyboard.press(turn === 0 ? 'Space' : 'ArrowRight');
		}
		if (!radio) await this.#page.keyboard.press('Space');
		await expect(option).toBeChecked();
	}

	async pick(list: Locator, label: string): Promise<void> {
		await this.#reach(list);
		await this.#page.keyboard.type(label);
		await expect(list.locator('option:checked')).toHaveText(label);
	}

	/** Tab, Tab, Tab. With `group`, any radio of the same name will do, since Tab stops once at all of them. */
	async #reach(what: Locator, group = false): Promise<void> {
		await expect(what).toBeAttached();
		await expect(what).toBeEnabled();
		for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
			const there = await what.evaluate((element, any) => {
				const now = document.activeElement;
				const same =
					now instanceof HTMLInputElement && element instanceof HTMLInputElement && now.name === element.name;
				return now === element || (any && same);
			}, group);
			if (there) return;
			await this.#page.keyboard.press('Tab');
		}
		throw new Error(`Tab does not reach ${String(what)}`);
	}
}
