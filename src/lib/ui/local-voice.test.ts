import { expect, it } from 'vitest';
import { localVoice } from './local-voice.ts';

const voice = (name: string, lang: string, localService: boolean, isDefault = false) => ({
	...{ name, lang, localService },
	default: isDefault
});
const far = voice('far', 'en-GB', false, true);
const near = voice('near', 'en-US', true);
const usual = voice('usual', 'en_AU', true, true);
const british = voice('british', 'en-GB', true);
const french = voice('french', 'fr-FR', true, true);

const cases: [string, Parameters<typeof localVoice>[0], string, unknown][] = [
	['none at all', [], 'en', undefined],
	['only one that sends the words out', [far], 'en-GB', undefined],
	['only another language', [french], 'en', undefined],
	['one of the device rather than the better one from outside', [far, near], 'en-GB', near],
	['the exact one first', [near, usual, british], 'en-GB', british],
	['then the device’s choice', [near, usual], 'en', usual],
	['then any', [french, near], 'en', near]
];

it.each(cases)('%s', (_, voices, lang, chosen) => {
	expect(localVoice(voices, lang)).toBe(chosen);
});
