import { t, type Key } from '#lib/words/t.ts';
import { adviceFor } from './activity.ts';
import { phaseOf, stepAt, type Guide, type Screen, type Step } from './knot-guide.ts';

export interface StepWords {
	/** The step itself, to be read at arm's length. */
	text: string;
	/** What these people, with these things, have to know besides. */
	more: string[];
	/** Said again on every screen on which people move. */
	remind: string[];
}

/** What a step says to so many, with what they hold. */
export function stepWords(guide: Guide): StepWords {
	const { screen, players, material } = guide;
	const step = stepAt(screen) ?? 1;
	const beside = adviceFor(players).kind === 'beside';
	const variant = step === 2 || step === 3 ? material : step === 4 && beside ? 'beside' : undefined;
	const odd = players % 2 === 1;
	const more: (Key | false)[] = [
		step === 2 && beside && 'activities.step.beside',
		step === 2 && odd && 'activities.step.odd',
		step === 3 && odd && 'activities.step.odd.meet',
		step === 5 && 'activities.step.turn',
		step === 5 && 'activities.step.stuck'
	];
	const moving = phaseOf(screen) === 'untangle' && step !== 6;
	return {
		text: t((variant ? `activities.step.${step}.${variant}` : `activities.step.${step}`) as Key),
		more: more.flatMap((key) => (key ? t(key) : [])),
		remind: moving ? [t('activities.remind.slow'), t('activities.remind.pass')] : []
	};
}

/** What a page is called, to say where somebody turned. */
export function pageWords(screen: Screen): string {
	const at = stepAt(screen);
	return at === undefined ? t(`activities.${screen as Exclude<Screen, Step>}.title`) : t('activities.guide.at', { at });
}
