import { crossing, holdsOf, type Circle } from '#lib/knot/circle.ts';
import { personOf, sideOf, type Person } from '#lib/knot/hand.ts';
import type { Regrip } from '#lib/knot/regrip.ts';
import type { Move } from '#lib/knot/ring.ts';
import { list } from '#lib/words/format.ts';
import { t } from '#lib/words/t.ts';
import type { Called } from './play-entry.ts';
import type { Entry, Screen } from './screen-state.ts';

// The game in words: for everybody on the page, and enough to play by.

export type Names = readonly string[];
const called = (names: Names, person: Person | undefined): string => names[person ?? -1] ?? '';

/** What somebody at the table is called. */
export const calledBy = (name: Called): string => (typeof name === 'string' ? name : t(`knot.mark.${name.mark}`));

/** "5 with 9". */
export function pairOf(circle: Circle, hold: number, names: Names): string {
	const [one, other] = (circle.holds[hold] ?? []).map((hand) => called(names, personOf(hand)));
	return t('knot.pair', { one: one ?? '', other: other ?? '' });
}

/** One of her hands: whom it holds, and what passes over and under that hold. */
export interface HandWords {
	hold: number;
	holds: string;
	passes: string[];
}

/** @param whose her name, where she is not spoken of as "you" */
export function handsOf(circle: Circle, person: Person, names: Names, whose?: string): HandWords[] {
	const cross = crossing(circle);
	return holdsOf(circle, person)
		.map((hold) => {
			const hands = circle.holds[hold] ?? [0, 0];
			const [own, theirs] = personOf(hands[0]) === person ? hands : [hands[1], hands[0]];
			const words = { name: called(names, personOf(theirs)), hand: t(`knot.hand.of.${sideOf(theirs)}`) };
			const at = circle.pile.indexOf(hold);
			const crossed = circle.pile.filter((other) => cross(hold, other));
			const passes = (['above', 'below'] as const).flatMap((where) => {
				const there = crossed.filter((other) => circle.pile.indexOf(other) > at === (where === 'above'));
				const pairs = list(there.map((other) => pairOf(circle, other, names)));
				return there.length ? [t(`knot.${where}`, { count: there.length, pairs })] : [];
			});
			const holds =
				whose === undefined
					? t(`knot.hand.${sideOf(own)}`, words)
					: t(`knot.hand.${sideOf(own)}.her`, { ...words, whose });
			return { hold, side: sideOf(own), holds, passes: passes.length ? passes : [t('knot.free')] };
		})
		.sort((a, b) => (a.side < b.side ? -1 : 1));
}

type Swap = Extract<Move, { kind: 'swap' }>;

/** What a move's button says. Two ways through are told apart by the hold that she goes over. */
export function moveWords(screen: Screen, move: Swap, among: readonly Move[], names: Names): string {
	const words = t(`knot.move.${move.way}`, { other: called(names, move.other) });
	const alike = among.filter((one) => one.kind === 'swap' && one.way === move.way);
	if (move.low === null || alike.length < 2) return words;
	return t('knot.move.low', { move: words, pair: pairOf(screen.circle, move.low, names) });
}

/** What an entry did. */
export function happened(circle: Circle, entry: Entry, names: Names): string {
	if (entry.kind === 'regrip') return t('knot.happened.regrip', { pair: pairOf(circle, entry.regrip.hold, names) });
	const { move } = entry;
	if (move.kind === 'swing') return t('knot.happened.swing', { pair: pairOf(circle, move.hold, names) });
	return t(`knot.happened.${move.way}`, { name: called(names, move.person), other: called(names, move.other) });
}

export function mendWords(circle: Circle, { hold, height }: Regrip, names: Names): string {
	const pair = pairOf(circle, hold, names);
	return height > circle.pile.indexOf(hold) ? t('knot.mend.higher', { pair }) : t('knot.mend.lower', { pair });
}
