import { createContext } from 'svelte';
import { app } from '#lib/platform/client/app.svelte.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Trouble } from '#lib/platform/client/outcome.ts';
import * as groups from './client/groups.ts';
import type { GroupView } from './client/view.ts';

/** The group that the page is about. Put into context by the layout of `/app/g/[group]`; `groupHere()` takes it out. */
export class GroupHere {
	view = $state.raw<GroupView>();
	trouble = $state<Trouble>();
	/** She has just left: the last page may still say so. */
	left = $state(false);
	#asked = 0;
	#again: () => Promise<void> = () => Promise.resolve();

	/** Opens the group, or opens it again after something changed. What is on the page stays until then. */
	async load(client: Client, group: string): Promise<void> {
		if (this.view && this.view.group !== group) this.view = undefined;
		const turn = ++this.#asked;
		this.#again = () => this.load(client, group);
		const opened = await groups.open(client, group);
		if (turn !== this.#asked) return; // a later one is on its way
		this.trouble = opened.ok ? undefined : opened.reason;
		if (!opened.ok) return;
		this.view = opened.view;
		app.covers = { ...app.covers, [group]: opened.view.publicCard.coverName };
		this.left = false;
	}

	/** The same once more. */
	reload(): Promise<void> {
		return this.#again();
	}

	/** A flow answered with a newer view. */
	set(view: GroupView): void {
		this.#asked += 1;
		this.view = view;
		this.trouble = undefined;
	}
}

const [read, provide] = createContext<GroupHere>();

export const provideGroup = () => provide(new GroupHere());

/** The group of this page, opened: pages below the layout are only shown once it is. */
export function groupHere(): GroupHere & { view: GroupView } {
	return read() as GroupHere & { view: GroupView };
}
