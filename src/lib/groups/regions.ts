import { htmlLang } from '#lib/words/locale.ts';

// Browsers can name countries and do not list them. ISO 3166-1, officially assigned.
const COUNTRIES =
	'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA ' +
	'CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA ' +
	'GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
	'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS ' +
	'MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS ' +
	'RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW ' +
	'TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

export interface Option {
	value: string;
	label: string;
}

/** Every country, by its name in the page's language. `''`: none chosen yet. */
export function countries(): Option[] {
	const names = new Intl.DisplayNames(htmlLang(), { type: 'region' });
	const options = COUNTRIES.split(' ').map((value) => ({ value, label: names.of(value) ?? value }));
	return [{ value: '', label: '…' }, ...options.sort((a, b) => a.label.localeCompare(b.label, htmlLang()))];
}

/** Every time zone the browser knows, and whatever stands there already. */
export function zones(now: string): Option[] {
	const all = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : [];
	const list = now === '' || all.includes(now) ? all : [now, ...all];
	return list.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

/** What this device says of itself. The country is left to her: it decides which numbers stand under Help now. */
export function deviceSettings(): { country: string; zone: string; language: string } {
	const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	return { country: '', zone, language: new Intl.Locale(navigator.language).language };
}
