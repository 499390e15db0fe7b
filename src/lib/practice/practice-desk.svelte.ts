import { Stretching } from '#lib/people/stretching.svelte.ts';
import { app } from '#lib/platform/client/app.svelte.ts';
import { makeApi } from '#lib/platform/client/api.ts';
import type { PracticePerson } from './practice.ts';

/** The list of people of the example group: entered by the ordinary way in, with the words typed for her. */
export class PracticeDesk {
	people = $state.raw<PracticePerson[]>();
	/** `none`: this is a real install. */
	state = $state<'loading' | 'none' | 'here' | 'gone'>('loading');
	entering = $state<string>();
	failed = $state(false);
	readonly stretching = new Stretching();

	readonly #api = makeApi((path, init) => fetch(path, { ...init, cache: 'no-store', credentials: 'same-origin' }));

	async load(): Promise<void> {
		const answer = await this.#api.get<{ people: PracticePerson[] }>('/practice');
		if (answer.ok) this.people = answer.data.people;
		this.state = answer.ok ? 'here' : 'none';
	}

	/** Whoever was here goes, and she signs in. Answers whether she is in. */
	async enter(person: PracticePerson): Promise<boolean> {
		if (this.entering) return false;
		this.entering = person.name;
		this.failed = false;
		if (app.state !== 'signed-out' && app.state !== 'starting') await app.signOut({ another: true });
		const ask = { name: person.name, kind: 'passphrase', secret: person.words } as const;
		const entered = await this.stretching.run((progress) => app.signIn(ask, progress));
		this.entering = undefined;
		this.failed = !entered.ok;
		return entered.ok;
	}

	async throwAway(): Promise<void> {
		if (app.state !== 'signed-out' && app.state !== 'starting') await app.signOut();
		const answer = await this.#api.delete('/practice');
		this.state = answer.ok ? 'gone' : 'none';
		app.install = { practice: false };
	}
}
