import { check } from '#lib/knot/check.ts';
import { makeHand, type Hand } from '#lib/knot/hand.ts';
import type { Hold } from '#lib/knot/tangle.ts';
import { adviceFor } from './activity.ts';
import { handsOf, type Guide, type Pair } from './knot-guide.ts';

// Who holds whom, as it is tapped in: pairs of people. Which of her hands it is makes no difference to what is asked.

export interface HoldsChecked {
	/** What does not fit, with the pair's place in the list. */
	broken: { reason: 'beside' | 'same-two'; hold: number; pair: Pair }[];
	/** Pairs that are still missing. */
	left: number;
	/** The only one who is left has two hands, and none to join but her own. */
	alone: number | null;
	/** Who is in which ring, once everybody is joined. */
	rings: number[][] | undefined;
}

type Asked = Pick<Guide, 'players' | 'holds'>;

export function checkHolds({ players, holds }: Asked): HoldsChecked {
	const neighbours = adviceFor(players).kind === 'beside';
	const { broken, rings } = check(players, withHands(holds), { rule: 'any', neighbours });
	const left = players - holds.length;
	const open = Array.from({ length: players }, (_, who) => who).filter((who) => handsOf({ holds }, who) < 2);
	return {
		// Which hand it is nobody asks here, so nothing else can be wrong with one.
		broken: broken.flatMap((breach) =>
			breach.reason === 'beside' || breach.reason === 'same-two'
				? [{ reason: breach.reason, hold: breach.hold, pair: breach.people }]
				: []
		),
		left,
		alone: open.length === 1 ? (open[0] ?? null) : null,
		rings: left === 0 ? rings : undefined
	};
}

/** Each woman's first hold is said to be in her right hand, her second in her left. */
function withHands(holds: readonly Pair[]): Hold[] {
	const used = new Set<number>();
	const hand = (who: number): Hand => {
		const right = !used.has(who);
		used.add(who);
		return makeHand(who, right ? 'right' : 'left');
	};
	return holds.map(([one, other]) => [hand(one), hand(other)] as const);
}
