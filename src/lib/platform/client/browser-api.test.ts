import { afterEach, expect, it, vi } from 'vitest';
import { browserApi } from './browser-api.ts';

afterEach(() => vi.unstubAllGlobals());

/** A server that refuses so many times, and what was asked of it. */
function refusing(times: number) {
	const asked: string[] = [];
	vi.stubGlobal('fetch', (path: string) => {
		asked.push(path);
		const out = asked.length <= times;
		return Promise.resolve(Response.json(out ? { reason: 'sign-in' } : { done: true }, { status: out ? 401 : 200 }));
	});
	return asked;
}

it('asks once more where another tab may have signed her in anew, and then takes it for ended', async () => {
	for (const [refusals, account, ended, asked] of [
		[1, 'hers', 0, 2],
		[2, 'hers', 1, 2],
		[1, undefined, 1, 1]
	] as const) {
		let over = 0;
		const seen = refusing(refusals);
		const api = browserApi({ reached: () => undefined, ended: () => (over += 1), account: () => account });
		const answer = await api.post('/x', {});
		expect([answer.ok, over, seen.length]).toEqual([ended === 0, ended, asked]);
	}
});

it('does not ask again in another name, nor after the page has forgotten her', async () => {
	for (const next of [undefined, 'another']) {
		let whose: string | undefined = 'hers';
		const seen = refusing(1);
		const api = browserApi({ reached: () => undefined, ended: () => undefined, account: () => whose });
		const answer = api.post('/x', {});
		whose = next;
		expect([(await answer).ok, seen.length]).toEqual([false, 1]);
	}
});
