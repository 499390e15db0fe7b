import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '#lib/knot/rng.ts';
import * as knots from './knot-state.ts';
import { MARKS, type Mark, type PlayBody, type Played } from './play-entry.ts';
import { PlayedFold } from './played-fold.ts';
import { dealt, id, ifeoma, leading, Log, maren, mover, sits, swaps } from './testing-table.ts';
import { foldPlayed, lastOf, stands, step, undoable, type Table } from './together.ts';

describe('all phones', () => {
	/** An evening in which anybody does anything: much of it fits nothing. */
	function evening(seed: number): Played[] {
		const source = seeded(seed);
		const random = () => source.next() / 2 ** 32;
		const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
		const log = dealt({ thread: random() < 0.5 });
		const everybody = [...sits, ifeoma, id('stranger')];
		for (let i = 0; i < 40; i += 1) {
			const { table } = log;
			const game = table?.game;
			const author = pick(everybody);
			const here = table?.id ?? id('none');
			const base = random() < 0.85 ? (game?.base ?? here) : pick(log.played).id;
			const person = Math.floor(random() * 5);
			const own = Math.max(0, game?.seats.indexOf(author) ?? 0);
			const some = game ? swaps(game, random() < 0.8 ? own : person) : [];
			const all: PlayBody[] = [
				...(some.length > 0 ? [pick(some), pick(some), pick(some)] : []),
				{ kind: 'leave', table: here },
				{ kind: 'join', table: here, name: 'N' },
				{ kind: 'rest', table: here, who: pick(everybody) },
				{ kind: 'back', table: here },
				{ kind: 'pull', base, person },
				{ kind: 'tie', base, person },
				{ kind: 'undo', of: (game && undoable(game)) ?? base },
				{ kind: 'regrip', base, last: game ? lastOf(game) : null, regrip: { hold: person, height: own } }
			];
			log.say(author, random() < 0.04 ? { kind: 'over', base } : pick(all));
		}
		return log.played;
	}

	it('show the same, in whatever order, however often and in whatever portions the entries came', () => {
		fc.assert(
			fc.property(fc.nat(), fc.infiniteStream(fc.nat()), (seed, stream) => {
				const log = evening(seed);
				const told = foldPlayed(log, leading);
				const next = (below: number) => (stream.next().value as number) % below;
				const keyed = [...log, ...log.slice(0, 7)].map((entry) => ({ entry, key: next(1_000) }));
				const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry);
				expect(foldPlayed(shuffled, leading)).toEqual(told);
				// A phone that hears it bit by bit, with its own entries shown before they had a number.
				const phone = new PlayedFold();
				for (let heard = 0; heard < log.length; heard += 1 + next(5)) {
					const own = log.slice(heard, heard + next(3)).map((entry) => ({ ...entry, seq: null }));
					expect(phone.take([...own, ...log.slice(0, heard)], leading)).toEqual(
						foldPlayed([...log.slice(0, heard), ...own], leading)
					);
				}
				expect(phone.take(shuffled, leading)).toEqual(told);
			}),
			{ numRuns: 40 }
		);
	});

	it('have only circles that the deal and legal moves lead to, each by somebody who may', () => {
		fc.assert(
			fc.property(fc.nat(), (seed) => {
				let table: Table | null = null;
				for (const entry of evening(seed)) {
					const next: Table | null = step(table, entry, leading);
					if (next?.game && table?.game?.id === next.game.id) {
						expect(knots.fold(next.game.dealing.tangle, next.game.log)).toEqual(next.game.circle);
						if (entry.body.kind === 'move' && next.game !== table.game) {
							const owner = next.game.seats[entry.body.move.person]!;
							const may = owner === entry.author || (leading.has(entry.author) && stands(table, owner) !== 'here');
							expect(may).toBe(true);
						}
					}
					table = next;
				}
			}),
			{ numRuns: 40 }
		);
	});

	/** Up to twenty women come and go, all of them as one of a few plants. */
	const comings = fc.array(
		fc.record({ who: fc.nat({ max: 19 }), mark: fc.constantFrom(...MARKS.slice(0, 4)), goes: fc.boolean() }),
		{ maxLength: 60 }
	);
	const marksOf = (table: Table | null) =>
		(table?.players ?? []).map(({ name }) => (typeof name === 'string' ? name : name.mark));

	it('give each woman a plant of her own, the same on every phone, whoever pressed at the same moment', () => {
		fc.assert(
			fc.property(comings, fc.infiniteStream(fc.nat()), (acts, stream) => {
				const log = new Log();
				const table = log.say(maren, { kind: 'open' });
				const has = new Map<string, Mark>();
				for (const { who, mark, goes } of acts) {
					const handle = id(`w${who}`);
					const others = [...has].filter(([other]) => other !== handle).map(([, one]) => one);
					log.say(handle, goes ? { kind: 'leave', table } : { kind: 'join', table, name: { mark } });
					const marks = marksOf(log.table);
					expect(new Set(marks).size).toBe(marks.length);
					const hers = log.table!.players.find((one) => one.handle === handle)?.name as { mark: Mark } | undefined;
					// What she asked for, if it was free; and nobody who was there has another for it.
					if (!goes && !others.includes(mark)) expect(hers).toEqual({ mark });
					if (hers) has.set(handle, hers.mark);
					expect(marks).toEqual([...has.values()]);
				}
				const keyed = log.played.map((entry) => ({ entry, key: (stream.next().value as number) % 1_000 }));
				const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry);
				expect(foldPlayed(shuffled, leading)).toEqual(log.table);
				expect(new PlayedFold().take(shuffled, leading)).toEqual(log.table);
			}),
			{ numRuns: 60 }
		);
	});

	it('say of her own move that it came too late, and of no other', () => {
		const log = dealt();
		const [who, move] = mover(log.game);
		const phone = new PlayedFold();
		const mine: Played = { seq: null, id: id('mine'), author: who, body: move };
		expect(phone.take([...log.played, mine], leading)?.game?.log).toHaveLength(1);
		log.say(maren, { kind: 'shut', table: log.table!.id });
		phone.take([...log.played, { ...mine, seq: log.played.length + 1 }], leading);
		expect(phone.missed).toBe(1);
	});
});
