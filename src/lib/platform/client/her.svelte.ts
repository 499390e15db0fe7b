import { defaultSettings, type Me } from './me.ts';
import type { Settings } from './settings.ts';

/** Who is signed in to this page and where she belongs, in its memory alone: the part of `app` that is about her. */
export class Her {
	me = $state.raw<Me>();
	settings = $state.raw<Settings>(defaultSettings);
	/** "This is not my device." */
	borrowed = $state(false);

	/**
	 * Which of her words opened this page before something else did: they may have been changed since (decision 024).
	 * `day`: on which they were, once that is known.
	 */
	wordsBefore = $state.raw<{ version: number; day?: string }>();

	/**
	 * What she chose for an account that does not stand yet: she may have written the words down, so they are the same
	 * after a look at another page. In memory alone, until the account stands or all is forgotten.
	 */
	choosing: { name: string; borrowed: boolean; words: string } | undefined;

	/** How often another tab had all forgotten here. What stands on a page where nobody need be signed in is then made anew. */
	forgotten = $state(0);

	/** Groups that she was in while this page lived, and is not any more, though she did not leave. */
	lost = $state.raw<readonly string[]>([]);
	/** Groups that she is leaving herself. */
	leaving = $state.raw<readonly string[]>([]);
	/** What her groups call themselves in public. */
	covers = $state.raw<Readonly<Record<string, string>>>({});

	get groups(): Me['groups'] {
		return this.me?.groups ?? [];
	}
	get waiting(): Me['waiting'] {
		return this.me?.waiting ?? [];
	}
	get ended(): Me['ended'] {
		return this.me?.ended ?? [];
	}

	/** The server says who she is. A group that is missing now, and that she did not leave, is lost. */
	protected met(me: Me): void {
		const gone = me.name === this.me?.name ? [...this.lost, ...this.groups.map(({ group }) => group)] : [];
		this.me = me;
		const still = this.groups.map(({ group }) => group);
		this.lost = gone.filter(
			(group, at) => gone.indexOf(group) === at && !still.includes(group) && !this.leaving.includes(group)
		);
	}

	protected forgetHer(): void {
		this.me = undefined;
		this.choosing = undefined;
		this.wordsBefore = undefined;
		this.lost = [];
		this.leaving = [];
		this.covers = {};
		this.settings = defaultSettings;
	}
}
