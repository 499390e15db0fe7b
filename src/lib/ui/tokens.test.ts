import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours of each block of the sheet, by selector. */
function palettes(): Map<string, Map<string, string>> {
	const found = new Map<string, Map<string, string>>();
	for (const [, selector, body] of css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)) {
		const colours = [...body!.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)];
		found.set(selector!.trim(), new Map(colours.map((match) => [match[1]!, match[2]!])));
	}
	return found;
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

const text: [string, string][] = [
	...['--paper', '--surface', '--sunk'].flatMap((ground): [string, string][] =>
		['--ink', '--quiet', '--leaf', '--berry', '--amber'].map((ink) => [ink, ground])
	),
	['--on-leaf', '--leaf'],
	['--leaf', '--leaf-wash'],
	['--berry', '--berry-wash'],
	['--amber', '--amber-wash'],
	['--ink', '--leaf-wash'],
	['--ink', '--berry-wash'],
	['--ink', '--amber-wash'],
	['--quiet', '--amber-wash'],
	['--quiet', '--leaf-wash'],
	['--quiet', '--berry-wash'],
	['--paper', '--ink'],
	['--surface', '--berry']
];

const shapes: [string, string][] = [
	['--focus', '--paper'],
	['--focus', '--surface'],
	['--quiet', '--surface'],
	['--leaf', '--surface']
];

describe('colours', () => {
	const all = palettes();

	it('are the same in the dark that is chosen and the dark of the device', () => {
		expect(all.size).toBe(3);
		expect(all.get(":root[data-look='dark']")).toEqual(all.get(":root:not([data-look='light'])"));
	});

	for (const [selector, palette] of all) {
		it(`keep text at 7:1 and shapes at 3:1 in ${selector}`, () => {
			const low = (pairs: [string, string][], least: number): string[] =>
				pairs
					.map(([one, other]) => ({
						pair: `${one} on ${other}`,
						ratio: contrast(palette.get(one)!, palette.get(other)!)
					}))
					.filter(({ ratio }) => !(ratio >= least))
					.map(({ pair, ratio }) => `${pair} ${ratio.toFixed(2)}`);
			expect(low(text, 7)).toEqual([]);
			expect(low(shapes, 3)).toEqual([]);
		});
	}
});
