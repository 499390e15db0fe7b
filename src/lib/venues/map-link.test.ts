import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMapLink } from './map-link.ts';

describe('a pasted map link', () => {
	it.each([
		['two numbers', '53.8008, -1.5491', 53.8008, -1.5491],
		['two numbers, no comma', ' 53.8008 -1.5491 ', 53.8008, -1.5491],
		['with the points of the compass', '53.8008° N, 1.5491° W', 53.8008, -1.5491],
		[
			'Google, a place',
			'https://www.google.com/maps/place/Town+Library/@53.8001,-1.5502,17z/data=!3m1!4b1!4m6!3m5!1s0x4879:0x1!8m2!3d53.8008!4d-1.5491!16s',
			53.8008,
			-1.5491
		],
		['Google, what is in view', 'https://www.google.co.uk/maps/@53.8008,-1.5491,15z', 53.8008, -1.5491],
		['Google, shared query', 'https://www.google.com/maps/search/?api=1&query=53.8008%2C-1.5491', 53.8008, -1.5491],
		['Google, searched numbers', 'https://www.google.com/maps/search/53.8008,+-1.5491?entry=tts', 53.8008, -1.5491],
		['Google, old', 'http://maps.google.com/?q=53.8008,-1.5491', 53.8008, -1.5491],
		['Google, the way there', 'https://www.google.com/maps/dir/?api=1&destination=53.8008,-1.5491', 53.8008, -1.5491],
		[
			'OpenStreetMap, a pin',
			'https://www.openstreetmap.org/?mlat=53.80080&mlon=-1.54910#map=17/53.80000/-1.55000',
			53.8008,
			-1.5491
		],
		['OpenStreetMap, in view', 'https://www.openstreetmap.org/#map=18/53.80080/-1.54910', 53.8008, -1.5491],
		['Apple', 'https://maps.apple.com/?ll=53.8008,-1.5491&q=Library', 53.8008, -1.5491],
		['Apple, newer', 'https://maps.apple.com/place?coordinate=53.8008,-1.5491&name=Marked', 53.8008, -1.5491],
		['geo', 'geo:53.8008,-1.5491;u=10', 53.8008, -1.5491],
		['geo, Android', 'geo:0,0?q=53.8008,-1.5491(The%20room)', 53.8008, -1.5491],
		['a link in a message', 'It is here: https://maps.google.com/?q=53.8008,-1.5491 see you', 53.8008, -1.5491],
		['the south', 'https://www.google.com/maps/@-36.8485,174.7633,12z', -36.8485, 174.7633]
	])('%s', (_, text, lat, lng) => {
		expect(parseMapLink(text)).toEqual({ ok: true, lat, lng });
	});

	it.each([
		['', 'empty'],
		['   ', 'empty'],
		['https://maps.app.goo.gl/AbCdEf123', 'short'],
		['goo.gl/maps/AbCd', 'short'],
		['https://osm.org/go/euwtRGCd--', 'short'],
		['https://www.google.com/maps/place/Town+Library', 'nothing-found'],
		['the library by the bridge', 'nothing-found'],
		['https://example.org/', 'nothing-found'],
		['https://www.google.com/maps/%E0%A4%A', 'nothing-found'],
		['91.2, 10.5', 'not-on-earth'],
		['53.8, -181', 'not-on-earth'],
		['53.8', 'nothing-found']
	])('%s is %s', (text, reason) => {
		expect(parseMapLink(text)).toEqual({ ok: false, reason });
	});

	it('never throws, whatever is pasted', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })), (text) => {
				parseMapLink(text);
			}),
			{ numRuns: 500 }
		);
	});
});
