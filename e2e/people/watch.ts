import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** What a browser says by itself about an answer that is no surprise: refused, or no network while that is tried. */
const EXPECTED =
	/^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_(INTERNET_DISCONNECTED|ABORTED|FAILED))/;
const NETWORK_GONE = /net::ERR_INTERNET_DISCONNECTED/;

/** Everything that one person's browser lets slip while she goes about: kept, so that a test can look at the end. */
export class Watch {
	/** Messages of the content policy or Trusted Types, errors nobody caught. */
	readonly faults: string[] = [];
	/** Requests to anybody but us and the page that Exit goes to. */
	readonly strangers: string[] = [];
	readonly titles = new Set<string>();
	readonly addresses = new Set<string>();
	readonly #origin: string;

	constructor(context: BrowserContext, origin: string, exit: string) {
		this.#origin = origin;
		context.on('console', (message) => this.#heard(message));
		context.on('weberror', (error) => this.faults.push(`${error.page()?.url() ?? ''}: ${String(error.error())}`));
		context.on('request', (request) => {
			const url = request.url();
			const ours = url.startsWith(origin) || /^(data|blob|about):/.test(url);
			if (!ours && !url.startsWith(exit)) this.strangers.push(url);
		});
		context.on('page', (page) =>
			page.on('framenavigated', (frame) => {
				if (frame.url().startsWith(origin)) this.addresses.add(frame.url());
			})
		);
	}

	#heard(message: ConsoleMessage): void {
		const text = message.text();
		if (message.type() !== 'error' && !/content.security.policy|trusted ?types?/i.test(text)) return;
		if (!EXPECTED.test(text) && !NETWORK_GONE.test(text)) this.faults.push(`${this.#origin}: ${text}`);
	}
}
