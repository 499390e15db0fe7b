import { makeApi, NO_NETWORK } from '#lib/platform/client/api.ts';
import type { FirstRun } from './practice.ts';

const LOOK_MS = 800;

/** The operator's first page. The token stays in this tab's address and memory. */
export class FirstRunDesk {
	/** `ended`: the link is too old, or was never one. */
	state = $state<'checking' | 'ended' | 'nowhere' | 'here'>('checking');
	install = $state.raw<FirstRun>({ settled: false, practising: false, making: null, failed: false });
	link = $state.raw<{ token: string; expiresAt: number }>();
	busy = $state(false);

	readonly #api;

	constructor(token: string) {
		const send = (path: string, init: RequestInit) => fetch(path, { ...init, cache: 'no-store' });
		this.#api = makeApi(send, { authorization: `Bearer ${token}` });
	}

	/** Looks how the install stands, and goes on looking while the example group is being made. */
	async look(): Promise<void> {
		const answer = await this.#api.get<FirstRun>('/first-run');
		if (answer.ok) this.install = answer.data;
		const away = !answer.ok && answer.reason === NO_NETWORK;
		this.state = answer.ok ? 'here' : away ? 'nowhere' : 'ended';
		if (answer.ok && answer.data.making) setTimeout(() => void this.look(), LOOK_MS);
	}

	async practise(): Promise<void> {
		if (this.busy) return;
		this.busy = true;
		await this.#api.post('/first-run/practice');
		this.busy = false;
		await this.look();
	}

	async makeLink(): Promise<void> {
		if (this.busy) return;
		this.busy = true;
		const answer = await this.#api.post<{ token: string; expiresAt: number }>('/first-run/open-link');
		this.busy = false;
		if (answer.ok) this.link = answer.data;
		else await this.look();
	}
}
