import { expect, it } from 'vitest';
import { wasAsked } from './asked.ts';

// A meeting ends at 19:30 in New York, which is the next day in UTC; another at 09:00 in Auckland, which is the day before.
it.each([
	['2026-12-03', '2026-12-04T00:30:00Z', 'America/New_York', true],
	['2026-12-04', '2026-12-04T00:30:00Z', 'America/New_York', false],
	['2026-12-03', '2026-12-02T20:00:00Z', 'Pacific/Auckland', true],
	['2026-12-04', '2026-12-02T20:00:00Z', 'Pacific/Auckland', false]
])('who came in on %s and a meeting that ends at %s in %s: asked %s', (since, ends, zone, asked) => {
	expect(wasAsked(since, { endsAt: Date.parse(ends) }, zone)).toBe(asked);
});
