import { describe, expect, it } from 'vitest';
import { countries, countryByCode, wayHref } from './helpline.ts';

const today = new Date().toISOString().slice(0, 10);

describe('helplines', () => {
	it('have one emergency number for each country, and no country twice', () => {
		expect(countries.length).toBeGreaterThan(5);
		expect(new Set(countries.map(({ code }) => code)).size).toBe(countries.length);
		for (const { code, emergency } of countries) expect(emergency.display, code).toContain(emergency.dial);
	});

	it('are dated, never in the future, and name whose page they were compared with, and the page', () => {
		for (const { emergency, lines } of countries) {
			for (const { checked, source } of [emergency, ...lines]) {
				expect(checked <= today).toBe(true);
				expect(source.page).toMatch(/^https?:\/\//);
				const { hostname } = new URL(source.page);
				// A name as people say it, and not the address again.
				expect(source.name).toMatch(/^\p{Lu}[^/]+$/u);
				expect(source.name.toLowerCase()).not.toBe(hostname.replace(/^www2?\./, ''));
				expect(source.name).not.toMatch(/\.(org|com|net|gov|uk|ie|ca|au|nz|scot|wiki)\b/);
			}
		}
	});

	it('go by one name for each site', () => {
		const named = new Map<string, string>();
		for (const { emergency, lines } of countries)
			for (const { source } of [emergency, ...lines]) {
				const { hostname } = new URL(source.page);
				expect(named.get(hostname) ?? source.name, hostname).toBe(source.name);
				named.set(hostname, source.name);
			}
	});

	it('dial what they show', () => {
		const ways = countries.flatMap(({ lines }) => lines.flatMap((line) => line.ways));
		for (const way of ways) expect(way.display.replace(/\D/g, '')).toBe(way.dial);
	});

	it('make addresses that phones understand, and leave short codes short', () => {
		const hrefs = countries.flatMap(({ lines }) => lines.flatMap((line) => line.ways.map(wayHref)));
		for (const href of hrefs) expect(href).toMatch(/^(tel:\d{3,12}|sms:\d{3,12}(\?&body=[A-Z]+)?)$/);
		expect(hrefs).toContain('sms:85258?&body=SHOUT');
		expect(hrefs).toContain('tel:116123');
	});

	it('are found by the country she chose, in any case, and only by that', () => {
		expect(countryByCode('gb')?.emergency.dial).toBe('999');
		expect([countryByCode('XX'), countryByCode(null), countryByCode('')]).toEqual([undefined, undefined, undefined]);
	});
});
