import type { GroupView } from '#lib/groups/client/view.ts';
import { Doing } from '#lib/groups/doing.svelte.ts';
import type { Draft } from '#lib/people/draft.svelte.ts';
import type { Api } from '#lib/platform/client/api.ts';
import { app } from '#lib/platform/client/app.svelte.ts';
import type { NoteDraft, Readers } from './activity-note.ts';
import * as notes from './client/notes.ts';

/** An answer that takes longer than this is waited for in words, ms. */
const LATE_MS = 1_500;

/** What she writes of something done together, today, to the group or to those who facilitate. */
export class NoteWriting {
	readonly doing = new Doing();
	/** What was saved on another device meanwhile. */
	other = $state.raw<notes.Noted | null>(null);
	changing = $state(false);
	#mine = $state.raw<Partial<Record<Readers, notes.Noted>>>({});
	/** She pressed before the group could be opened. */
	#wanted = $state(false);
	#late = $state(false);
	readonly #draft: Draft<NoteDraft>;
	readonly #lane: string;

	constructor(group: string, draft: Draft<NoteDraft>) {
		this.#draft = draft;
		this.#lane = `note:${group}`;
	}

	/** On its way, or waiting for a network. */
	get sealed(): boolean {
		return app.unsent > 0 && app.outbox.pending(this.#lane) !== undefined;
	}
	/** It waits for a network, and nothing more is asked of her. */
	get waits(): boolean {
		return this.#wanted || (this.sealed && (this.#late || !this.doing.busy || !app.online));
	}
	/** What those whom she picked have of hers. */
	get mine(): notes.Noted | null {
		return this.#mine[this.#draft.value.to] ?? null;
	}
	get writing(): boolean {
		return this.changing || !this.mine || this.#draft.value.text !== '';
	}

	/** The group can be opened: what was to be sent goes, else what she wrote earlier today is looked for. */
	follow(view: GroupView): void {
		if (!this.sealed) void (this.#wanted ? this.save(view) : this.#read(view));
	}

	async #read(view: GroupView): Promise<void> {
		const got = app.client && (await notes.read(app.client, view, 'knot').catch(() => undefined));
		if (!got?.ok) return;
		for (const one of got.notes.filter(({ author, body }) => author === view.me.handle && body.day === view.today))
			this.#mine = { [one.to]: one, ...this.#mine };
		// It went while this page was closed, and what stood here was the same.
		const same = this.mine?.body.text === this.#draft.value.text.trim();
		if (same && !this.changing) this.#forget();
	}

	/** By the outbox: without a network it waits sealed, and leaves by itself also when she has gone on to another page. */
	#put: Api['put'] = <T>(path: string, body: unknown) =>
		app.outbox.send<T>({ method: 'PUT', path, body, lane: this.#lane });

	async save(view: GroupView | undefined): Promise<void> {
		this.#wanted = view === undefined;
		if (!view) return;
		const { text, to } = this.#draft.value;
		const input = { activity: 'knot', text, to, base: this.mine, put: this.#put } as const;
		this.#late = false;
		const waiting = setTimeout(() => (this.#late = true), LATE_MS);
		const saved = await this.doing.run((client) => notes.save(client, view, input));
		clearTimeout(waiting);
		if (saved?.ok) {
			this.#has(to, saved.note);
			this.other = null;
			this.#forget();
		} else if (saved?.reason === 'edited') {
			this.#has(to, saved.theirs ?? undefined);
			this.other = saved.theirs;
			this.changing = true;
		}
	}

	#has(to: Readers, note: notes.Noted | undefined): void {
		const { [to]: _, ...rest } = this.#mine;
		this.#mine = note ? { ...rest, [to]: note } : rest;
	}
	#forget(): void {
		this.changing = false;
		this.#draft.forget({ text: '', to: this.#draft.value.to });
	}

	change = (): void => {
		this.#draft.value.text = this.mine?.body.text ?? '';
		this.changing = true;
	};
	/** Others are to read it. What she has typed stays. */
	pick = (to: Readers): void => {
		this.#draft.value.to = to;
		this.other = null;
		this.changing = false;
	};
}
