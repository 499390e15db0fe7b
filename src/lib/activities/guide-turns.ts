import * as v from 'valibot';
import type { Handle } from '#lib/crypto/sealed.ts';
import { MATERIALS, MOST_PLAYERS } from './activity.ts';
import { ENDINGS, fresh, PHASES, phaseOf, SCREENS, tell, type Ending, type Guide, type Told } from './knot-guide.ts';

// [Note: one guide on two phones] In a meeting both facilitators lead from one guide. A page turned, with what was set on
// it, and five minutes more are entries of the session's log in the facilitators' circle (sessions/live-entry.ts). A turn
// names the page it leaves, so of two at once one counts. What is set on a page (how many, what they hold) is one as soon
// as her hand rests. Who stands where, who holds whom and the page where that is tapped in are in none: they stay on the
// one phone, as it says there. Stops are everybody's and lie in the group's
// circle, numbered apart from these; so they come between the turns by their time.

export const TURNS = ['next', 'back', 'broken', 'regrip', 'joined', 'over', 'anew', ...ENDINGS] as const;
export type Turn = (typeof TURNS)[number];

/** What is set on a page; each counts on its own page and on no other. */
export const guideSet = {
	players: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_PLAYERS))),
	material: v.optional(v.picklist(MATERIALS))
};
/** With what was set on the page that is left. */
export const guideTurn = { from: v.picklist(SCREENS), turn: v.picklist(TURNS), ...guideSet };
/** Says what it adds to, so that both pressing it at once add five and not ten. */
export const guideMore = {
	phase: v.picklist(PHASES),
	was: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(600))
};

export type Turned = v.InferOutput<v.ObjectSchema<typeof guideTurn, undefined>>;
export type PageSet = v.InferOutput<v.ObjectSchema<typeof guideSet, undefined>>;
export type GuideSaid =
	| ({ kind: 'guide-turn' } & Turned)
	| ({ kind: 'guide-set' } & PageSet)
	| ({ kind: 'guide-more' } & v.InferOutput<v.ObjectSchema<typeof guideMore, undefined>>);
export interface GuideEntry {
	id: string;
	author: Handle;
	body: GuideSaid & { at: number };
}
export interface Stop {
	kind: 'pause' | 'go-on';
	at: number;
}

/** The guide as both phones have it; seats and holds are each phone's own, and empty here. */
export interface SharedGuide {
	guide: Guide;
	/** The last turn of a page. */
	turn: { id: string; by: Handle } | null;
	/** What was set last, on the page that both are on. */
	set: { id: string; by: Handle } | null;
	/** The turn with which the group began again, or another group began. */
	round: string | null;
}

export const NOT_TURNED: SharedGuide = { guide: fresh, turn: null, set: null, round: null };

/** What it has come to. `said` by number; `stops` those that counted, in order. */
export function foldGuide(said: readonly GuideEntry[], stops: readonly Stop[]): SharedGuide {
	const rest = [...stops];
	const until = (shared: SharedGuide, at: number): SharedGuide => {
		let { guide } = shared;
		while (rest[0] && rest[0].at <= at) guide = tell(guide, rest.shift() as Stop);
		return { ...shared, guide };
	};
	const folded = said.reduce((shared, entry) => step(until(shared, entry.body.at), entry), NOT_TURNED);
	return until(folded, Infinity);
}

function step(shared: SharedGuide, { id, author, body }: GuideEntry): SharedGuide {
	const { guide } = shared;
	if (body.kind === 'guide-more') {
		const fits = phaseOf(guide.screen) === body.phase && guide.extra[body.phase] === body.was;
		return fits ? { ...shared, guide: tell(guide, { kind: 'more' }) } : shared;
	}
	if (body.kind === 'guide-set') {
		const next = withSet(guide, body);
		return next === guide ? shared : { ...shared, guide: next, set: { id, by: author } };
	}
	const next = turn(guide, body, body.at);
	const begins = body.turn === 'over' || body.turn === 'anew';
	return next === guide
		? shared
		: { guide: next, turn: { id, by: author }, set: null, round: begins ? id : shared.round };
}

/** What can be set on this page, as it stands there. */
export const setOn = ({ screen, players, material }: Guide): PageSet => ({
	...(screen === 'people' && { players }),
	...(screen === 'material' && { material })
});

function withSet(guide: Guide, { players, material }: PageSet): Guide {
	const fits = setOn({ ...guide, players: players ?? guide.players, material: material ?? guide.material });
	const next = fits.players === undefined ? guide : tell(guide, { kind: 'players', players: fits.players });
	return fits.material === undefined || fits.material === next.material ? next : { ...next, material: fits.material };
}

/** The guide with its page turned; the same if that page is no longer the one, or does not turn so. */
export function turn(guide: Guide, { from, turn: how, players, material }: Turned, at: number): Guide {
	if (from !== guide.screen) return guide;
	const set = { ...guide, players: players ?? guide.players, material: material ?? guide.material };
	const next = tell(set, toldBy(how, at));
	return next.screen === from ? guide : next;
}

function toldBy(how: Turn, at: number): Told {
	switch (how) {
		case 'one':
		case 'rings':
		case 'rest':
			return { kind: 'finish', how, at };
		case 'anew':
			return { kind: how };
		default:
			return { kind: how, at };
	}
}

/** Which turn of the page it is, if it is one. */
export function turnOf(told: { kind: Told['kind']; how?: Ending }): Turn | undefined {
	return TURNS.find((one) => one === (told.kind === 'finish' ? told.how : told.kind));
}
