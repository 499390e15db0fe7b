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
	/** She is changing words that she has saved and seen here. */
	changing = $state(false);
	#mine = $state.raw<Partial<Record<Readers, notes.Noted>>>({});
	#late = $state(false);
	/** She asked for it to be saved, now or when she was here before, and it is not sealed: the group has to be opened first. */
	#wanted = $state(false);
	#picked = $state<Readers>();
	#left = false;
	readonly #draft: Draft<NoteDraft>;
	readonly #lane: string;

	constructor(group: string, draft: Draft<NoteDraft>) {
		this.#draft = draft;
		this.#lane = `note:${group}`;
		this.#wanted = app.outbox.wishes.has(this.#lane);
	}

	/** On its way, or waiting for a network. */
	get sealed(): boolean {
		return app.unsent > 0 && app.outbox.pending(this.#lane) !== undefined;
	}
	/** It waits for a network, and nothing more is asked of her. */
	get waits(): boolean {
		return this.#wanted || (this.sealed && (this.#late || !this.doing.busy || !app.online));
	}
	get to(): Readers {
		return this.#picked ?? this.#draft.value.to;
	}
	/** What those whom she picked have of hers. */
	get mine(): notes.Noted | null {
		return this.#mine[this.to] ?? null;
	}
	/** Saved before, while other words stand in the form: saving them takes its place, and she is to see what of. */
	get other(): notes.Noted | null {
		const text = this.#draft.value.text.trim();
		return this.changing || !text || this.mine?.body.text === text ? null : this.mine;
	}
	get writing(): boolean {
		return this.changing || !this.mine || this.#draft.value.text !== '';
	}

	/** The group can be opened, and what she typed is known: what was to be sent goes, unless other words went meanwhile. */
	async follow(view: GroupView): Promise<void> {
		if (this.sealed || this.doing.busy) return;
		await this.#read(view);
		if (this.sealed || this.doing.busy) return;
		const wanted = app.outbox.wishes.has(this.#lane) && this.#draft.value.text.trim() && !this.other;
		if (wanted) await this.save(view);
		else this.#known();
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
		if (this.doing.busy) return;
		app.outbox.wishes.add(this.#lane);
		this.#wanted = view === undefined;
		if (!view) return;
		const { to } = this;
		const { text } = this.#draft.value;
		const input = { activity: 'knot', text, to, base: this.mine, put: this.#put } as const;
		this.#late = false;
		const waiting = setTimeout(() => (this.#late = true), LATE_MS);
		const saved = await this.doing.run((client) => notes.save(client, view, input));
		clearTimeout(waiting);
		// Locked meanwhile, or nobody is there to read why not: it is seen to when she comes back.
		if (saved && (saved.ok || !this.#left)) this.#known();
		if (saved?.ok) {
			this.#has(to, saved.note);
			// What she has typed since stays, and so do words that were for others.
			if (this.#draft.value.text === text && this.to === to) this.#forget();
			else this.changing = this.to === to;
		} else if (saved?.reason === 'edited') {
			this.#has(to, saved.theirs ?? undefined);
			this.changing = false;
		}
	}

	/** She knows what became of it, or will see. */
	#known(): void {
		app.outbox.wishes.delete(this.#lane);
		this.#wanted = false;
	}
	#has(to: Readers, note: notes.Noted | undefined): void {
		const { [to]: _, ...rest } = this.#mine;
		this.#mine = note ? { ...rest, [to]: note } : rest;
	}
	#forget(): void {
		this.changing = false;
		this.#draft.forget({ text: '', to: this.to });
	}

	change = (): void => {
		this.#draft.value.text = this.mine?.body.text ?? '';
		this.changing = true;
	};
	/** Others are to read it. What she has typed stays. */
	pick = (to: Readers): void => {
		this.#picked = to;
		this.changing = false;
	};
	/** Keeps whom she picked with what she typed; not before that is known, or picking would count as typing, and take its place. */
	keepPicked = (): void => {
		if (this.#draft.ready || this.#draft.value.text) this.#draft.value.to = this.to;
	};
	/** She goes on to another page, or it is locked. */
	leave = (): void => {
		this.#left = true;
	};
}
