import * as v from 'valibot';
import type { Handle, Json } from '#lib/crypto/sealed.ts';
import { MOST } from '#lib/knot/hand.ts';
import { line } from '#lib/platform/text.ts';
import { levels } from './knot-state.ts';

// [Note: played together] What women do in one game, each on her own phone: entries of the session's log, each in the log
// of her who wrote it. The server numbers what it cannot read, and every phone folds the same entries in that order
// (together.ts). An entry says what it was made against; what does not fit any more changes nothing. Hints are in none.

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
const below = (end: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(end - 1));
const person = below(MOST);
const list = <T extends v.GenericSchema>(of: T) => v.pipe(v.array(of), v.maxLength(MOST));

/** Fewer are no knot. */
export const FEWEST_TOGETHER = 4;
export const NAME_MAX = 60;

/** What she may be called in place of her name: as many as can play. Each phone says them in its own language. */
export const MARKS = [
	...(['fern', 'moss', 'hazel', 'birch', 'clover', 'thyme', 'willow', 'heather', 'sedge', 'ivy'] as const),
	...(['alder', 'bracken', 'daisy', 'elder', 'juniper', 'linden', 'mallow', 'poppy', 'sorrel', 'yarrow'] as const)
] as const;
export type Mark = (typeof MARKS)[number];

const tangle = v.object({
	players: below(MOST + 1),
	holds: list(v.tuple([below(2 * MOST), below(2 * MOST)])),
	heights: list(below(MOST))
});
const swap = v.object({
	kind: v.literal('swap'),
	person,
	other: person,
	way: v.picklist(['over', 'under', 'through', 'around']),
	low: v.nullable(person)
});
const swing = v.object({ kind: v.literal('swing'), hold: person, to: v.picklist(['top', 'bottom']) });

/** `table`: the `open` it belongs to. `base`: the deal, or the start over, since which she moves. */
const body = v.variant('kind', [
	v.object({ kind: v.literal('open') }),
	v.object({ kind: v.literal('shut'), table: id }),
	v.object({
		kind: v.literal('join'),
		table: id,
		name: v.union([line(NAME_MAX, 1), v.object({ mark: v.picklist(MARKS) })])
	}),
	v.object({ kind: v.literal('rest'), table: id, who: id }),
	v.object({ kind: v.literal('back'), table: id }),
	v.object({ kind: v.literal('leave'), table: id }),
	/** `after`: the game that was on, or null. */
	v.object({
		kind: v.literal('deal'),
		table: id,
		after: v.nullable(id),
		level: v.picklist(levels),
		thread: v.boolean(),
		tangle,
		seats: list(id)
	}),
	/** `from`: the seat she left. */
	v.object({ kind: v.literal('move'), base: id, from: person, move: swap }),
	/** `last`: the entry before it, since what it means depends on how everything lies; null at the start. */
	v.object({ kind: v.literal('swing'), base: id, last: v.nullable(id), move: swing }),
	v.object({
		kind: v.literal('regrip'),
		base: id,
		last: v.nullable(id),
		regrip: v.object({ hold: person, height: person })
	}),
	v.object({ kind: v.literal('pull'), base: id, person }),
	v.object({ kind: v.literal('tie'), base: id, person }),
	/** `of`: what is taken back. */
	v.object({ kind: v.literal('undo'), of: id }),
	v.object({ kind: v.literal('over'), base: id })
]);

export type PlayBody = v.InferOutput<typeof body>;
export type PlayKind = PlayBody['kind'];
/** What she chose to be seen by: a name, or a mark. */
export type Called = Extract<PlayBody, { kind: 'join' }>['name'];

/** What was in an opened entry, or undefined for something a newer or a broken program wrote: it is passed over. */
export function parsePlay(json: Json): PlayBody | undefined {
	const result = v.safeParse(body, json);
	return result.success ? result.output : undefined;
}

export interface Played {
	/** The server's number; null while it waits to be sent. */
	seq: number | null;
	id: string;
	author: Handle;
	body: PlayBody;
}
