import { tick } from 'svelte';
import { goto } from '$app/navigation';
import { page } from '$app/state';
import { app } from '#lib/platform/client/app.svelte.ts';

/**
 * Screens one after the other at one address. Each is an entry in the history, so that Back goes one screen back and
 * what she typed is still there; the address never says where she is.
 */
export class StepByStep<Name extends string> {
	/** Where she left off the last time. */
	#first = $state<Name>() as Name;
	readonly #names: readonly Name[];
	/** On its way there: a second press in the same moment goes no further. */
	#to: Name | undefined;

	constructor(names: readonly Name[], first: Name) {
		this.#names = names;
		this.#first = first;
	}

	get at(): Name {
		const kept = (page.state as { step?: string }).step;
		return this.#names.find((name) => name === kept) ?? this.#first;
	}

	go(name: Name): void {
		if (name === this.at || name === this.#to) return;
		this.#to = name;
		void app.sealTyped();
		void goto('', { state: { step: name }, shallow: true })
			.finally(() => (this.#to = undefined))
			.then(tick)
			.then(focusHeading);
	}

	/** Without a way back: what was before is done. */
	startAt(name: Name): void {
		this.#first = name;
	}
}

/** A new screen at the same address: its heading is read out, and Tab goes on from there. */
export function focusHeading(): void {
	window.scrollTo(0, 0);
	document.querySelector<HTMLElement>('main h1')?.focus();
}
