import { expect, it, vi } from 'vitest';

// Not compiled here: a state is then simply its value.
vi.hoisted(() => Object.assign(globalThis, { $state: (value?: unknown) => value }));
const { Stretching } = await import('./stretching.svelte.ts');

it('is busy while it works, and hands on what came of it', async () => {
	const stretching = new Stretching();
	const run = stretching.run(async (progress) => {
		progress(0.5);
		expect(stretching.fraction).toBe(0.5);
		return { ok: false, reason: 'wait', wait: 3 } as const;
	});
	expect(stretching.busy).toBe(true);
	expect(await run).toEqual({ ok: false, reason: 'wait', wait: 3 });
	expect(stretching.busy).toBe(false);
});

it('is over, and says so, where something broke on the way', async () => {
	const stretching = new Stretching();
	const heard = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	for (const [message, reason] of [
		['worker', 'not-loaded'],
		['locked', 'went-wrong'],
		['anything else', 'went-wrong']
	]) {
		expect(await stretching.run(() => Promise.reject(new Error(message)))).toEqual({ ok: false, reason });
		expect(stretching.busy).toBe(false);
	}
	expect(heard).toHaveBeenCalledTimes(2); // a lock is nothing to look into
	heard.mockRestore();
});
