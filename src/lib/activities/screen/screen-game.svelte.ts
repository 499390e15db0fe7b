import type { Person } from '#lib/knot/hand.ts';
import type { Move } from '#lib/knot/ring.ts';
import { t } from '#lib/words/t.ts';
import { startEngine, type Engine } from './engine-remote.ts';
import * as screens from './screen-state.ts';
import { happened, type Names } from './screen-words.ts';

/** What she chose before it begins, as the form has it. */
export interface Wished {
	players: string;
	level: string;
	hold: string;
	names: string;
}

/** One knot on this screen: in the page's memory alone, and gone with it. */
export class ScreenGame {
	wishes = $state<Wished>({ players: '8', level: 'easy', hold: 'scarf', names: 'numbers' });
	screen = $state.raw<screens.Screen>();
	names = $state.raw<Names>([]);
	busy = $state<'deal' | 'hint'>();
	trouble = $state(false);
	/** Nothing as hard as she asked for is to be had with so few. */
	softer = $state(false);
	/** What happened last, to be said. */
	said = $state('');
	#engine: Engine | undefined;

	/** Starts the engine while she still chooses. Answers how to end it. */
	warm(): () => void {
		this.#engine = startEngine();
		return () => this.#engine?.end();
	}

	async deal(names: (players: number) => Names): Promise<void> {
		const players = Number(this.wishes.players);
		const level = screens.levels.find((one) => one === this.wishes.level) ?? 'easy';
		const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
		const dealt = await this.#ask('deal', (engine) => engine.ask({ ask: 'deal', players, level, seed }));
		if (!dealt) return void (this.trouble = true);
		this.softer = dealt.level !== level;
		this.names = names(players);
		this.screen = screens.begin({ level: dealt.level, thread: this.wishes.hold === 'thread', tangle: dealt.tangle });
		this.said = t('knot.happened.dealt', { name: this.names[0] ?? '' });
	}

	async hint(): Promise<void> {
		const asked = this.screen;
		if (!asked) return;
		const { circle, last } = asked;
		const found = await this.#ask('hint', (engine) => engine.ask({ ask: 'help', circle, last }));
		if (!found) return void (this.trouble = true);
		if (this.screen) this.screen = screens.help(this.screen, circle, found.hint, found.mends);
	}

	async #ask<T>(busy: 'deal' | 'hint', ask: (engine: Engine) => Promise<T>): Promise<T | undefined> {
		this.busy = busy;
		this.trouble = false;
		try {
			return await ask((this.#engine ??= startEngine()));
		} catch {
			this.#engine = undefined; // the next time a new one is started
			return undefined;
		} finally {
			this.busy = undefined;
		}
	}

	#set(change: (screen: screens.Screen) => screens.Screen, said = ''): void {
		if (!this.screen) return;
		const next = change(this.screen);
		if (next === this.screen) return;
		this.screen = next;
		this.said = said;
	}

	choose = (person: Person): void => this.#set((screen) => screens.choose(screen, person), this.said);
	make = (entry: screens.Entry): void => {
		const circle = this.screen?.circle;
		if (circle) this.#set((screen) => screens.make(screen, entry), happened(circle, entry, this.names));
	};
	pull = (): void => this.#set(screens.pull);
	tie = (): void => this.#set(screens.tie);
	undo = (): void => this.#set(screens.undo, t('knot.happened.undone'));
	startOver = (): void => this.#set(screens.startOver, t('knot.happened.start'));
	hideHelp = (): void => this.#set(screens.hideHelp, this.said);
	stop = (): void => void (this.screen = undefined);

	/** A figure was dragged to the one beside her: the way past, if there is one. */
	drag = (person: Person, other: Person): void => {
		if (!this.screen) return;
		this.choose(person);
		const ways: readonly Move[] | undefined = screens.towards(this.screen, person, other);
		const [only] = ways ?? [];
		const name = { other: this.names[other] ?? '' };
		if (ways?.length === 1 && only) this.make({ kind: 'move', move: only });
		else if (ways?.length) this.said = t('knot.ways', name);
		else if (ways) {
			this.pull();
			this.said = t('knot.blocked', name);
		}
	};
}
