import type { Progress } from '#lib/crypto/account.ts';
import { remoteVault, type RemoteVault } from '#lib/crypto/remote.ts';
import type { Answer, Api } from './api.ts';
import type { Client } from './client.ts';
import { enter, renew, reopen, type Ask, type Entered, type Entry } from './entry.ts';

/** What this page holds: the Worker with her keys while open, and the wrapped keys that her words open again. */
export class Holding {
	readonly #api: Api;
	#vault: RemoteVault | undefined;
	#proof: string | undefined;
	/** The proof has opened this page and the server has not seen it yet. */
	#unshown = false;
	entry: Entry | undefined;
	/** Her words or keys were made anew somewhere else: those of before open what is kept here, and the new ones do not. */
	overtaken = false;

	constructor(api: Api) {
		this.#api = api;
	}

	/** A client over the Worker, whatever keys it has. */
	client(): Client {
		return { api: this.#api, vault: this.#worker(), now: () => Date.now() };
	}

	/** Has the Worker load its code while she reads and types. */
	warm(): void {
		this.#worker().warm();
	}

	#worker(): RemoteVault {
		return (this.#vault ??= remoteVault());
	}

	async signIn(ask: Ask, progress?: Progress): Promise<Entered> {
		this.#unshown = false;
		return this.#take(await enter(this.client(), ask, progress));
	}

	/** From memory. The server is asked only where her words open nothing here: they may be other ones by now. */
	async reopen(entry: Entry, secret: string, progress?: Progress): Promise<Entered> {
		const again = await reopen(this.client().vault, entry, secret, progress);
		if (!again.ok && again.reason === 'not-opened' && (await this.#changed(entry)))
			return this.signIn({ name: entry.name, kind: 'passphrase', secret, borrowed: entry.borrowed }, progress);
		this.#unshown = again.ok;
		return this.#take(again.ok ? { ...again, entry } : again);
	}

	/** Other words are stretched with another salt. */
	async #changed({ name, challenge }: Entry): Promise<boolean> {
		const started = await this.#api.post<{ salt: string }>('/sign-in/start', { name, kind: 'passphrase' });
		return started.ok && started.data.salt !== challenge.salt;
	}

	#take(entered: Entered): Entered {
		if (!entered.ok) return entered;
		this.entry = entered.entry;
		this.overtaken = false;
		this.#proof = entered.proof;
		return entered;
	}

	/** Starts a new sign-in with the proof of the last unlocking, if it is still here. */
	async renew(): Promise<boolean> {
		if (!this.entry || this.#proof === undefined) return false;
		return this.#stillHers(await renew(this.client(), this.entry, this.#proof));
	}

	/** Tells the server that her words have just opened this page again, so that it need not ask for them anew. */
	async prove(): Promise<void> {
		const kind = this.entry?.challenge.kind;
		if (kind && this.#unshown && this.#proof !== undefined)
			this.#stillHers(await this.#api.post('/me/prove', { kind, proof: this.#proof }));
	}

	#stillHers(said: Answer<unknown>): boolean {
		if (!said.ok && said.reason === 'not-opened') this.overtaken = true;
		return said.ok;
	}

	/** A proof is kept only until the server has been reached with it. */
	forgetProof(): void {
		this.#proof = undefined;
	}

	/** Ends the Worker. The wrapped keys stay. */
	forgetKeys(): void {
		this.#vault?.end();
		this.#vault = undefined;
	}

	forgetAll(): void {
		this.forgetKeys();
		this.entry = undefined;
		this.overtaken = false;
		this.#proof = undefined;
	}
}
