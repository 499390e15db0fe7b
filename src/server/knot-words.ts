import type { Problem } from '#lib/knot/tangle.ts';
import type { Regrip } from '#lib/knot/regrip.ts';
import type { Way } from '#lib/knot/ring.ts';
import type { Thought } from '#lib/knot/unfold.ts';

// What `rowan knot` says in English. People and holds have their numbers, as in the data.

const list = (people: readonly number[]): string =>
	people.length < 2 ? people.join('') : `${people.slice(0, -1).join(', ')} and ${people.at(-1)}`;

/** Each says how `who` gets past `whom`. */
const past: Record<Way, (who: string, whom: string) => string> = {
	over: (_, whom) => `${whom} ducks`,
	under: (who, whom) => `${who} steps over what ${whom} holds`,
	through: (who, whom) => `${who} goes through between the arms of ${whom}`,
	around: (who, whom) => `${whom} goes through between the arms of ${who}`
};

/** One step of a way out as a sentence. */
export function sayThought({ kind, who, whom, moves }: Thought): string {
	const [first] = moves;
	switch (kind) {
		case 'heights':
			return first
				? 'A hold swings over everybody’s heads.'
				: 'Two holds that do not cross change heights; nobody moves.';
		case 'apart':
			return 'The rings lie apart now, and each goes on by itself.';
		case 'places': {
			const how = first?.kind === 'swap' ? `: ${past[first.way](String(first.person), String(first.other))}` : '';
			return `${list(who)} ${who.length > 1 ? 'change' : 'changes'} places with ${list(whom)}${how}.`;
		}
		case 'walk':
			return `Nothing is caught between the holds of ${list(who)}: walk to stand beside ${list(whom)}, and move as one.`;
		case 'beside':
			return `${list(who)} and ${list(whom)} are beside each other, hand in hand, and move as one.`;
		case 'ring':
			return `${list([...whom, ...who])} stand in a flat ring.`;
	}
}

/** One re-grip as a sentence. */
export const sayRegrip = ({ hold, height }: Regrip, people: readonly number[]): string =>
	`${list(people)} let go of hold ${hold} and join again at height ${height}, all other holds staying as they are.`;

const PROBLEMS: Record<Problem['reason'], string> = {
	'not-json': 'That is not JSON.',
	'not-an-object': 'A tangle is an object with players, holds and heights.',
	players: 'players is a whole number from 2 to 20.',
	count: 'There are as many holds as players, and as many heights.',
	'not-a-hold': 'A hold is a list of two hands.',
	'not-a-hand': 'A hand is a whole number: 2 × person, and 1 more for the left hand.',
	'hand-twice': 'This hand is in a hold already.',
	'own-hand': 'Nobody can hold her own hand.',
	'not-a-height': 'A height is a whole number from 0 up, lower than the number of players.',
	'height-twice': 'This height is taken already.'
};

/** What is wrong with a tangle, and where. */
export const sayProblems = (problems: readonly Problem[]): string =>
	problems.map(({ reason, at }) => (at ? `${at}: ${PROBLEMS[reason]}` : PROBLEMS[reason])).join(' ');
