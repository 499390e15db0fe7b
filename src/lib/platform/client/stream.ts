/** Something changed; where to look again. After a break in the connection one `{ group: '', topic: '*' }` comes: look everywhere. */
export interface Poke {
	group: string;
	topic: string;
}

/** One stream a tab. The browser connects again by itself; when the sign-in has ended it does not. */
export function openStream(told: (poke: Poke) => void): () => void {
	const source = new EventSource('/api/stream');
	let opened = false;
	source.addEventListener('open', () => {
		if (opened) told({ group: '', topic: '*' });
		opened = true;
	});
	source.addEventListener('message', (event: MessageEvent<string>) => told(JSON.parse(event.data) as Poke));
	return () => source.close();
}
