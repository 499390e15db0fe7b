import type { Person } from '#lib/knot/hand.ts';
import type { Move } from '#lib/knot/ring.ts';
import { t } from '#lib/words/t.ts';
import type { Answers, Asked } from './ask-engine.ts';
import { startEngine, type Engine } from './engine-remote.ts';
import { movedBy } from './knot-state.ts';
import * as screens from './screen-state.ts';
import type { Names } from './screen-words.ts';

/** A knot as one screen shows and plays it: alone, or as one of many phones. */
export abstract class KnotGame {
	screen = $state.raw<screens.Screen>();
	names = $state.raw<Names>([]);
	busy = $state<'deal' | 'hint'>();
	trouble = $state(false);
	/** What happened last, to be said. */
	said = $state('');
	/** How often this phone did something about the knot: then its own buttons are others, and the focus needs a place. */
	acted = $state(0);
	#engine: Engine | undefined;

	abstract make: (entry: screens.Entry) => void;
	abstract pull: () => void;
	abstract tie: () => void;
	abstract choose: (person: Person) => void;
	/** Whether whoever holds this phone moves that figure. */
	abstract mayMove: (person: Person) => boolean;
	/** And that entry: what lets go a hold, or lifts it, is for either of its two. */
	mayMake(entry: screens.Entry): boolean {
		if (!this.screen) return false;
		const moved = movedBy(this.screen.circle, entry);
		const swaps = entry.kind === 'move' && entry.move.kind === 'swap';
		return swaps ? this.mayMove(moved[0] ?? -1) : moved.some((person) => this.mayMove(person));
	}
	/** Whether whoever holds this phone ties that one's thread. */
	mayTie(person: Person): boolean {
		return this.mayMove(person);
	}
	/** Who has come since the deal, and is in the next knot. */
	get waiting(): Names {
		return [];
	}
	/** Whether it is spoken of as "you". */
	abstract isYou: (person: Person) => boolean;

	/** Starts the engine while she still chooses. Answers how to end it. */
	warm(): () => void {
		this.#engine = startEngine();
		return () => this.#engine?.end();
	}

	/** Help for this screen, from this device's own engine: nobody else is told. */
	async hint(): Promise<void> {
		const asked = this.screen;
		if (!asked) return;
		const { circle, last } = asked;
		const found = await this.ask('hint', { ask: 'help', circle, last });
		if (!found) return void (this.trouble = true);
		if (this.screen) this.screen = screens.help(this.screen, circle, found.hint, found.mends);
	}

	hideHelp = (): void => {
		if (this.screen) this.screen = screens.hideHelp(this.screen);
	};

	/** A figure was dragged to another, or to none: the way past the one beside her, if there is one. */
	drag = (person: Person, other?: Person): void => {
		if (!this.screen) return;
		this.choose(person);
		if (!this.mayMove(person)) return void (this.said = t('knot.hers', { name: this.names[person] ?? '' }));
		const ways: readonly Move[] | undefined = other === undefined ? other : screens.towards(this.screen, person, other);
		if (other === undefined || !ways) return void (this.said = t('knot.drag.beside'));
		const [only] = ways;
		const name = { other: this.names[other] ?? '' };
		if (ways.length === 1 && only) this.make({ kind: 'move', move: only });
		else if (ways.length) this.said = t('knot.ways', name);
		else {
			this.pull();
			this.said = t('knot.blocked', name);
		}
	};

	protected async ask<A extends Asked>(busy: 'deal' | 'hint', asked: A): Promise<Answers[A['ask']] | undefined> {
		this.busy = busy;
		this.trouble = false;
		try {
			return await (this.#engine ??= startEngine()).ask(asked);
		} catch {
			this.#engine = undefined; // the next time a new one is started
			return undefined;
		} finally {
			this.busy = undefined;
		}
	}
}
