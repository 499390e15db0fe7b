import { expect, test } from '@playwright/test';
import { runCanaries } from './audit/canary-run.ts';

test('nothing that was sealed lies on the server or went over the wire', async () => {
	const { canaries, hits, caught } = await runCanaries(100);
	expect(hits).toEqual([]);
	expect({ canaries, caught }).toEqual({ canaries: 100, caught: 3 });
});
