import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Client } from '#lib/platform/client/client.ts';
import { Outbox } from '#lib/platform/client/outbox.ts';

const held = vi.hoisted((): { app: { client?: Client; outbox?: Outbox } } => ({ app: {} }));
vi.mock('#lib/platform/client/app.svelte.ts', () => held);
// Not compiled here: a state is then simply its value.
vi.hoisted(() => {
	const state = Object.assign((value: unknown) => value, { snapshot: (value: unknown) => value });
	Object.assign(globalThis, { $state: state });
});
const { Draft } = await import('./draft.svelte.ts');

/** The server's one draft, or what it answers instead. */
let kept: string | undefined;
let trouble: { status: number; reason: string } | undefined;
const refused = (status: number, reason: string) => ({ ok: false, status, reason, more: {} });

const api = {
	get: async () => {
		if (trouble) return refused(trouble.status, trouble.reason);
		return kept === undefined ? refused(404, 'not-here') : { ok: true, status: 200, data: { sealed: kept } };
	},
	put: async (_: string, { sealed }: { sealed: string }) => {
		kept = sealed;
		return { ok: true, status: 204, data: undefined };
	},
	delete: async () => {
		kept = undefined;
		return { ok: true, status: 204, data: undefined };
	}
};
const unlocked = () =>
	({
		api,
		vault: {
			sealOwn: async ({ body }: { body: unknown }) => JSON.stringify(body),
			openOwn: async ({ sealed }: { sealed: string }) => ({ ok: true, body: JSON.parse(sealed) as unknown })
		}
	}) as unknown as Client;

let count = 0;
let key = '';
const begin = () => new Draft<{ text: string }>(key, { text: '' });
const write = (draft: ReturnType<typeof begin>, text: string) => {
	draft.value.text = text;
	draft.typed();
};
const stored = () => (kept === undefined ? undefined : (JSON.parse(kept) as { text: string }).text);

beforeEach(() => {
	vi.useFakeTimers();
	[kept, trouble, key] = [undefined, undefined, `note:${++count}`];
	const outbox = new Outbox();
	outbox.use(api as never);
	Object.assign(held.app, { client: unlocked(), outbox });
});
afterEach(() => {
	vi.useRealTimers();
});

it('is kept a moment after the last key, where nothing was kept before', async () => {
	const draft = begin();
	await draft.restore(held.app.client);
	expect(draft.ready).toBe(true);
	write(draft, 'Ask about the side room');
	await vi.advanceTimersByTimeAsync(2_000);
	expect([stored(), draft.kept]).toEqual(['Ask about the side room', 'kept']);
});

for (const [status, reason] of [
	[0, 'no-network'],
	[500, 'went-wrong'],
	[401, 'sign-in']
] as const) {
	it(`overwrites nothing while it is not known what is kept (${reason}), and shows it then`, async () => {
		kept = JSON.stringify({ text: 'Three evenings of work' });
		trouble = { status, reason };
		const draft = begin();
		await draft.restore(held.app.client);
		draft.typed();
		await vi.advanceTimersByTimeAsync(20_000);
		expect([draft.ready, stored()]).toEqual([false, 'Three evenings of work']);
		trouble = undefined;
		await vi.advanceTimersByTimeAsync(6_000);
		expect([draft.ready, draft.value.text, draft.kept]).toEqual([true, 'Three evenings of work', 'kept']);
	});
}

it('keeps what she typed meanwhile, once what was kept has been fetched', async () => {
	kept = JSON.stringify({ text: 'Before' });
	trouble = { status: 500, reason: 'went-wrong' };
	const draft = begin();
	await draft.restore(held.app.client);
	write(draft, 'Meanwhile');
	await vi.advanceTimersByTimeAsync(3_000);
	expect([stored(), draft.kept]).toEqual(['Before', 'waiting']);
	trouble = undefined;
	await vi.advanceTimersByTimeAsync(10_000);
	expect([stored(), draft.value.text, draft.kept]).toEqual(['Meanwhile', 'Meanwhile', 'kept']);
});

it('does not lose what she typed meanwhile when it locks before that', async () => {
	kept = JSON.stringify({ text: 'Before' });
	trouble = { status: 500, reason: 'went-wrong' };
	const first = begin();
	await first.restore(held.app.client);
	write(first, 'Meanwhile');
	await first.keep();
	first.stop();
	expect(stored()).toBe('Before');
	trouble = undefined;
	held.app.client = unlocked();
	const second = begin();
	await second.restore(held.app.client);
	expect([second.value.text, second.kept]).toEqual(['Meanwhile', 'waiting']);
	await vi.advanceTimersByTimeAsync(3_000);
	expect([stored(), second.kept]).toEqual(['Meanwhile', 'kept']);
});

it('is gone for good once it has been saved, also when it was not known what is kept', async () => {
	kept = JSON.stringify({ text: 'Before' });
	trouble = { status: 500, reason: 'went-wrong' };
	const draft = begin();
	await draft.restore(held.app.client);
	write(draft, 'Meanwhile');
	await draft.keep();
	draft.forget();
	trouble = undefined;
	await vi.advanceTimersByTimeAsync(10_000);
	expect([stored(), draft.value.text]).toEqual([undefined, '']);
	const next = begin();
	await next.restore(held.app.client);
	expect(next.value.text).toBe('');
});

it('goes onto what was kept, and not in its place, where the page itself wrote into it first', async () => {
	kept = JSON.stringify({ text: 'Three evenings of work' });
	const onto = (before: { text: string }, newer: { text: string }) => ({ text: `${newer.text}: ${before.text}` });
	const link = (draft: ReturnType<typeof begin>) => {
		draft.value.text = 'link';
		draft.typed();
	};
	trouble = { status: 500, reason: 'went-wrong' };
	const first = new Draft(key, { text: '' }, { onto });
	await first.restore(held.app.client);
	link(first);
	await first.keep(); // aside: it locks before it is known what is kept
	first.stop();
	trouble = undefined;
	held.app.client = unlocked();
	const second = new Draft(key, { text: '' }, { onto });
	await second.restore(held.app.client);
	expect(second.value.text).toBe('link: Three evenings of work');
	await vi.advanceTimersByTimeAsync(2_000);
	expect([stored(), second.kept]).toEqual(['link: Three evenings of work', 'kept']);

	const third = new Draft(`${key}:none`, { text: '' }, { onto });
	kept = undefined;
	link(third);
	await third.restore(held.app.client);
	await vi.advanceTimersByTimeAsync(2_000);
	expect([third.value.text, stored()]).toEqual(['link', 'link']);
});
