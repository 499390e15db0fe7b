/** What is told: 0 signed out; 1 that the sign-in of this browser was another one, and goes on. */
export type Said = 0 | 1;

/**
 * What the other tabs of this browser are told: that she has signed out here. Nothing goes over but one of two numbers.
 * That she has left, the small script of every page tells them itself.
 */
export class Tabs {
	readonly #channel: BroadcastChannel | undefined;

	/** @param told she has signed out in another tab, and whether that ended no sign-in but her own there */
	constructor(told: (said: Said) => unknown) {
		if (!('BroadcastChannel' in window)) return; // older phones: the next request there finds out
		this.#channel = new BroadcastChannel('out');
		this.#channel.onmessage = ({ data }: MessageEvent<Said>) => told(data);
		// An open one keeps some browsers from keeping the page, and a kept one starts anew.
		addEventListener('pagehide', () => this.#channel?.close(), { once: true });
	}

	say(said: Said): void {
		this.#channel?.postMessage(said);
	}
}
