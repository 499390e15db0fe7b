import type { Guided } from '#lib/activities/activity.ts';
import { newId } from '#lib/crypto/encoding.ts';
import { t, type Key } from '#lib/words/t.ts';
import type { ItemKind, PlanItem } from './session.ts';

export const TEMPLATES = ['usual', 'first', 'blank'] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** Minutes of each part. Titles and prompts are words of the catalogue, hers to change once they stand in the plan. */
const PARTS: Record<TemplateName, readonly [ItemKind, number][]> = {
	usual: [
		['opening', 15],
		['agreement', 5],
		['safety', 10],
		['activity', 25],
		['break', 10],
		['other', 15],
		['closing', 10]
	],
	first: [
		['opening', 20],
		['agreement', 20],
		['safety', 15],
		['break', 10],
		['activity', 15],
		['closing', 10]
	],
	blank: []
};

/** The parts of a plan to begin with. */
export const template = (name: TemplateName): PlanItem[] => PARTS[name].map(([kind, minutes]) => part(kind, minutes));

/** One more part. */
export const part = (kind: ItemKind, minutes: number): PlanItem => ({
	id: newId(),
	kind,
	title: t(`sessions.part.${kind}` as Key),
	prompt: kind === 'other' || kind === 'break' ? '' : t(`sessions.part.${kind}.prompt` as Key),
	minutes
});

/** What an activity takes, in minutes, when it is chosen for a part that has less. */
const TAKES: Record<Guided, number> = { knot: 30 };

/** A part with another activity, or with none of ours. A title of her own stays. */
export function withActivity({ activity: before, ...item }: PlanItem, activity: Guided | undefined): PlanItem {
	const ours = [t('sessions.part.activity'), ...(before ? [t(`activities.${before}.name`)] : [])];
	const named = item.title.trim() !== '' && !ours.includes(item.title);
	if (!activity) return { ...item, title: named ? item.title : t('sessions.part.activity') };
	const title = named ? item.title : t(`activities.${activity}.name`);
	return { ...item, title, minutes: Math.max(item.minutes, TAKES[activity]), activity };
}

/** Whole minutes of a plan. */
export const minutesOf = (items: readonly Pick<PlanItem, 'minutes'>[]) =>
	items.reduce((sum, item) => sum + (Number.isFinite(item.minutes) ? item.minutes : 0), 0);

/** Where each part begins, in ms, one after the other from the start. */
export function beginnings(items: readonly Pick<PlanItem, 'minutes'>[], startsAt: number): number[] {
	let at = startsAt;
	return items.map(({ minutes }) => {
		const begins = at;
		at += minutes * 60_000;
		return begins;
	});
}
