import type { Handle } from '#lib/crypto/sealed.ts';
import type { Person } from '#lib/knot/hand.ts';
import { t } from '#lib/words/t.ts';
import { KnotGame } from './knot-game.svelte.ts';
import * as knots from './knot-state.ts';
import { FEWEST_TOGETHER, type Called, type PlayBody } from './play-entry.ts';
import * as screens from './screen-state.ts';
import { calledBy, happened, type Names } from './screen-words.ts';
import * as tables from './together.ts';
import type { Game, Player, Table } from './together.ts';

interface Mine {
	handle: Handle;
	leads: boolean;
	/** Puts it into her own log of the game. It shows at once. */
	say: (body: PlayBody) => void;
}

/** The knot on everyone's phone, as this one shows it. What it shows comes from the table; what it does is said there. */
export class TogetherGame extends KnotGame {
	table = $state.raw<Table | null>(null);
	/** Everything has paused: nobody moves. */
	paused = $state(false);
	/** Nothing as hard as was asked for is to be had with so few. */
	softer = $state(false);
	/** What she asked to be called, on this page. */
	#asked = $state.raw<Called>();
	readonly #mine: Mine;
	#missed = 0;

	constructor(mine: Mine) {
		super();
		this.#mine = mine;
	}

	get handle(): Handle {
		return this.#mine.handle;
	}
	get leads(): boolean {
		return this.#mine.leads;
	}
	/** Her mark went to somebody who was a moment earlier, and she has another. */
	get renamed(): { asked: string; name: string } | undefined {
		const name = this.table?.players.find(({ handle, is }) => handle === this.#mine.handle && is !== 'left')?.name;
		const [asked, now] = [this.#asked, name].map((one) => one && calledBy(one));
		return asked && now && asked !== now ? { asked, name: now } : undefined;
	}
	/** How she stands; undefined: she has not joined. */
	get stands(): Player['is'] | undefined {
		return this.table ? tables.stands(this.table, this.#mine.handle) : undefined;
	}
	/** Her own figure; −1: none in this game. */
	get own(): Person {
		return this.table?.game?.seats.indexOf(this.#mine.handle) ?? -1;
	}
	/** Everybody stands flat, and she sees it: she plays, or leads. */
	get ended(): boolean {
		const sees = this.leads || this.stands === 'here' || this.stands === 'away';
		return sees && this.screen !== undefined && screens.done(this.screen);
	}
	get here(): readonly Player[] {
		return this.table?.players.filter(({ is }) => is === 'here') ?? [];
	}
	/** At the table with no figure to move now: come since the deal, resting, or gone and left standing. */
	get standingBy(): readonly Player[] {
		const seats = this.table?.game?.seats ?? [];
		const players = this.table?.players ?? [];
		return players.filter(({ handle, is }) => is !== (seats.includes(handle) ? 'here' : 'left'));
	}
	/** She is at the table, and no figure is hers until the next deal. */
	waits({ handle, is }: Player): boolean {
		return is === 'here' && this.table?.game?.seats.includes(handle) === false;
	}
	override get waiting(): Names {
		return this.standingBy.filter((one) => this.waits(one)).map(({ name }) => calledBy(name));
	}
	get enough(): boolean {
		return this.here.length >= FEWEST_TOGETHER && this.here.length <= tables.MOST_TOGETHER;
	}
	get undoable(): string | null {
		const game = this.table?.game;
		const of = game ? tables.undoable(game) : null;
		const hers = of !== null && game?.log.at(-1)?.by === this.#mine.handle && game.log.at(-1)?.id === of;
		return this.leads || hers ? of : null;
	}
	isHere(person: Person): boolean {
		const handle = this.table?.game?.seats[person];
		return handle !== undefined && this.here.some((player) => player.handle === handle);
	}

	/** Takes over the table as the entries have it now. Null also under a cover: then nothing of it stays here. */
	take(table: Table | null, missed: number): void {
		const before = this.table?.game ?? undefined;
		const game = table?.game;
		this.table = table;
		const late = missed > this.#missed;
		this.#missed = missed;
		if (!table || !game) {
			[this.screen, this.names, this.said] = [undefined, [], ''];
			return;
		}
		this.names = game.seats.map((handle) => calledBy(table.players.find((one) => one.handle === handle)?.name ?? ''));
		if (before?.id !== game.id || !this.screen) this.screen = screens.show(game, Math.max(0, this.own));
		else this.screen = screens.onto(this.screen, game);
		if (before !== game) this.said = this.#words(before, game) ?? this.said;
		if (late) this.said = t('knot.together.late');
	}

	#words(before: Game | undefined, game: Game): string | undefined {
		if (before?.id !== game.id) return t('knot.happened.dealt', { name: this.names[0] ?? '' });
		const [last, was] = [game.log.at(-1), before.log.at(-1)];
		if (last && last.id !== was?.id && game.log.length > before.log.length) {
			const circle = knots.fold(game.dealing.tangle, game.log.slice(0, -1)) ?? game.circle;
			return happened(circle, last, this.names);
		}
		if (game.log.length === 0 && before.log.length > 1) return t('knot.happened.start');
		return last?.id !== was?.id ? t('knot.happened.undone') : undefined;
	}

	mayMove = (person: Person): boolean =>
		!this.paused && this.table !== null && tables.mayMove(this.table, this.#mine, person);

	/** A facilitator lets go any hold: nobody is moved by it. */
	override mayMake(entry: screens.Entry): boolean {
		const ofHold = entry.kind === 'regrip' || entry.move.kind === 'swing';
		return (ofHold && this.leads && !this.paused) || super.mayMake(entry);
	}
	override mayTie(person: Person): boolean {
		return (this.leads && !this.paused) || this.mayMove(person);
	}
	isYou = (person: Person): boolean => person === this.own;

	/** A move of a figure beside hers that comes to the same as one of her own is told as hers. */
	override async hint(): Promise<void> {
		await super.hint();
		if (this.screen && this.own >= 0) this.screen = screens.hintFor(this.screen, this.own);
	}

	choose = (chosen: Person): void => {
		if (this.screen) this.screen = { ...this.screen, chosen };
	};

	make = (entry: screens.Entry): void => {
		const game = this.table?.game;
		if (!game) return;
		this.acted += 1;
		const { base, circle } = game;
		const last = tables.lastOf(game);
		if (entry.kind === 'regrip') return this.#say({ kind: 'regrip', base, last, regrip: entry.regrip });
		const { move } = entry;
		if (move.kind === 'swing') return this.#say({ kind: 'swing', base, last, move });
		this.#say({ kind: 'move', base, from: circle.seats.indexOf(move.person), move });
	};

	#say(body: PlayBody): void {
		if (!this.paused) this.#mine.say(body);
	}
	#sayOf(kind: 'pull' | 'tie'): void {
		const base = this.table?.game?.base;
		if (base && this.screen) this.#say({ kind, base, person: this.screen.chosen });
	}
	pull = (): void => {
		if (this.screen?.dealing.thread) this.#sayOf('pull');
	};
	tie = (): void => this.#sayOf('tie');
	undo = (): void => {
		const of = this.undoable;
		if (of) this.#say({ kind: 'undo', of });
	};
	startOver = (): void => {
		const base = this.table?.game?.base;
		if (base) this.#say({ kind: 'over', base });
	};

	open = (): void => this.#mine.say({ kind: 'open' });
	join = (name: Called): void => {
		this.#asked = name;
		this.#atTable((table) => ({ kind: 'join', table, name }));
	};
	rest = (who: Handle = this.#mine.handle): void => this.#atTable((table) => ({ kind: 'rest', table, who }));
	back = (): void => this.#atTable((table) => ({ kind: 'back', table }));
	leave = (): void => this.#atTable((table) => ({ kind: 'leave', table }));
	shut = (): void => this.#atTable((table) => ({ kind: 'shut', table }));

	/** Always to be had, whatever has paused: she comes and goes as she likes. */
	#atTable(body: (table: string) => PlayBody): void {
		if (this.table) this.#mine.say(body(this.table.id));
	}

	/** Deals for all who are here now. */
	async deal({ level, thread }: { level: screens.Level; thread: boolean }): Promise<void> {
		const { table } = this;
		if (!table || !this.enough) return;
		const seats = this.here.map(({ handle }) => handle);
		const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
		const dealt = await this.ask('deal', { ask: 'deal', players: seats.length, level, seed });
		if (!dealt) return void (this.trouble = true);
		this.softer = dealt.level !== level;
		const { players, holds, heights } = dealt.tangle;
		const tangle = { players, holds: holds.map(([a, b]): [number, number] => [a, b]), heights: [...heights] };
		this.#mine.say({
			...{ kind: 'deal', table: table.id, after: table.game?.id ?? null },
			...{ level: dealt.level, thread, tangle, seats }
		});
	}
}
