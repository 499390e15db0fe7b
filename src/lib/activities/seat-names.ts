import { number } from '#lib/words/format.ts';
import type { GuidePerson } from './guide-stop.ts';
import type { Guide } from './knot-guide.ts';

/** What each place in the circle is called: her name, as far as names are wanted and known here, else its number. */
export function seatNames(
	{ players, seats }: Pick<Guide, 'players' | 'seats'>,
	people: readonly GuidePerson[]
): string[] {
	const names = new Map(people.map(({ handle, name }) => [handle, name]));
	return Array.from({ length: players }, (_, who) => names.get(seats[who] ?? '') || number(who + 1));
}
