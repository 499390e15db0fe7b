import { expect, it } from 'vitest';
import { Cover } from './cover.ts';

const HOUR = 3_600_000;

it('a tap uncovers where there is no code', () => {
	expect(new Cover(undefined, 0).uncover('', HOUR)).toBe('open');
});

it('five wrong codes lock, and a right one starts the count anew', () => {
	const cover = new Cover('2580', 0);
	expect(['1', '2', '3', '4'].map((code) => cover.uncover(code, 1))).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
	expect(cover.uncover('2580', 1)).toBe('open');
	expect(['1', '2', '3', '4', '5'].map((code) => cover.uncover(code, 1)).at(-1)).toBe('lock');
	expect(cover.uncover('2580', 1)).toBe('lock');
});

it('four hours lock', () => {
	const cover = new Cover('2580', 0);
	expect([cover.over(4 * HOUR - 1), cover.over(4 * HOUR)]).toEqual([false, true]);
	expect(cover.uncover('2580', 4 * HOUR)).toBe('lock');
});
