import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { afterEach, describe, expect, it } from 'vitest';
import { en, type Key } from './catalogue.ts';
import { calendarDay, country, day, list, plainDigits, time } from './format.ts';
import { direction, parseLocale, useLocale } from './locale.ts';
import { t } from './t.ts';

const src = fileURLToPath(new URL('../../', import.meta.url));
const keys = Object.keys(en) as Key[];

/** All sources that may use words: not the catalogues, not the tests. */
function sources(): string {
	const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
	return files
		.filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts'))
		.map((file) => readFileSync(join(src, file), 'utf8'))
		.join('\n');
}

afterEach(() => useLocale(() => 'en'));

describe('the catalogue', () => {
	it('has every file merged, and no key twice', () => {
		const folder = join(src, 'lib/words/en');
		// By line: of a key that stands twice in one file, parsing would keep the last.
		const all = readdirSync(folder).flatMap((file) =>
			[...readFileSync(join(folder, file), 'utf8').matchAll(/^\t"([^"]+)":/gm)].map((match) => match[1])
		);
		expect([...all].sort()).toEqual([...keys].sort());
	});

	it('has only messages that can be read', () => {
		for (const key of keys) expect(() => new IntlMessageFormat(en[key], 'en-GB'), key).not.toThrow();
	});

	it('has every key that a source names, and none that nobody uses', () => {
		const text = sources();
		const named = [...text.matchAll(/\bt\(\s*'([a-z][\w.-]*)'/g)].map((match) => match[1]);
		expect(named.filter((key) => !(key! in en))).toEqual([]);
		const patterns = [...text.matchAll(/`([a-z]+\.[^`\s]*\$\{[^`]*)`/g)].map((match) =>
			match[1]!.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		);
		const made = patterns.map((parts) => new RegExp(`^${parts.join('.+')}$`));
		const unused = keys.filter((key) => !text.includes(`'${key}'`) && !made.some((pattern) => pattern.test(key)));
		expect(unused).toEqual([]);
	});

	it('says nothing that the tone forbids', () => {
		const forbidden =
			/\b(please|sorry|oops|invalid|required|users?|submit\w*|empower\w*|journey|vulnerable|single[- ]sex)\b|!(?!=)/i;
		const found = keys.filter((key) => forbidden.test(en[key])).map((key) => `${key}: ${en[key]}`);
		expect(found).toEqual([]);
	});
});

describe('t', () => {
	it('fills in arguments', () => {
		expect(t('ui.steps', { at: 3, of: 5 })).toBe('3 of 5');
	});

	it('turns the words round in the right-to-left test language, and keeps the letters', () => {
		useLocale(() => 'ar-XB');
		expect(direction()).toBe('rtl');
		expect(t('ui.bar.help')).toBe('\u202eHelp\u202c \u202enow\u202c');
		expect(t('ui.bar.help').replace(/[\u202c\u202e]/g, '')).toBe('Help now');
		expect(t('ui.progress', { value: 0.3 })).toContain('٣');
	});

	it('knows the languages it has', () => {
		expect([parseLocale('en'), parseLocale('ar-XB'), parseLocale('xx'), parseLocale(null)]).toEqual([
			'en',
			'ar-XB',
			undefined,
			undefined
		]);
	});
});

describe('dates', () => {
	const evening = Date.UTC(2026, 11, 3, 18, 30);

	it('stand in the zone they belong to', () => {
		expect(day(evening, 'Europe/London')).toBe('Thursday 3 December');
		expect(time(evening, 'Europe/London')).toBe('18:30');
		expect(time(evening, 'Pacific/Auckland')).toBe('07:30');
		expect(day(evening, 'Pacific/Auckland')).toBe('Friday 4 December');
		expect(calendarDay('2026-11-23')).toBe('23 November 2026');
	});

	it('lists and countries follow the language', () => {
		expect(list(['Wren', 'Ada', 'Noor'])).toBe('Wren, Ada and Noor');
		expect(country('GB')).toBe('United Kingdom');
	});
});

it('digits of every script count as 0 to 9', () => {
	const scripts = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce, 0x1d7d8, 0x1e950];
	for (const zero of scripts) {
		const ten = Array.from({ length: 10 }, (_, at) => String.fromCodePoint(zero + at)).join('');
		expect(plainDigits(ten)).toBe('0123456789');
	}
	expect(plainDigits('about ١٢, or 7')).toBe('about 12, or 7');
});
