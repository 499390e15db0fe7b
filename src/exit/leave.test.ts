import { expect, it } from 'vitest';
import { script } from './plugin.ts';

it('stays small, loads nothing and stores nothing', async () => {
	const code = await script();
	expect(code.length).toBeLessThanOrEqual(2048);
	expect(code).not.toMatch(/\bimport\b|\bfetch\(|XMLHttpRequest|sendBeacon|setItem|indexedDB|innerHTML|\beval\b/);
	for (const asked of [
		'/exit',
		'rowan:exit',
		'pagehide',
		'pageshow',
		'Shift',
		'data-leave',
		'localStorage.clear',
		'__Host-gone=1;path=/;secure;samesite=strict',
		'BroadcastChannel'
	])
		expect(code).toContain(asked);
});
