import type { Handle } from '#lib/crypto/sealed.ts';
import { moves } from '#lib/knot/ring.ts';
import { answerScreen, type Answers } from './ask-engine.ts';
import type * as knots from './knot-state.ts';
import type { PlayBody, Played } from './play-entry.ts';
import { foldPlayed, step, type Game, type Table } from './together.ts';

// For tests: a table with two who facilitate and four who do not, and what they say there.

export const id = (n: number | string): string => `${'A'.repeat(22)}${n}`.slice(-22);
export const [maren, ifeoma, wren, noor, dilys, bee] = ['m', 'i', 'w', 'n', 'd', 'b'].map(id) as [
	Handle,
	Handle,
	Handle,
	Handle,
	Handle,
	Handle
];
export const leading = new Set([maren, ifeoma]);

/** A log as the server numbers it. */
export class Log {
	readonly played: Played[] = [];
	say(author: Handle, body: PlayBody): string {
		const seq = this.played.length + 1;
		this.played.push({ seq, id: id(seq), author, body });
		return id(seq);
	}
	get table(): Table | null {
		return foldPlayed(this.played, leading);
	}
	get game(): Game {
		const { game } = this.table ?? {};
		if (!game) throw new Error('no game');
		return game;
	}
	/** What one says has changed something. */
	changes(author: Handle, body: PlayBody): boolean {
		const before = this.table;
		const said = { seq: null, id: this.say(author, body), author, body };
		return step(before, said, leading) !== before;
	}
}

export function tangle(players: number, seed = 3, level: knots.Level = 'middle') {
	const dealt = answerScreen({ ask: 'deal', players, level, seed }) as Answers['deal'];
	if (!dealt) throw new Error('nothing dealt');
	return dealt;
}
export const sits = [maren, wren, noor, dilys, bee];

export function opened(who: readonly Handle[] = sits): Log {
	const log = new Log();
	const table = log.say(maren, { kind: 'open' });
	for (const handle of who) log.say(handle, { kind: 'join', table, name: `N${handle.slice(-1)}` });
	return log;
}
export function dealing(log: Log, more: Partial<Extract<PlayBody, { kind: 'deal' }>> = {}): PlayBody {
	const seats = more.seats ?? sits;
	const dealt = tangle(seats.length);
	const made = { level: dealt.level, thread: false, tangle: dealt.tangle as never, seats, after: null };
	return { kind: 'deal', table: log.table?.id ?? '', ...made, ...more };
}
export function dealt(more: Parameters<typeof dealing>[1] = {}, who = sits): Log {
	const log = opened(who);
	log.say(maren, dealing(log, { seats: who, ...more }));
	return log;
}
/** Every swap that this figure has now. */
export function swaps(game: Game, person: number): PlayBody[] {
	const from = game.circle.seats.indexOf(person);
	return moves(game.circle, person)
		.flatMap((reach) => reach.moves)
		.flatMap((move) => (move.kind === 'swap' ? [{ kind: 'move', base: game.base, from, move }] : []));
}
export const personOf = (game: Game, handle: Handle) => game.seats.indexOf(handle);
/** The first of them that has a move, with it. */
export function mover(game: Game, among: readonly Handle[] = game.seats): [Handle, PlayBody] {
	for (const handle of among) {
		const [move] = swaps(game, personOf(game, handle));
		if (move) return [handle, move];
	}
	throw new Error('nobody can move');
}
