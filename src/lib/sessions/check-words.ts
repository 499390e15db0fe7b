import { calendarDay, list, time } from '#lib/words/format.ts';
import { t } from '#lib/words/t.ts';
import type { Check } from './checks.ts';
import type { Light } from './darkness.ts';

export interface Evening {
	startsAt: number | undefined;
	endsAt: number | undefined;
	zone: string;
	sky: Light | null;
	/** Day of the newest lighting check. */
	walked: string | null;
}

/** What stands under the name of a check: the reason for its mark. */
export function whyWords({ why, missing: gaps, dark }: Check, evening: Evening): string {
	const words = t(`sessions.check.why.${why}`, {
		what: list((gaps ?? []).map((gap) => t(`venues.gap.${gap}`))),
		day: evening.walked ? calendarDay(evening.walked) : ''
	});
	return dark ? `${darkWords(dark, evening)} ${words}` : words;
}

function darkWords(dark: NonNullable<Check['dark']>, { startsAt = 0, endsAt = 0, zone, sky }: Evening): string {
	const at = (ms: number) => time(ms, zone);
	if (sky?.allDay === 'dark') return t('sessions.check.dark.all-day');
	if (dark === 'arrival' && sky?.dawn)
		return t('sessions.check.dark.dawn', { dawn: at(sky.dawn), start: at(startsAt) });
	if (sky?.dusk) return t('sessions.check.dark.dusk', { dusk: at(sky.dusk), end: at(endsAt) });
	return t('sessions.check.dark.some');
}

/** The name of a check; for light it says when it is dark. */
export const nameWords = ({ name, dark }: Check): string =>
	t(dark ? `sessions.check.light.${dark}` : `sessions.check.${name}`);
