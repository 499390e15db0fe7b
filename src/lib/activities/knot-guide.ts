import { adviceFor, MOST_PLAYERS, type Material } from './activity.ts';

// The human knot in a room, told one screen at a time. A pure machine: times come from outside (ms), nothing is random,
// and what does not fit the screen changes nothing.

export const PHASES = ['brief', 'untangle', 'review'] as const;
export type Phase = (typeof PHASES)[number];
/** Minutes to begin with: five, ten to twenty, five. Each can be made longer, by five at a time. */
export const MINUTES: Readonly<Record<Phase, number>> = { brief: 5, untangle: 10, review: 5 };
export const MORE_MINUTES = 5;

export const STEPS = ['step-1', 'step-2', 'step-3', 'step-4', 'step-5', 'step-6', 'step-7'] as const;
export type Step = (typeof STEPS)[number];
/** The way through. */
const WAY = ['people', 'asking', 'material', ...STEPS, 'debrief', 'note'] as const;
/** And beside it: who holds whom, a broken chain, joining one hold again. */
export const SCREENS = [...WAY, 'check', 'broken', 'regrip'] as const;
export type Screen = (typeof SCREENS)[number];

/** How it came to an end, all three equally good. */
export const ENDINGS = ['one', 'rings', 'rest'] as const;
export type Ending = (typeof ENDINGS)[number];

/** Two people, by their place in the circle, from 0. */
export type Pair = readonly [number, number];

export interface Guide {
	screen: Screen;
	/** Where `broken` goes back to. */
	from: Screen;
	players: number;
	material: Material;
	/** Who stands where, by handle, as far as anybody wanted names; else they are numbers. */
	seats: readonly string[];
	/** Who holds whom, as far as it has been tapped in. */
	holds: readonly Pair[];
	/** Milliseconds that each phase has had, without the one that runs. */
	spent: Readonly<Record<Phase, number>>;
	/** Minutes added to each. */
	extra: Readonly<Record<Phase, number>>;
	/** Since when the phase of this screen runs; null: no time is kept here, or everything rests. */
	since: number | null;
	paused: boolean;
	/** How often the group began again. Shown nowhere as a number. */
	overs: number;
	/** One hold has been joined again. */
	regripped: boolean;
	ended: Ending | null;
}

const none: Guide['spent'] = { brief: 0, untangle: 0, review: 0 };

export const fresh: Guide = {
	screen: 'people',
	from: 'people',
	players: 8,
	material: 'scarf',
	seats: [],
	holds: [],
	spent: none,
	extra: none,
	since: null,
	paused: false,
	overs: 0,
	regripped: false,
	ended: null
};

export type Told =
	| { kind: 'next' | 'back' | 'check' | 'broken'; at: number }
	| { kind: 'pause' | 'go-on'; at: number }
	| { kind: 'players'; players: number }
	| { kind: 'material'; material: Material }
	| { kind: 'seat'; who: string }
	| { kind: 'unseat' }
	| { kind: 'hold'; pair: Pair }
	| { kind: 'let-go'; hold: number }
	| { kind: 'more' }
	/** What the group chose after the chain broke; `joined`: the one hold is joined again. */
	| { kind: 'over' | 'regrip' | 'joined'; at: number }
	| { kind: 'finish'; how: Ending; at: number }
	| { kind: 'anew' };

/** Where she is on the seven steps, from 1; undefined beside them. */
export function stepAt(screen: Screen): number | undefined {
	const at = (STEPS as readonly Screen[]).indexOf(screen);
	return at < 0 ? undefined : at + 1;
}

/** The last of the steps in which the circle is made; the rest undo it. */
const LAST_OF_BRIEF = 4;

export function phaseOf(screen: Screen): Phase | undefined {
	if (screen === 'debrief' || screen === 'note') return 'review';
	if (screen === 'broken' || screen === 'regrip') return 'untangle';
	if (screen === 'check') return 'brief';
	const step = stepAt(screen);
	return step === undefined ? undefined : step <= LAST_OF_BRIEF ? 'brief' : 'untangle';
}

/** Fewer than four cannot go on to the steps: there is something else for them. */
export const mayGoOn = ({ screen, players }: Guide): boolean =>
	screen !== 'note' && (screen !== 'people' || adviceFor(players).kind !== 'other');

/** The next state. */
export function tell(guide: Guide, told: Told): Guide {
	switch (told.kind) {
		case 'players':
			return withPlayers(guide, told.players);
		case 'material':
			return { ...guide, material: told.material };
		case 'seat':
			return seat(guide, told.who);
		case 'unseat':
			return { ...guide, seats: guide.seats.slice(0, -1) };
		case 'hold':
			return hold(guide, told.pair);
		case 'let-go':
			return { ...guide, holds: guide.holds.filter((_, i) => i !== told.hold) };
		case 'more':
			return more(guide);
		case 'pause':
			return guide.paused ? guide : { ...settled(guide, told.at), since: null, paused: true };
		case 'go-on':
			return guide.paused ? { ...guide, paused: false, since: phaseOf(guide.screen) ? told.at : null } : guide;
		case 'anew':
			return { ...fresh, paused: guide.paused };
		default:
			return walk(guide, told);
	}
}

type Walked = Extract<Told, { kind: 'next' | 'back' | 'check' | 'broken' | 'over' | 'regrip' | 'joined' | 'finish' }>;

/** From one screen to another. */
function walk(guide: Guide, told: Walked): Guide {
	const { screen } = guide;
	const untangling = phaseOf(screen) === 'untangle';
	switch (told.kind) {
		case 'next':
			return mayGoOn(guide) ? go(guide, after(screen), told.at) : guide;
		case 'back':
			return go(guide, before(guide), told.at);
		case 'check':
			return screen === 'step-4' ? go(guide, 'check', told.at) : guide;
		case 'broken':
			return untangling && screen !== 'broken' ? { ...go(guide, 'broken', told.at), from: screen } : guide;
		case 'regrip':
			return screen === 'broken' && !guide.regripped ? go(guide, 'regrip', told.at) : guide;
		case 'joined':
			return screen === 'regrip' ? { ...go(guide, 'step-5', told.at), regripped: true } : guide;
		case 'over':
			return untangling ? beginAgain(guide, told.at) : guide;
		case 'finish':
			return untangling ? { ...go(guide, 'debrief', told.at), ended: told.how } : guide;
	}
}

const onWay = (screen: Screen) => (WAY as readonly Screen[]).indexOf(screen);

/** From beside the way it goes on with the untangling. */
function after(screen: Screen): Screen {
	const at = onWay(screen);
	return at < 0 ? 'step-5' : (WAY[at + 1] ?? screen);
}

function before({ screen, from }: Guide): Screen {
	if (screen === 'check') return 'step-4';
	if (screen === 'broken') return from;
	if (screen === 'regrip') return 'broken';
	return WAY[onWay(screen) - 1] ?? screen;
}

/** The time of the phase that ran, put to what it had. */
function settled(guide: Guide, at: number): Guide {
	const phase = phaseOf(guide.screen);
	if (!phase || guide.since === null) return guide;
	return { ...guide, spent: { ...guide.spent, [phase]: guide.spent[phase] + Math.max(0, at - guide.since) } };
}

function go(guide: Guide, screen: Screen, at: number): Guide {
	return { ...settled(guide, at), screen, since: phaseOf(screen) && !guide.paused ? at : null };
}

/** The same people with the same things in their hands, and the time anew. */
function beginAgain(guide: Guide, at: number): Guide {
	const again = go(guide, 'step-1', at);
	return { ...again, holds: [], spent: none, extra: none, overs: guide.overs + 1, regripped: false, ended: null };
}

function withPlayers(guide: Guide, players: number): Guide {
	const count = Math.min(MOST_PLAYERS, Math.max(0, Math.trunc(players) || 0));
	return count === guide.players ? guide : { ...guide, players: count, seats: [], holds: [] };
}

function seat(guide: Guide, who: string): Guide {
	const { seats, players } = guide;
	return seats.includes(who) || seats.length >= players ? guide : { ...guide, seats: [...seats, who] };
}

/** Nobody has more than two hands, or holds herself. */
function hold(guide: Guide, pair: Pair): Guide {
	const [one, other] = pair;
	const free = (who: number) => who >= 0 && who < guide.players && handsOf(guide, who) < 2;
	return one !== other && free(one) && free(other) ? { ...guide, holds: [...guide.holds, pair] } : guide;
}

/** How many of her hands have been tapped in. */
export const handsOf = ({ holds }: Pick<Guide, 'holds'>, who: number): number =>
	holds.flat().filter((p) => p === who).length;

function more(guide: Guide): Guide {
	const phase = phaseOf(guide.screen);
	return phase ? { ...guide, extra: { ...guide.extra, [phase]: guide.extra[phase] + MORE_MINUTES } } : guide;
}

export interface PhaseClock {
	phase: Phase;
	/** Whole minutes gone, and of how many. */
	gone: number;
	of: number;
	/** 0 to 1, for the bar; it stays full afterwards and says nothing more. */
	full: number;
}

/** Where the phase stands at `now` (ms); undefined where no time is kept. Counts whole minutes only. */
export function phaseClock(guide: Guide, now: number): PhaseClock | undefined {
	const phase = phaseOf(guide.screen);
	if (!phase) return undefined;
	const ms = guide.spent[phase] + (guide.since === null ? 0 : Math.max(0, now - guide.since));
	const of = MINUTES[phase] + guide.extra[phase];
	return { phase, gone: Math.floor(ms / 60_000), of, full: Math.min(1, ms / (of * 60_000)) };
}
