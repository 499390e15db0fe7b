import { describe, expect, it } from 'vitest';
import type { Json } from '#lib/crypto/sealed.ts';
import * as knots from './knot-state.ts';
import { parsePlay, type PlayBody } from './play-entry.ts';
import {
	bee,
	dealing,
	dealt,
	dilys,
	id,
	ifeoma,
	leading,
	Log,
	maren,
	mover,
	noor,
	opened,
	personOf,
	sits,
	swaps,
	tangle,
	wren
} from './testing-table.ts';
import { lastOf, mayMove, stands, step, undoable } from './together.ts';

describe('the table', () => {
	it('is opened, shut and dealt at by facilitators alone', () => {
		const log = new Log();
		expect(log.changes(wren, { kind: 'open' })).toBe(false);
		expect(log.changes(ifeoma, { kind: 'open' })).toBe(true);
		expect(log.changes(maren, { kind: 'open' })).toBe(false);
		const { id: table } = log.table!;
		for (const who of sits) expect(log.changes(who, { kind: 'join', table, name: 'x' })).toBe(true);
		expect(log.changes(wren, dealing(log))).toBe(false);
		expect(log.changes(maren, dealing(log))).toBe(true);
		expect(log.changes(wren, { kind: 'shut', table })).toBe(false);
		expect(log.changes(ifeoma, { kind: 'shut', table })).toBe(true);
		expect(log.changes(maren, { kind: 'shut', table })).toBe(false);
	});

	it('is dealt for those who chose to join, four at least, and not over a game that the dealer had not seen', () => {
		const log = opened();
		const wrong = [
			{ seats: [maren, wren, noor, ifeoma, bee] }, // one of them never joined
			{ seats: [maren, wren, noor, wren, bee] },
			{ seats: [maren, wren, noor], tangle: { players: 3, holds: [], heights: [] } as never },
			{ after: id('other') },
			{ tangle: tangle(6).tangle as never },
			{ tangle: { ...tangle(5).tangle, heights: [0, 0, 1, 2, 3] } as never }
		];
		for (const more of wrong) {
			const body = more.seats ? dealing(log, { seats: sits }) : dealing(log, more);
			expect(log.changes(maren, { ...body, ...more })).toBe(false);
		}
		const first = dealing(log);
		expect(log.changes(maren, first)).toBe(true);
		expect(log.changes(ifeoma, first)).toBe(false); // both pressed
		expect(log.changes(ifeoma, dealing(log, { after: log.game.id }))).toBe(true);
	});

	it('keeps the figure of a woman who leaves standing, and gives it back', () => {
		const log = dealt();
		const { id: table } = log.table!;
		const before = log.game.circle;
		log.say(wren, { kind: 'leave', table });
		expect([stands(log.table!, wren), log.game.circle]).toEqual(['left', before]);
		const [, hers] = mover(log.game, [wren, ...log.game.seats]);
		expect(log.changes(wren, hers)).toBe(false);
		log.say(wren, { kind: 'join', table, name: 'Fern' });
		expect(log.table!.players.filter(({ handle }) => handle === wren)).toEqual([
			{ handle: wren, name: 'Fern', is: 'here' }
		]);
		expect(mayMove(log.table!, { handle: wren, leads: false }, personOf(log.game, wren))).toBe(true);
	});
});

describe('who may move whom', () => {
	it('is each woman her own figure, and a facilitator those who are not here', () => {
		const log = dealt();
		const table = log.table!.id;
		for (const author of [wren, maren, ifeoma])
			for (const owner of sits) {
				const [move] = swaps(log.game, personOf(log.game, owner));
				if (!move) continue;
				const at = log.table;
				const next = step(at, { seq: null, id: id('try'), author, body: move }, leading);
				expect(`${author} ${owner} ${next !== at}`).toBe(`${author} ${owner} ${author === owner}`);
			}
		const [absent, hers] = mover(log.game, [noor, dilys, bee, wren]);
		const member = [wren, noor].find((one) => one !== absent)!;
		log.say(maren, { kind: 'rest', table, who: absent });
		expect(log.changes(member, hers)).toBe(false);
		expect(log.changes(ifeoma, hers)).toBe(true);
		expect(stands(log.table!, absent)).toBe('away');
	});

	it('gives a figure back to her who moves it again, and lets no member rest another', () => {
		const log = dealt();
		const table = log.table!.id;
		const [who, move] = mover(log.game, [wren, noor, dilys, bee]);
		const other = [wren, noor, dilys, bee].find((one) => one !== who)!;
		expect(log.changes(other, { kind: 'rest', table, who })).toBe(false);
		log.say(who, { kind: 'rest', table, who });
		expect(stands(log.table!, who)).toBe('away');
		expect(log.changes(who, move)).toBe(true);
		expect(stands(log.table!, who)).toBe('here');
	});

	it('is not a woman who never joined, nor one who is not in this game, nor somebody unknown', () => {
		const log = dealt({}, [maren, wren, noor, dilys]);
		const table = log.table!.id;
		const [, move] = mover(log.game);
		const attempts: PlayBody[] = [
			move,
			{ kind: 'over', base: log.game.base },
			{ kind: 'undo', of: log.game.base },
			{ kind: 'tie', base: log.game.base, person: 0 },
			{ kind: 'pull', base: log.game.base, person: 0 },
			{ kind: 'regrip', base: log.game.base, last: null, regrip: { hold: 0, height: 1 } },
			{ kind: 'rest', table, who: wren },
			{ kind: 'leave', table },
			{ kind: 'back', table },
			{ kind: 'shut', table }
		];
		for (const who of [bee, id('stranger')]) for (const body of attempts) expect(log.changes(who, body)).toBe(false);
		log.say(bee, { kind: 'join', table, name: 'Bee' });
		for (const body of attempts.slice(0, 7)) expect(log.changes(bee, body)).toBe(false);
	});
});

describe('what fits', () => {
	it('is not a move from a seat that she has left, before a start over, or of another deal', () => {
		const log = dealt();
		const [who, move] = mover(log.game);
		expect(log.changes(who, move)).toBe(true);
		expect(log.changes(who, move)).toBe(false);
		const { base } = log.game;
		log.say(maren, { kind: 'over', base });
		expect(log.game.log).toEqual([]);
		expect(log.changes(who, move)).toBe(false);
		expect(log.changes(who, { ...move, base: log.game.base } as PlayBody)).toBe(true);
	});

	it('is one of two women who press for each other at the same time', () => {
		const log = dealt();
		const { game } = log;
		const pair = game.seats.flatMap((handle, person) =>
			swaps(game, person).flatMap((move) => {
				const { other } = (move as Extract<PlayBody, { kind: 'move' }>).move;
				const answer = swaps(game, other).find(
					(one) => (one as Extract<PlayBody, { kind: 'move' }>).move.other === person
				);
				return answer ? [{ handle, move, other: game.seats[other]!, answer }] : [];
			})
		)[0]!;
		expect(log.changes(pair.handle, pair.move)).toBe(true);
		expect(log.changes(pair.other, pair.answer)).toBe(false); // else nobody would have moved
	});

	it('is for letting go a hold only the very state it was meant for', () => {
		const log = dealt();
		const [who, move] = mover(log.game);
		const regrip = { kind: 'regrip', base: log.game.base, regrip: { hold: 0, height: 2 } } as const;
		log.say(who, move);
		expect(log.changes(maren, { ...regrip, last: null })).toBe(false);
		expect(log.changes(maren, { ...regrip, last: lastOf(log.game) })).toBe(true);
	});

	it('is nothing once it has come undone, until the next deal', () => {
		const log = dealt({ tangle: { players: 5, holds: [[0, 2], [3, 5], [4, 6], [7, 9], [8, 1]], heights: [0, 1, 2, 3, 4] } as never }); // prettier-ignore
		expect(knots.done(log.game)).toBe(true);
		const [who, move] = mover(log.game);
		expect(log.changes(who, move)).toBe(false);
		expect(log.changes(maren, { kind: 'over', base: log.game.base })).toBe(false);
		expect(log.changes(maren, dealing(log, { after: log.game.id }))).toBe(true);
	});
});

describe('undo', () => {
	it('is hers for her own last move, and a facilitator’s for any; once, whoever else presses', () => {
		const log = dealt();
		const [who, move] = mover(log.game, [wren, noor, dilys, bee]);
		const before = log.game.circle;
		const made = log.say(who, move);
		const other = [wren, noor, dilys, bee].find((one) => one !== who)!;
		expect(log.changes(other, { kind: 'undo', of: made })).toBe(false);
		expect(log.changes(who, { kind: 'undo', of: made })).toBe(true);
		expect(log.game.circle).toEqual(before);
		log.say(who, { ...move, base: log.game.base } as PlayBody);
		const [next, theirs] = mover(log.game, [other, ...sits]);
		const last = log.say(next, theirs);
		if (next !== who) expect(log.changes(who, { kind: 'undo', of: lastOf(log.game)! })).toBe(false);
		expect(log.changes(maren, { kind: 'undo', of: last })).toBe(true);
		expect(log.changes(ifeoma, { kind: 'undo', of: last })).toBe(false);
	});

	it('of a start over brings everything back, for facilitators', () => {
		const log = dealt();
		const [who, move] = mover(log.game, [wren, noor, dilys, bee]);
		log.say(who, move);
		const { circle } = log.game;
		const over = log.say(ifeoma, { kind: 'over', base: log.game.base });
		expect(undoable(log.game)).toBe(over);
		expect(log.changes(who, { kind: 'undo', of: over })).toBe(false);
		expect(log.changes(maren, { kind: 'undo', of: over })).toBe(true);
		expect(log.game.circle).toEqual(circle);
	});
});

it('a thread shows early, stands still once it has let go, and is tied by her or a facilitator', () => {
	const log = dealt({ thread: true });
	const [who, move] = mover(log.game, [wren, noor, dilys, bee]);
	const person = personOf(log.game, who);
	const { base } = log.game;
	const pull: PlayBody = { kind: 'pull', base, person };
	const seen = Array.from({ length: 6 }, () => {
		log.say(who, pull);
		return knots.strain(log.game, person);
	});
	expect(seen).toEqual(['slack', 'tight', 'tight', 'tight', 'tight', 'broken']);
	expect([log.changes(who, pull), log.changes(who, move)]).toEqual([false, false]);
	const other = [wren, noor, dilys, bee].find((one) => one !== who)!;
	expect(log.changes(other, { kind: 'tie', base, person })).toBe(false);
	expect(log.changes(maren, { kind: 'tie', base, person })).toBe(true);
	expect(log.changes(who, move)).toBe(true);
});

it('passes over what it does not know', () => {
	const nothing: Json[] = [null, 1, {}, { kind: 'win' }, { kind: 'join', table: 'x', name: 'y' }, { kind: 'deal' }];
	for (const json of nothing) expect(parsePlay(json)).toBeUndefined();
	expect(parsePlay({ kind: 'open', later: 1 })).toEqual({ kind: 'open' });
});

it('takes no name that could be read as another', () => {
	const join = (name: string) => parsePlay({ kind: 'join', table: id('t'), name });
	for (const name of ['', '  ', 'M\u202Eneram', 'Maren\u0007', 'N'.repeat(61)]) expect(join(name)).toBeUndefined();
	expect(join('فرن')).toMatchObject({ name: 'فرن' });
	expect(parsePlay({ kind: 'join', table: id('t'), name: { mark: 'fern' } })).toMatchObject({ name: { mark: 'fern' } });
	expect(parsePlay({ kind: 'join', table: id('t'), name: { mark: 'Maren' } })).toBeUndefined();
});
