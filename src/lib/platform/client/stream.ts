/** Something changed; where to look again. After a break in the connection one with topic `*` comes: look everywhere. */
export interface Poke {
	group: string;
	topic: string;
}

/** The stream of one tab, and who listens to it. The browser connects again by itself. */
export class Pokes {
	readonly #listeners = new Set<(poke: Poke) => void>();
	#source: EventSource | undefined;

	/** Answers how to stop listening. */
	on(listener: (poke: Poke) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	open(): void {
		if (this.#source && this.#source.readyState !== EventSource.CLOSED) return;
		const source = new EventSource('/api/stream');
		let opened = this.#source !== undefined; // an error closed the one before
		source.addEventListener('open', () => {
			if (opened) this.#tell({ group: '', topic: '*' });
			opened = true;
		});
		source.addEventListener('message', (event: MessageEvent<string>) => this.#tell(JSON.parse(event.data) as Poke));
		// It gives up when it is refused: asking anything will say why.
		source.addEventListener('error', () => {
			if (source.readyState === EventSource.CLOSED) this.#tell({ group: '', topic: '*' });
		});
		this.#source = source;
	}

	close(): void {
		this.#source?.close();
		this.#source = undefined;
	}

	#tell(poke: Poke): void {
		for (const listener of this.#listeners) listener(poke);
	}
}
