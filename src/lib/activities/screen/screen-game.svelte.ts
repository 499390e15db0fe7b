import type { Person } from '#lib/knot/hand.ts';
import { t } from '#lib/words/t.ts';
import { KnotGame } from './knot-game.svelte.ts';
import * as screens from './screen-state.ts';
import { happened, type Names } from './screen-words.ts';

/** What she chose before it begins, as the form has it. */
export interface Wished {
	players: string;
	level: string;
	hold: string;
	names: string;
}

export const levelOf = (wished: Pick<Wished, 'level'>): screens.Level =>
	screens.levels.find((one) => one === wished.level) ?? 'easy';

/** One knot on this screen: in the page's memory alone, and gone with it. */
export class ScreenGame extends KnotGame {
	wishes = $state<Wished>({ players: '8', level: 'easy', hold: 'scarf', names: 'numbers' });
	/** Nothing as hard as she asked for is to be had with so few. */
	softer = $state(false);

	async deal(names: (players: number) => Names): Promise<void> {
		const players = Number(this.wishes.players);
		const level = levelOf(this.wishes);
		const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
		const dealt = await this.ask('deal', { ask: 'deal', players, level, seed });
		if (!dealt) return void (this.trouble = true);
		this.softer = dealt.level !== level;
		this.names = names(players);
		this.screen = screens.begin({ level: dealt.level, thread: this.wishes.hold === 'thread', tangle: dealt.tangle });
		this.said = t('knot.happened.dealt', { name: this.names[0] ?? '' });
	}

	override async hint(): Promise<void> {
		await super.hint();
		// What it says may be another's move, who is held up by no thread of this one's.
		if (this.screen?.help === 'hint') this.screen = screens.tie(this.screen);
	}

	#set(change: (screen: screens.Screen) => screens.Screen, said = ''): void {
		if (!this.screen) return;
		const next = change(this.screen);
		if (next === this.screen) return;
		if (next.log !== this.screen.log) this.acted += 1;
		this.screen = next;
		this.said = said;
	}

	mayMove = (): boolean => true;
	isYou = (): boolean => true;
	choose = (person: Person): void => this.#set((screen) => screens.choose(screen, person), this.said);
	make = (entry: screens.Entry): void => {
		const circle = this.screen?.circle;
		if (circle) this.#set((screen) => screens.make(screen, entry), happened(circle, entry, this.names));
	};
	pull = (): void => this.#set(screens.pull);
	tie = (): void => this.#set(screens.tie);
	undo = (): void => this.#set(screens.undo, t('knot.happened.undone'));
	startOver = (): void => this.#set(screens.startOver, t('knot.happened.start'));
	stop = (): void => void (this.screen = undefined);
}
