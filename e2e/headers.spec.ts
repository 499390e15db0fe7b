import { expect, test } from '@playwright/test';
import { auditHeaders } from './audit/header-crawl.ts';
import { serve } from './serve.ts';

// A promise: what is let slip once in many runs is let slip.
test.describe.configure({ retries: 0 });

test('every response leaves with its headers', async () => {
	const served = await serve();
	const { visits, missing, caught } = await auditHeaders(served.port);
	await served.stop();
	expect(missing).toEqual([]);
	expect(caught).toBe(true);
	expect(visits).toBeGreaterThan(100);
});
