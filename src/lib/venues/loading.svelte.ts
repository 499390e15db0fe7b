import { untrack } from 'svelte';
import { app } from '#lib/platform/client/app.svelte.ts';
import type { Client } from '#lib/platform/client/client.ts';

type Result = { ok: true } | { ok: false; reason: string };

/**
 * What a page shows, fetched when it opens, after each unlocking, and again when something it shows has changed.
 * Made while a component is set up. What is on the page stays until the newer answer is there.
 * @param topics of pokes after which to look again; none: only once
 */
export class Loading<T extends Result> {
	value = $state.raw<Extract<T, { ok: true }>>();
	/** Why nothing, or nothing newer, is shown. */
	trouble = $state<string>();
	readonly #work: (client: Client) => Promise<T>;
	#turn = 0;

	constructor(work: (client: Client) => Promise<T>, topics: readonly string[] = []) {
		this.#work = work;
		$effect(() => {
			if (app.client) untrack(() => void this.load());
		});
		// The line is back: a page that could not be fetched looks again by itself.
		$effect(() => {
			if (app.online && untrack(() => this.trouble) === 'no-network') untrack(() => void this.load());
		});
		$effect(() => {
			if (topics.length === 0) return;
			return app.onPoke(({ topic }) => {
				if (topic === '*' || topics.includes(topic)) void this.load();
			});
		});
	}

	async load(): Promise<void> {
		const { client } = app;
		if (!client) return;
		const turn = ++this.#turn;
		// Rejected when it was locked meanwhile: the page asks for her words, and this runs again after them.
		const found = await this.#work(client).catch(() => undefined);
		if (turn !== this.#turn || !found) return;
		this.trouble = found.ok ? undefined : found.reason;
		if (found.ok) this.value = found as Extract<T, { ok: true }>;
	}
}
