import { onDestroy } from 'svelte';
import * as v from 'valibot';
import type { Json } from '#lib/crypto/sealed.ts';
import { app } from '#lib/platform/client/app.svelte.ts';
import type { Client } from '#lib/platform/client/client.ts';
import * as drafts from './client/drafts.ts';

/** How long after the last key. */
const QUIET_MS = 1_500;
/** How long until it is asked again whether one is kept. */
const AGAIN_MS = 5_000;

export interface How<T> {
	/** Checks what was kept before, which an older Rowan may have written. */
	schema?: v.GenericSchema<unknown, T>;
	/** Where the page itself writes into it before she has signed in: that goes onto what was kept, not in its place. */
	onto?: (kept: T, newer: T) => T;
}

/** What she is writing, kept for her on the server under her own key: never on the device, and for nobody else. */
export class Draft<T extends Json> {
	value = $state<T>() as T;
	/** What was kept before has been looked for; until then nothing she types is overwritten. */
	ready = $state(false);
	/** `waiting`: typed, not kept yet. */
	kept = $state<'nothing' | 'waiting' | 'kept'>('nothing');

	readonly #key: string;
	#empty: string;
	readonly #how: How<T>;
	#known: string;
	#client: Client | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#again: ReturnType<typeof setTimeout> | undefined;
	#turn = 0;

	constructor(key: string, empty: T, how: How<T> = {}) {
		this.value = empty;
		this.#key = key;
		this.#how = how;
		this.#empty = this.#known = JSON.stringify(empty);
	}

	/** What was kept before, unless she has typed already. Done again after each unlocking. */
	async restore(client: Client | undefined): Promise<void> {
		if (!client || client === this.#client) return;
		this.#client = client;
		await this.#look(client);
	}

	async #look(client: Client): Promise<void> {
		const turn = ++this.#turn;
		clearTimeout(this.#again);
		const pending = app.outbox.pending(drafts.lane(this.#key));
		const found = await drafts.look(client, this.#key, pending).catch(() => ({ known: false }) as const);
		if (turn !== this.#turn) return; // forgotten meanwhile, or locked and opened again
		if (!found.known) {
			// Trouble is not the same as none: what is kept there would be overwritten by the next key.
			this.#again = setTimeout(() => void this.#look(client), AGAIN_MS);
			return;
		}
		const later = await drafts.takeAside(client, this.#key).catch(() => undefined);
		const typed = this.#text() !== this.#empty;
		const newer = typed ? (JSON.parse(this.#text()) as T) : (later as T | undefined);
		const { onto } = this.#how;
		if (!typed || onto) this.#show(found.body, 'kept');
		if (newer !== undefined && onto && found.body !== undefined) this.value = onto(this.value, newer);
		else if (!typed) this.#show(later, 'waiting');
		this.ready = true;
		this.typed();
	}

	#show(body: Json | undefined, as: 'waiting' | 'kept'): void {
		const { schema } = this.#how;
		const parsed = schema && v.safeParse(schema, body);
		if (body === undefined || parsed?.success === false) return;
		this.value = parsed ? parsed.output : (body as T);
		this.kept = as;
		if (as === 'kept') this.#known = this.#text();
	}

	/** Something may have changed: keeps it a moment after the last key. */
	typed(): void {
		if (this.#text() === this.#known) return;
		this.kept = 'waiting';
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.keep(), QUIET_MS);
	}

	/** Seals what stands there now and sends it off. Resolves once it is sealed; a lost network only delays the rest. */
	async keep(): Promise<void> {
		clearTimeout(this.#timer);
		const text = this.#text();
		const client = app.client;
		if (!client || text === this.#known) return;
		if (!this.ready) {
			await drafts.putAside(client, this.#key, JSON.parse(text) as Json).catch(() => undefined);
			if (!this.ready) return;
		}
		const write = await drafts.seal(client, this.#key, JSON.parse(text) as Json).catch(() => undefined);
		if (!write) return; // locked meanwhile
		this.#known = text;
		void app.outbox.send(write).then((answer) => {
			if (this.#known !== text) return;
			if (answer.ok) this.kept = 'kept';
			else this.#known = this.#empty; // not kept: the next key, or going out of sight, tries again
		});
	}

	/**
	 * It has been saved for good, or she wants it gone.
	 * @param next what stands there then; the same as at first unless something in it is for one time only
	 */
	forget(next = JSON.parse(this.#empty) as T): void {
		this.stop();
		this.ready ||= this.#client !== undefined; // whatever is kept goes with this
		this.value = next;
		this.#known = this.#empty = JSON.stringify(next);
		this.kept = 'nothing';
		void app.outbox.send(drafts.gone(this.#key));
	}

	/** Nothing more happens by itself. */
	stop(): void {
		this.#turn += 1;
		clearTimeout(this.#timer);
		clearTimeout(this.#again);
	}

	#text(): string {
		return JSON.stringify($state.snapshot(this.value));
	}
}

/**
 * A draft for as long as the component lives. Call it while the component is set up.
 * `const draft = useDraft('debrief:' + session, { text: '' })`, then `bind:value={draft.value.text}`; after saving
 * `draft.forget()`.
 * @param key letters, digits and `_ . : -`, at most 100; the server sees it, so nothing telling
 */
export function useDraft<T extends Json>(key: string, empty: T, how: How<T> = {}): Draft<T> {
	const draft = new Draft(key, empty, how);
	$effect(() => void draft.restore(app.client));
	$effect(() => {
		JSON.stringify(draft.value); // follows every part of it
		draft.typed();
	});
	const off = app.beforeLock(() => draft.keep());
	onDestroy(() => {
		off();
		draft.stop();
		void draft.keep();
	});
	return draft;
}
