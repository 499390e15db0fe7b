import type { Handle } from '#lib/crypto/sealed.ts';
import { GuideRun, tellAt, type Telling } from './guide-run.svelte.ts';
import { NOT_TURNED, setOn, turn, turnOf, type GuideSaid, type SharedGuide, type Turn } from './guide-turns.ts';
import { phaseClock, phaseOf, type Guide, type PhaseClock, type Screen } from './knot-guide.ts';

/** So long after the other's turn a press was still meant for the page before. */
const JUST_MS = 2_000;
/** So long her hand rests before what she set goes to the other's phone: a number is typed in figures, and pressed up in ones. */
const REST_MS = 800;

/** Tapping in who holds whom is done beside the fourth step. */
const pageOf = ({ screen }: Guide): Screen => (screen === 'check' ? 'step-4' : screen);

/**
 * The guide on one of two phones in a meeting; see [Note: one guide on two phones] in guide-turns.ts. It follows at once
 * and says who turned: the two lead together, and a phone that waits to be told would be a page behind all evening. Only
 * where she has something in hand (a number she set, hands she taps in, her note) does the page stay, with a line and
 * one press to go on. What she presses just as it turns was meant for the page before, and is passed over.
 */
export class GuideTogether extends GuideRun {
	/** The other has turned to another page. `waits`: it is not the one shown here. */
	turned = $state.raw<{ by: Handle; to: Screen; waits: boolean }>();
	/** Her press came just as it turned. */
	passed = $state(false);
	/** Who, on the other phone, set something on the page that both are on. */
	changed = $state.raw<Handle>();
	/** To the other's phone; undefined once the meeting is over: then it goes on on this phone alone. */
	say: ((said: GuideSaid) => void) | undefined;
	readonly #handle: Handle;
	#shared = $state.raw<SharedGuide>();
	#round: string | null = null;
	/** The other's newest turn that this phone knows. */
	#heard: string | undefined;
	/** And the newest that was set there. */
	#heardSet: string | undefined;
	/** When the page turned under her finger, ms by this phone's clock. */
	#jumped = 0;
	#resting: ReturnType<typeof setTimeout> | undefined;

	constructor(handle: Handle) {
		super();
		this.#handle = handle;
	}

	/** The group's, whatever page she is on. */
	override get clock(): PhaseClock | undefined {
		return phaseClock(this.#shared?.guide ?? this.guide, this.now);
	}

	/** The minutes come with what is taken over. A page that is only now opened turns under nobody's finger. */
	override watch(): () => void {
		this.#jumped = 0;
		return () => undefined;
	}

	/** Takes over what the entries have come to. `now`: ms, by the server's clock. */
	take(shared: SharedGuide, now: number): void {
		const before = this.#shared;
		this.now = now;
		this.#shared = shared;
		const { guide, turn: last } = shared;
		const news = last !== null && last.by !== this.#handle && last.id !== this.#heard;
		if (news) this.#heard = last.id;
		this.#hearSet(shared.set);
		if (!before) return this.follow();
		if (guide.screen === pageOf(this.guide)) {
			if (this.turned?.waits) this.turned = undefined;
			return this.#merge(before.guide);
		}
		const waits = this.turned?.waits === true || (news && this.#busy(before.guide));
		if (!waits) {
			this.follow();
			if (news) this.#jumped = Date.now();
		}
		if (last && (news || waits)) this.turned = { by: last.by, to: guide.screen, waits };
	}

	#hearSet(set: SharedGuide['set']): void {
		if (set?.id === this.#heardSet) return;
		this.#heardSet = set?.id;
		this.changed = set && set.by !== this.#handle ? set.by : undefined;
	}

	/** To the page that both are on. */
	follow(): void {
		this.turned = undefined;
		this.passed = false;
		this.#merge();
	}

	override tell(told: Telling): void {
		const how = turnOf(told);
		const shared = (this.#shared ?? NOT_TURNED).guide;
		const beside = this.guide.screen === 'check' && told.kind === 'back';
		if (!this.say) this.#alone(told);
		else if (how && this.turned?.waits) this.follow();
		else if (how && Date.now() - this.#jumped < JUST_MS) this.passed = true;
		else if (how && !beside) this.#turn(shared, how);
		else if (told.kind === 'more') {
			const phase = phaseOf(shared.screen);
			if (phase) this.say({ kind: 'guide-more', phase, was: shared.extra[phase] });
		} else {
			this.guide = tellAt(this.guide, told, this.now);
			if (told.kind === 'players' || told.kind === 'material') this.#sendSet();
		}
	}

	/** What she has set, once her hand rests. A turn before that takes it along. */
	#sendSet(): void {
		clearTimeout(this.#resting);
		this.#resting = setTimeout(() => {
			const { screen, players, material } = (this.#shared ?? NOT_TURNED).guide;
			const own = this.guide;
			const news = players !== own.players || material !== own.material;
			if (news && screen === own.screen) this.say?.({ kind: 'guide-set', ...setOn(own) });
		}, REST_MS);
	}

	#turn(shared: Guide, how: Turn): void {
		const said = { from: shared.screen, turn: how, ...setOn(this.guide) };
		this.turned = undefined;
		this.passed = false;
		if (turn(shared, said, this.now) !== shared) this.say?.({ kind: 'guide-turn', ...said });
	}

	#alone(told: Telling): void {
		this.guide = tellAt(this.guide, told, this.now);
		this.#shared = { ...(this.#shared ?? NOT_TURNED), guide: this.guide };
	}

	/** She has something in hand that the other's phone does not have. */
	#busy(before: Guide): boolean {
		const { screen, players, material } = this.guide;
		return screen === 'check' || screen === 'note' || players !== before.players || material !== before.material;
	}

	/** What both have, with this phone's own; `before`: the page stays, and on it what she has set and not sent. */
	#merge(before?: Guide): void {
		const { guide, round } = this.#shared ?? NOT_TURNED;
		const own = this.guide;
		const kept = <K extends 'players' | 'material'>(what: K) =>
			before && setOn(own)[what] !== undefined && own[what] !== before[what] ? own[what] : guide[what];
		const players = kept('players');
		const others = players !== own.players;
		const again = round !== this.#round;
		this.#round = round;
		this.guide = {
			...guide,
			...{ players, material: kept('material') },
			screen: before ? own.screen : guide.screen,
			seats: others || (again && guide.overs === 0) ? [] : own.seats,
			holds: others || again ? [] : own.holds
		};
	}
}
