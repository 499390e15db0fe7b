import { missing, type Card, type Missing } from '#lib/venues/venue.ts';
import type { Light } from './darkness.ts';
import { CHECKS, type CheckName, type PlanItem } from './session.ts';

/** What the checks look at, all of it known on the device. Days are calendar days in the group's zone. */
export interface CheckInput {
	/** Handles that are facilitators of the group today. */
	facilitators: readonly string[];
	sideRoom: string;
	/** Null: no place chosen. `card` null: there is none yet, or it does not open. */
	venue: { card: Pick<Card, 'address' | 'door' | 'steps' | 'place'> | null } | null;
	/** Null while there are no coordinates to compute it from. */
	light: Pick<Light, 'darkAtArrival' | 'darkAtLeaving'> | null;
	/** The newest lighting check of this place. */
	lighting: { day: string } | null;
	/** The day on which the clocks last changed before the session; null in zones where they never do. */
	changedOn: string | null;
	/** Where clocks never change: the oldest day that is recent enough. */
	recentFrom: string;
	items: readonly Pick<PlanItem, 'kind'>[];
	/** Why it goes ahead all the same, by check. */
	reasons: Partial<Record<CheckName, string>>;
}

export type Why =
	| 'two'
	| 'one'
	| 'nobody'
	| 'named'
	| 'not-named'
	| 'complete'
	| 'incomplete'
	| 'no-card'
	| 'no-venue'
	| 'light'
	| 'dark-checked'
	| 'dark-unchecked'
	| 'dark-old'
	| 'no-place'
	| 'asked'
	| 'not-asked';

export interface Check {
	name: CheckName;
	state: 'ok' | 'failed' | 'overridden';
	why: Why;
	/** What the card lacks. */
	missing?: Missing[];
	/** When it is dark. */
	dark?: 'arrival' | 'leaving' | 'both';
	/** What somebody wrote down. */
	reason?: string;
}

const GOOD: readonly Why[] = ['two', 'named', 'complete', 'light', 'dark-checked', 'asked'];

/** Every check with its reason, always all five and in the same order. */
export function check(input: CheckInput): Check[] {
	const found: Record<CheckName, Omit<Check, 'name' | 'state'>> = {
		facilitators: { why: (['nobody', 'one'] as const)[input.facilitators.length] ?? 'two' },
		'side-room': { why: input.sideRoom.trim() ? 'named' : 'not-named' },
		'venue-card': venueCard(input),
		light: light(input),
		safety: { why: input.items.some((item) => item.kind === 'safety') ? 'asked' : 'not-asked' }
	};
	return CHECKS.map((name) => {
		const result = found[name];
		if (GOOD.includes(result.why)) return { name, state: 'ok', ...result };
		const reason = mayOverride(result.why) ? input.reasons[name]?.trim() : undefined;
		return reason ? { name, state: 'overridden', ...result, reason } : { name, state: 'failed', ...result };
	});
}

/** A person may go ahead against a check and write down why; without a place there is nowhere to go. */
export const mayOverride = (why: Why): boolean => why !== 'no-venue' && why !== 'nobody';

export const mayAnnounce = (checks: readonly Check[]): boolean => checks.every(({ state }) => state !== 'failed');

/** What is signed into the plan: the checks that did not pass, with a reason or still without. */
export const failedOf = (checks: readonly Check[]): CheckName[] =>
	checks.filter(({ state }) => state !== 'ok').map(({ name }) => name);

function venueCard({ venue }: CheckInput): Omit<Check, 'name' | 'state'> {
	if (!venue) return { why: 'no-venue' };
	if (!venue.card) return { why: 'no-card' };
	const gaps = missing(venue.card);
	return gaps.length === 0 ? { why: 'complete' } : { why: 'incomplete', missing: gaps };
}

function light({ light: sky, lighting, changedOn, recentFrom }: CheckInput): Omit<Check, 'name' | 'state'> {
	const current = lighting !== null && lighting.day >= (changedOn ?? recentFrom);
	if (!sky) return { why: current ? 'dark-checked' : 'no-place' };
	if (!sky.darkAtArrival && !sky.darkAtLeaving) return { why: 'light' };
	const dark = sky.darkAtArrival ? (sky.darkAtLeaving ? 'both' : 'arrival') : 'leaving';
	if (current) return { why: 'dark-checked', dark };
	return { why: lighting ? 'dark-old' : 'dark-unchecked', dark };
}
