import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en, type Key } from './catalogue.ts';
import { compile } from './compile.ts';
import { changeTexts, say, type Args, type Message } from './message.ts';
import { keysIn } from './plugin.ts';

const keys = Object.keys(en) as Key[];

/** Every argument that a message names. */
function argumentsOf(message: Message): string[] {
	if (typeof message === 'string') return [];
	return message.flatMap((part) => {
		if (typeof part === 'string' || part === 0) return [];
		const [name, as] = part;
		return [name, ...(typeof as === 'object' ? Object.values(as).flatMap(argumentsOf) : [])];
	});
}

describe('a compiled message', () => {
	it('says what ICU says, for every message there is, in English and in Arabic', () => {
		const counts = fc.constantFrom(0, 1, 2, 3, 7, 11, 100, 1234567, 0.25);
		for (const key of keys) {
			const message = compile(en[key]);
			const names = [...new Set(argumentsOf(message))];
			const check = (values: number[]) => {
				const args: Args = Object.fromEntries(names.map((name, i) => [name, values[i] ?? 0]));
				for (const tag of ['en-GB', 'ar-EG']) {
					const icu = new IntlMessageFormat(en[key], tag, undefined, { ignoreTag: true });
					expect(say(message, args, tag), key).toBe(String(icu.format(args)));
				}
			};
			if (names.length === 0) check([]);
			else
				fc.assert(fc.property(fc.array(counts, { minLength: names.length, maxLength: names.length }), check), {
					numRuns: 5
				});
		}
	});

	it('has Arabic’s six ways to count', () => {
		const message = compile('{n, plural, zero {none} one {one} two {two} few {few #} many {many #} other {other #}}');
		const said = [0, 1, 2, 3, 11, 100].map((n) => say(message, { n }, 'ar-EG'));
		expect(said).toEqual(['none', 'one', 'two', 'few ٣', 'many ١١', 'other ١٠٠']);
	});

	it('takes exact numbers before rules, and a plural inside a plural', () => {
		const message = compile('{a, plural, =0 {nobody} other {# and {b, plural, one {# more} other {# others}}}}');
		expect(say(message, { a: 0, b: 1 }, 'en')).toBe('nobody');
		expect(say(message, { a: 2, b: 1 }, 'en')).toBe('2 and 1 more');
		expect(say(message, { a: 2, b: 5 }, 'en')).toBe('2 and 5 others');
	});

	it('never leaves a hole', () => {
		expect(() => say(compile('Hello {name}'), {}, 'en')).toThrow('name');
		expect(() => compile('{day, date, long}')).toThrow();
		expect(() => compile('{n, plural, one {x}')).toThrow();
	});

	it('changes its own texts and no argument', () => {
		const message = compile('{name} has {n, plural, one {# leaf} other {# leaves}}');
		const loud = changeTexts(message, (text) => text.toUpperCase());
		expect(say(loud, { name: 'Ada', n: 2 }, 'en')).toBe('Ada HAS 2 LEAVES');
	});
});

describe('the keys that a source names', () => {
	it('are found written out and in templates', () => {
		expect(keysIn("t('ui.bar.help')")).toEqual(['ui.bar.help']);
		expect(keysIn('t(`ui.check.${state}`)')).toEqual(keys.filter((key) => /^ui\.check\..+$/.test(key)));
		expect(keysIn("const words = 'not.a.key'")).toEqual([]);
	});
});
