import { expect, test } from '@playwright/test';
import { killLoop } from './kill-loop.ts';

test('what the server said is saved survives being killed', async () => {
	test.setTimeout(60_000);
	const report = await killLoop({ kills: 6 });
	expect(report).toMatchObject({ kills: 6, lost: 0, corrupt: 0, planted: 1 });
	expect(report.acknowledged).toBeGreaterThan(60);
});
