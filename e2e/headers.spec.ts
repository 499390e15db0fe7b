import { expect, test } from '@playwright/test';
import { auditHeaders } from './audit/header-crawl.ts';
import { serve } from './serve.ts';

test('every response leaves with its headers', async () => {
	const served = await serve();
	const { visits, missing, caught } = await auditHeaders(served.port);
	await served.stop();
	expect(missing).toEqual([]);
	expect(caught).toBe(true);
	expect(visits).toBeGreaterThan(100);
});
