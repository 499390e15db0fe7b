import { describe, expect, it } from 'vitest';
import { eveningBar, isDark, light } from './darkness.ts';

const at = (iso: string) => Date.parse(iso);
const LEEDS = { lat: 53.8, lng: -1.55 };
const TROMSO = { lat: 69.65, lng: 18.96 };
const AUCKLAND = { lat: -36.85, lng: 174.76 };
const minutes = (a: number | null, b: string) => Math.abs((a ?? 0) - at(b)) / 60_000;

describe('light', () => {
	it('knows the dusk of a winter evening to a few minutes', () => {
		// timeanddate.com gives civil dusk 16:29 for Leeds on 3 December
		const evening = light(LEEDS, at('2026-12-03T18:30Z'), at('2026-12-03T20:00Z'));
		expect(minutes(evening.dusk, '2026-12-03T16:28Z')).toBeLessThan(5);
		expect(evening).toMatchObject({ darkAtArrival: true, darkAtLeaving: true, allDay: null });
	});

	it.each([
		['winter afternoon, dark when leaving', LEEDS, '2026-12-03T15:00Z', '2026-12-03T17:00Z', false, true],
		['winter morning, dark on arrival', LEEDS, '2026-12-18T07:00Z', '2026-12-18T09:30Z', true, false],
		['summer evening', LEEDS, '2026-06-20T17:30Z', '2026-06-20T19:00Z', false, false],
		['summer night, after dusk', LEEDS, '2026-06-20T22:45Z', '2026-06-20T23:30Z', true, true],
		// 18:30 in Auckland is another day in UTC
		['southern summer', AUCKLAND, '2026-12-03T05:30Z', '2026-12-03T07:00Z', false, false],
		['southern winter', AUCKLAND, '2026-06-20T06:30Z', '2026-06-20T08:00Z', true, true]
	])('%s', (_, place, start, end, arrival, leaving) => {
		expect(light(place, at(start), at(end))).toMatchObject({ darkAtArrival: arrival, darkAtLeaving: leaving });
	});

	it('has no dusk in the light nights of the north, and says so', () => {
		const june = light(TROMSO, at('2026-06-20T17:00Z'), at('2026-06-20T19:00Z'));
		expect(june).toEqual({ dawn: null, dusk: null, darkAtArrival: false, darkAtLeaving: false, allDay: 'light' });
	});

	it('has a short twilight there in December, and none of either at 80°', () => {
		expect(isDark(at('2026-12-20T11:00Z'), TROMSO)).toBe(false);
		expect(isDark(at('2026-12-20T17:00Z'), TROMSO)).toBe(true);
		const svalbard = light({ lat: 80, lng: 16 }, at('2026-12-20T11:00Z'), at('2026-12-20T13:00Z'));
		expect(svalbard).toMatchObject({ dawn: null, dusk: null, allDay: 'dark', darkAtArrival: true });
	});
});

describe('the evening bar', () => {
	it('runs from day to dark, with dusk, arrival and leaving in order on it', () => {
		const bar = eveningBar(LEEDS, at('2026-12-03T18:30Z'), at('2026-12-03T20:00Z'));
		expect([bar.from, bar.to]).toEqual([at('2026-12-03T15:00Z'), at('2026-12-03T22:00Z')]);
		expect(bar.marks.map((m) => m.what)).toEqual(['dusk', 'arrival', 'leaving']);
		expect(bar.marks.map((m) => m.at)).toEqual([...bar.marks.map((m) => m.at)].sort((a, b) => a - b));
		expect(bar.stops[0]!.dark).toBeLessThan(bar.stops.at(-1)!.dark);
		expect(bar.stops.every(({ dark }) => dark >= 0 && dark <= 100)).toBe(true);
	});

	it('has no dusk on it where there is none', () => {
		const bar = eveningBar(TROMSO, at('2026-06-20T17:00Z'), at('2026-06-20T19:00Z'));
		expect(bar.marks.map((m) => m.what)).toEqual(['arrival', 'leaving']);
	});
});
