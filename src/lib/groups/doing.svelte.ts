import { app } from '#lib/platform/client/app.svelte.ts';
import type { Client } from '#lib/platform/client/client.ts';

/** Not to be expected in ordinary use. */
const FAULTS = new Set(['went-wrong', 'distrusted']);

type Refused = { ok: false; reason: string; why?: string };

/** One thing under way at a time: a double press does nothing more, and a refusal stays on the page as a sentence. */
export class Doing {
	busy = $state(false);
	/** Why it did not happen; `troubleWords` has the sentence. */
	reason = $state<string>();
	/** Her words are wanted once more first: a page shows `ProveFirst` and answers whether she has. */
	asked = $state.raw<(proven: boolean) => void>();
	#under = false;

	/**
	 * Runs a flow, and once more after she has shown her words, if it wants them. `undefined` while another one of the same kind is under way.
	 * @param work gets the client of whoever is signed in, or, with `visitor`, of anybody
	 */
	async run<T extends { ok: true } | Refused>(
		work: (client: Client) => Promise<T>,
		{ visitor = false } = {}
	): Promise<T | undefined> {
		if (this.#under) return undefined;
		const client = visitor ? app.visitor() : app.client;
		if (!client) {
			this.reason = 'sign-in';
			return undefined;
		}
		this.#under = true;
		this.reason = undefined;
		try {
			const done = await this.#provenIfAsked(() => work(client));
			if (!done.ok) this.reason = done.reason;
			// For whoever looks into a fault: never holds anything that was typed.
			if (!done.ok && done.why && FAULTS.has(done.reason)) console.error(done.reason, done.why);
			return done;
		} catch (error) {
			// The keys went while it ran: she is asked for her words, and nothing was half done.
			this.reason = error instanceof Error && error.message === 'locked' ? 'sign-in' : 'went-wrong';
			if (this.reason === 'went-wrong') console.error(error);
			return undefined;
		} finally {
			this.busy = false;
			this.#under = false;
		}
	}

	async #provenIfAsked<T extends { ok: true } | Refused>(work: () => Promise<T>): Promise<T> {
		for (;;) {
			this.busy = true;
			const done = await work();
			this.busy = false;
			if (done.ok || done.reason !== 'prove') return done;
			const proven = await new Promise<boolean>((answer) => (this.asked = answer));
			this.asked = undefined;
			if (!proven) return done;
		}
	}
}
