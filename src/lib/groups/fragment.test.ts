import { afterEach, expect, it, vi } from 'vitest';
import { readSecret } from '#lib/crypto/offer.ts';
import { takeFragment } from './fragment.ts';

const replaceState = vi.fn();
function at(hash: string): void {
	vi.stubGlobal('location', { hash, pathname: '/i/group', search: '' });
	vi.stubGlobal('history', { state: null, replaceState });
}

afterEach(() => {
	vi.unstubAllGlobals();
	replaceState.mockClear();
});

it('takes the secret out of the address', () => {
	at('#abc%2Ddef');
	expect(takeFragment()).toBe('abc-def');
	expect(replaceState).toHaveBeenCalledWith(null, '', '/i/group');
	at('');
	expect(takeFragment()).toBe('');
	expect(replaceState).toHaveBeenCalledTimes(1);
});

it('answers what cannot be read as it stands, which is then said to open nothing', async () => {
	for (const broken of ['%', 'abc%2', '%E0%A4%A']) {
		at(`#${broken}`);
		expect(takeFragment()).toBe(broken);
		expect(replaceState).toHaveBeenCalled();
		expect(await readSecret(`#${broken}`)).toMatchObject({ ok: false });
	}
});
