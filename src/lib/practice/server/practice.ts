import type { Context } from '#lib/platform/server/context.ts';
import { recall, remember } from '../../../server/remember.ts';
import type { PracticePerson } from '../practice.ts';

const KEY = 'practice_people';

/** Keeps who is in the example group, with their words. Only ever in a practice install's own data. */
export async function keepPeople(ctx: Context, people: readonly PracticePerson[]): Promise<void> {
	if (!ctx.practice) throw new Error('not a practice install');
	await ctx.write((trx) => remember(trx, KEY, JSON.stringify(people)));
}

/** Who is in the example group; nobody in a real install. */
export async function people(ctx: Context): Promise<PracticePerson[] | undefined> {
	const kept = ctx.practice ? await recall(ctx.db, KEY) : undefined;
	return kept === undefined ? undefined : (JSON.parse(kept) as PracticePerson[]);
}
