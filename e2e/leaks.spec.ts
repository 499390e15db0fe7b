import { expect, test } from '@playwright/test';
import { auditLeaks } from './audit/leak-run.ts';

test('nothing that leaves outside a page says what it is for', async () => {
	test.setTimeout(180_000);
	const { outputs, found, caught } = await auditLeaks();
	expect(found).toEqual([]);
	expect(caught).toBe(true);
	expect(outputs).toBeGreaterThan(300);
});
