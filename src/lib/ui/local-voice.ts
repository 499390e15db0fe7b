type Voice = Pick<SpeechSynthesisVoice, 'localService' | 'lang' | 'default'>;

/**
 * A voice of this device for a language, or none. Voices that are not `localService` get their words over the network.
 * @param lang of the page, as `en` or `en-GB`; the exact one first, then the device's own choice, then any
 */
export function localVoice<V extends Voice>(voices: readonly V[], lang: string): V | undefined {
	const tag = (text: string) => text.toLowerCase().replace('_', '-');
	const language = tag(lang).split('-')[0] ?? '';
	const fits = voices.filter((voice) => voice.localService && tag(voice.lang).split('-')[0] === language);
	return fits.find((voice) => tag(voice.lang) === tag(lang)) ?? fits.find((voice) => voice.default) ?? fits[0];
}
