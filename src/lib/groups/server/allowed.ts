import type { Member } from '#lib/platform/server/actor.ts';
import type { Context } from '#lib/platform/server/context.ts';
import { placeOf, readerOf, verdicts, type SealedType } from './registry.ts';
import type { Row } from './records.ts';

/**
 * Of these rows those that she may read by the rules of their types; that they were handed out is noted where it is to be.
 *
 * [Note: a look of the device] `unasked`: her device compares what stands with what it has seen, without her. That is no
 * opening of a card by her. Facilitators' devices are given these rows at every new key anyway; a member is not given
 * what an honest log would have to name.
 */
export async function allowed(
	ctx: Context,
	member: Member,
	{ types, rows, unasked = false }: { types: readonly SealedType[]; rows: readonly Row[]; unasked?: boolean }
): Promise<Row[]> {
	const asking = { group: member.group, reader: readerOf(member), now: ctx.now() };
	const rules = verdicts(ctx.db, asking);
	const given: Row[] = [];
	for (const type of types) {
		if (unasked && type.served && !member.facilitator) continue;
		const hers: Row[] = [];
		for (const row of rows) if (row.type === type.type && (await rules.mayRead(type, placeOf(row)))) hers.push(row);
		if (!unasked && hers.length > 0) await type.served?.(ctx, { ...asking, ids: hers.map((row) => row.id) });
		given.push(...hers);
	}
	return given;
}
