/**
 * What the other tabs of this browser are told: that she has signed out here. Nothing goes over but the number 0.
 * That she has left, the small script of every page tells them itself.
 */
export class Tabs {
	readonly #channel: BroadcastChannel | undefined;

	/** @param signedOut she has signed out in another tab */
	constructor(signedOut: () => void) {
		if (!('BroadcastChannel' in window)) return; // older phones: the next request there finds out
		this.#channel = new BroadcastChannel('out');
		this.#channel.onmessage = signedOut;
		// An open one keeps some browsers from keeping the page, and a kept one starts anew.
		addEventListener('pagehide', () => this.#channel?.close(), { once: true });
	}

	sayOut(): void {
		this.#channel?.postMessage(0);
	}
}
