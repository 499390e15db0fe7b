import { NO_NETWORK, type Answer, type Api } from './api.ts';

export interface Write {
	method: 'POST' | 'PUT' | 'DELETE';
	path: string;
	/** Sealed already. */
	body?: unknown;
	/** Writes of one lane go one after the other, in their order. */
	lane: string;
	/** Only the newest of this lane matters: one that has not gone yet is dropped (its promise then says `replaced`). */
	newest?: boolean;
}

interface Waiting {
	write: Write;
	settle: (answer: Answer<unknown>) => void;
}

/** Answers that say nothing about the write itself: it stays, and goes again. */
const GOES_AGAIN = new Set([NO_NETWORK, 'sign-in', 'epoch-due', 'wait']);
const REPLACED: Answer<never> = { ok: false, status: 0, reason: 'replaced', more: {} };
const CLEARED: Answer<never> = { ok: false, status: 0, reason: 'cleared', more: {} };

/**
 * Sealed writes on their way to the server, in this page's memory alone. A lock leaves them here, so that a lost
 * network costs nothing; Exit, signing out and closing the page forget them.
 */
export class Outbox {
	/** Lanes in which she wants something sent that could not be sealed yet, or of which nobody was told why it did not go. */
	readonly wishes = new Set<string>();
	readonly #lanes = new Map<string, Waiting[]>();
	readonly #busy = new Set<string>();
	readonly #changed: (waiting: number) => void;
	#api: Api | undefined;

	constructor(changed: (waiting: number) => void = () => undefined) {
		this.#changed = changed;
	}

	/** Where writes go; undefined while locked: they wait. */
	use(api: Api | undefined): void {
		this.#api = api;
		if (api) this.flush();
	}

	get waiting(): number {
		return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.length, 0);
	}

	/** The newest write of a lane that has not been answered: what a page shows rather than the server's older one. */
	pending(lane: string): Write | undefined {
		return this.#lanes.get(lane)?.at(-1)?.write;
	}

	/** Resolves once the server has answered, however long that takes. */
	send<T>(write: Write): Promise<Answer<T>> {
		return new Promise((resolve) => {
			const lane = this.#lanes.get(write.lane) ?? [];
			const first = this.#busy.has(write.lane) ? 1 : 0; // the one under way cannot be called back
			const dropped = write.newest ? lane.splice(first) : [];
			lane.push({ write, settle: resolve as Waiting['settle'] });
			this.#lanes.set(write.lane, lane);
			for (const old of dropped) old.settle(REPLACED);
			this.#changed(this.waiting);
			void this.#run(write.lane);
		});
	}

	/** Tries everything that waits: there is a network again, or she is. */
	flush(): void {
		for (const lane of this.#lanes.keys()) void this.#run(lane);
	}

	clear(): void {
		const all = [...this.#lanes.values()].flat();
		this.#lanes.clear();
		this.wishes.clear();
		for (const { settle } of all) settle(CLEARED);
		this.#changed(0);
	}

	async #run(lane: string): Promise<void> {
		if (!this.#api || this.#busy.has(lane)) return;
		this.#busy.add(lane);
		try {
			while (await this.#first(lane));
		} finally {
			this.#busy.delete(lane);
		}
	}

	/** Sends the first of a lane. Answers whether to go on with the next. */
	async #first(lane: string): Promise<boolean> {
		const next = this.#lanes.get(lane)?.[0];
		const api = this.#api;
		if (!next || !api) return false;
		const { method, path, body } = next.write;
		const sent = { POST: () => api.post(path, body), PUT: () => api.put(path, body), DELETE: () => api.delete(path) };
		const answer = await sent[method]();
		const list = this.#lanes.get(lane);
		if (list?.[0] !== next) return false; // cleared meanwhile
		if (!answer.ok && GOES_AGAIN.has(answer.reason)) return false;
		list.shift();
		if (list.length === 0) this.#lanes.delete(lane);
		next.settle(answer);
		this.#changed(this.waiting);
		return true;
	}
}
