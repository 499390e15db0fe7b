import { offerWords } from '#lib/crypto/passphrase.ts';
import { openVault } from '#lib/crypto/open-vault.ts';
import type { Scrypt } from '#lib/crypto/stretch.ts';
import type { NewAccount } from '#lib/crypto/account.ts';
import * as groups from '#lib/groups/client/groups.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import { makeApi } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { renew, type Entry } from '#lib/platform/client/entry.ts';
import type { Running } from '../../server/install.ts';
import type { ExamplePerson } from './example.ts';

/** The outcome, or an error that says which flow did not go through: the example group is whole or not at all. */
export function must<T extends { ok: boolean }>(outcome: T, what: string): Extract<T, { ok: true }> {
	if (outcome.ok) return outcome as Extract<T, { ok: true }>;
	const { reason, why = '' } = outcome as unknown as { reason: string; why?: string };
	throw new Error(`the example group: ${what}: ${reason} ${why}`);
}

/** A woman of the example group with a browser of her own: her cookie, her keys, the same flows as every page. */
export class Woman {
	readonly person: ExamplePerson;
	readonly client: Client;
	readonly words: string;
	readonly #made: NewAccount;
	#entry: Entry | undefined;
	#group = '';

	private constructor(person: ExamplePerson, client: Client, words: string, made: NewAccount) {
		this.person = person;
		this.client = client;
		this.words = words;
		this.#made = made;
	}

	/** Her words and keys, which is what takes time; her account is made when somebody has asked her in. */
	static async make(person: ExamplePerson, running: Running, scrypt: Scrypt): Promise<Woman> {
		const client: Client = {
			api: makeApi(browser(running)),
			vault: openVault({ scrypt }),
			now: () => running.install.ctx.now()
		};
		const words = await offerWords();
		const made = must(await client.vault.createAccount({ words }), 'words');
		return new Woman(person, client, words, made);
	}

	async signUp(via: accounts.Via): Promise<void> {
		const signedUp = await accounts.register(this.client, this.#made, { name: this.person.name, via });
		this.#entry = must(signedUp, 'sign up').entry;
	}

	/** Days have gone by and her sign-in has ended: the same proof starts another. */
	async wake(): Promise<void> {
		if (this.#entry) must(await renew(this.client, this.#entry, this.#made.unlockers[0].proof), 'sign in');
	}

	in(group: string): void {
		this.#group = group;
	}

	/** The group as she sees it now. */
	async view(): Promise<GroupView> {
		return must(await groups.open(this.client, this.#group), `open as ${this.person.chosen}`).view;
	}
}

/** `fetch` straight into the app, with a cookie jar. */
function browser({ app, install }: Running) {
	const origin = install.publicUrl().origin;
	let cookie = '';
	return async (path: string, init: RequestInit): Promise<Response> => {
		const headers = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
		const response = await app.fetch(new Request(origin + path, { ...init, headers }));
		for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
		return response;
	};
}
