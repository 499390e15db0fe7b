import type { Handle } from '#lib/crypto/sealed.ts';
import { MOST, type Person } from '#lib/knot/hand.ts';
import { parseTangle } from '#lib/knot/tangle.ts';
import * as knots from './knot-state.ts';
import { FEWEST_TOGETHER, MARKS, type Called, type Mark, type PlayBody, type Played } from './play-entry.ts';

// [Note: played together] as a pure fold: phones with the same entries show the same, in whatever order these came.

export interface Player {
	handle: Handle;
	/** Of two who choose the same mark at once the later one has the next that is free. */
	name: Called;
	/** `away`: she rests, or a facilitator said so for her. Whoever is not here is left standing, and may be moved. */
	is: 'here' | 'away' | 'left';
}

export type Made = knots.Entry & { id: string; by: Handle };

export interface Game extends knots.Knot<Made> {
	/** The deal's entry. */
	readonly id: string;
	/** The deal, or the last start over. */
	readonly base: string;
	/** Person → whose figure it is. */
	readonly seats: readonly Handle[];
}

export interface Table {
	/** The entry that opened it. */
	readonly id: string;
	/** All who ever joined, in that order. */
	readonly players: readonly Player[];
	readonly game: Game | null;
}

/** Who has which entries to say. */
export type Leading = ReadonlySet<Handle>;

/** The table as its entries tell it; null while none is open. Those without a number come last, in the order given. */
export function foldPlayed(played: readonly Played[], leading: Leading): Table | null {
	return inOrder(played).reduce<Table | null>((table, entry) => step(table, entry, leading), null);
}

/** Each once, by number. */
export function inOrder(played: readonly Played[]): Played[] {
	const known = new Map<string, Played>();
	for (const entry of played) {
		const had = known.get(entry.id);
		if (!had || (had.seq === null && entry.seq !== null)) known.set(entry.id, entry);
	}
	return [...known.values()].sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || 0);
}

/** One entry. What does not fit, or is not hers to say, changes nothing. */
export function step(table: Table | null, entry: Played, leading: Leading): Table | null {
	const { id, author, body } = entry;
	const leads = leading.has(author);
	if (body.kind === 'open') return table ?? (leads ? { id, players: [], game: null } : null);
	if (!table) return null;
	if ('table' in body) return body.table === table.id ? sit(table, { id, author, leads, body }) : table;
	const game = table.game && play(table, table.game, { id, author, leads, body });
	if (!game || game === table.game) return table;
	// Whoever moves her own figure is back.
	const back = 'base' in body && body.kind !== 'over' && stands(table, author) === 'away';
	return { ...(back ? put(table, author, 'here') : table), game };
}

type Sitting = Extract<PlayBody, { table: string }>;
type Playing = Exclude<PlayBody, Sitting | { kind: 'open' }>;
interface Told<B> {
	id: string;
	author: Handle;
	leads: boolean;
	body: B;
}

/** How somebody stands at the table; undefined: she never joined. */
export const stands = ({ players }: Table, handle: Handle): Player['is'] | undefined =>
	players.find((player) => player.handle === handle)?.is;

const put = (table: Table, handle: Handle, is: Player['is']): Table => ({
	...table,
	players: table.players.map((player) => (player.handle === handle ? { ...player, is } : player))
});

function sit(table: Table, { id, author, leads, body }: Told<Sitting>): Table | null {
	const now = stands(table, author);
	switch (body.kind) {
		case 'shut':
			return leads ? null : table;
		case 'join':
			return join(table, author, body.name);
		case 'leave':
			return now ? put(table, author, 'left') : table;
		case 'back':
			return now === 'away' ? put(table, author, 'here') : table;
		case 'rest':
			return (leads || body.who === author) && stands(table, body.who) === 'here'
				? put(table, body.who, 'away')
				: table;
		case 'deal':
			return leads && deals(table, body) ? { ...table, game: begin(id, body) } : table;
	}
}

const markOf = ({ name }: Player): Mark | undefined => (typeof name === 'string' ? undefined : name.mark);

/** Two of the same mark could not be told apart. Whoever left keeps hers, for her figure stands. */
function settled(players: readonly Player[], handle: Handle, name: Called): Called {
	if (typeof name === 'string') return name;
	const taken = players.flatMap((one) => (one.handle === handle ? [] : (markOf(one) ?? [])));
	const from = MARKS.indexOf(name.mark);
	const free = [...MARKS.slice(from), ...MARKS.slice(0, from)].find((mark) => !taken.includes(mark));
	return { mark: free ?? name.mark };
}

function join(table: Table, handle: Handle, name: Called): Table {
	const { players } = table;
	const player: Player = { handle, name: settled(players, handle, name), is: 'here' };
	if (!stands(table, handle)) return { ...table, players: [...players, player] };
	return { ...table, players: players.map((one) => (one.handle === handle ? player : one)) };
}

type Deal = Extract<PlayBody, { kind: 'deal' }>;

/** For women who chose to join and nobody else; over no game that the dealer had not seen. */
function deals(table: Table, { after, seats, tangle }: Deal): boolean {
	const all = new Set(seats);
	const fits = all.size === seats.length && all.size === tangle.players && all.size >= FEWEST_TOGETHER;
	return (
		fits &&
		after === (table.game?.id ?? null) &&
		seats.every((handle) => stands(table, handle) !== undefined) &&
		parseTangle(tangle).ok
	);
}

function begin(id: string, { level, thread, tangle, seats }: Deal): Game {
	return { ...knots.begin({ level, thread, tangle }), id, base: id, seats };
}

/** Whether this figure is hers to move: her own, or for a facilitator that of somebody who is not here. */
export function mayMove(table: Table, who: { handle: Handle; leads: boolean }, person: Person): boolean {
	const owner = table.game?.seats[person];
	if (owner === undefined) return false;
	const is = stands(table, owner);
	return owner === who.handle ? is !== 'left' : who.leads && is !== 'here';
}

function play(table: Table, game: Game, { id, author, leads, body }: Told<Playing>): Game {
	const may = (person: Person) => mayMove(table, { handle: author, leads }, person);
	if (knots.done(game)) return game; // nobody pulls apart again what has come undone
	if (body.kind === 'undo') return undoes(game, author, leads, body.of) ? undo(game, id) : game;
	if (body.base !== game.base) return game;
	switch (body.kind) {
		case 'over':
			return leads && game.log.length > 0 ? { ...knots.startOver(game), base: id } : game;
		case 'pull':
			return may(body.person) ? knots.pull(game, body.person) : game;
		case 'tie':
			return leads || may(body.person) ? knots.tie(game, body.person) : game;
		case 'move': {
			const fits = game.circle.seats[body.from] === body.move.person && may(body.move.person);
			return fits ? knots.make<Made, Game>(game, { kind: 'move', move: body.move, id, by: author }) : game;
		}
		default: {
			const entry = body.kind === 'swing' ? ({ kind: 'move', move: body.move } as const) : body;
			const fits = body.last === lastOf(game) && (leads || knots.movedBy(game.circle, entry).some(may));
			const made = entry.kind === 'move' ? entry : { kind: 'regrip' as const, regrip: entry.regrip };
			return fits ? knots.make<Made, Game>(game, { ...made, id, by: author }) : game;
		}
	}
}

/** What was made last; null at the start. */
export const lastOf = ({ log }: Game): string | null => log.at(-1)?.id ?? null;

/** What *undo* would take back now: the last entry, or a start over. */
export function undoable(game: Game): string | null {
	return lastOf(game) ?? (game.before ? game.base : null);
}

/** A facilitator takes back anything; a woman what she did herself, as long as nobody has moved since. */
function undoes(game: Game, author: Handle, leads: boolean, of: string): boolean {
	if (of !== undoable(game)) return false;
	return leads || (of === lastOf(game) && game.log.at(-1)?.by === author);
}

/** After a start over that was taken back, moves made before that or after it do not fit. */
const undo = (game: Game, id: string): Game => ({ ...knots.undo(game), base: game.log.length > 0 ? game.base : id });

export { MOST as MOST_TOGETHER };
