import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as whole from './age.ts';
import { groupKeys } from './account-keys.ts';
import { forceFallback } from './curves.ts';
import { newId, randomBytes } from './encoding.ts';
import { ageWithoutTheRest } from './plugin.ts';

// The age that the browser gets, against the one from the package: files of the one open with the other.

let lean: typeof whole;
const folder = mkdtempSync(join(tmpdir(), 'rowan-age-'));

beforeAll(async () => {
	await build({
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		plugins: [ageWithoutTheRest()],
		build: {
			outDir: folder,
			minify: false,
			lib: { entry: join(import.meta.dirname, 'age.ts'), formats: ['es'], fileName: 'age' }
		}
	});
	lean = (await import(pathToFileURL(join(folder, 'age.js')).href)) as typeof whole;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = () => ({
	group: 'A'.repeat(43) as never,
	circle: 'group',
	epoch: 3,
	head: 'B'.repeat(43) as never,
	key: randomBytes(32)
});

async function bothWays() {
	const [ada, eve] = await Promise.all([1, 2].map(() => groupKeys(randomBytes(32), newId())));
	const [one, two] = [key(), key()];
	expect(await lean.unwrapKey(await whole.wrapKey(one, [ada!.public.age]), [ada!.age])).toEqual(one);
	expect(await whole.unwrapKey(await lean.wrapKey(two, [ada!.public.age]), [ada!.age])).toEqual(two);
	expect(await lean.unwrapKey(await lean.wrapKey(two, [ada!.public.age]), [eve!.age])).toBeNull();
}

it('opens what age seals, and the other way round', bothWays);

it('does so where WebCrypto has no X25519', async () => {
	const real = crypto.subtle.importKey.bind(crypto.subtle) as (...args: unknown[]) => Promise<CryptoKey>;
	const asked = vi.spyOn(crypto.subtle, 'importKey').mockImplementation(((...args: unknown[]) => {
		const named = args[2] as string | { name: string };
		if ((typeof named === 'string' ? named : named.name) !== 'X25519') return real(...args);
		return Promise.reject(new DOMException('not here', 'NotSupportedError'));
	}) as typeof crypto.subtle.importKey);
	forceFallback(true);
	try {
		await bothWays();
		expect(asked.mock.calls.some(([, , named]) => (named as { name: string }).name === 'X25519')).toBe(true);
	} finally {
		forceFallback(false);
		asked.mockRestore();
	}
});

it('refuses the kinds that are left out, in words and not by a crash', async () => {
	await expect(lean.wrapKey(key(), ['age1pq1' + 'q'.repeat(60)])).rejects.toThrow();
});
