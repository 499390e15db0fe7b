import { lineOf } from '#lib/crypto/circles.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Member } from '#lib/platform/server/actor.ts';
import type { Db } from '#lib/platform/server/db.ts';
import type { Row } from './records.ts';
import { readerOf, reads } from './registry.ts';
import './tables.ts';

/** What closing an epoch needs: see `RotationInput` in crypto/change.ts. */
export interface Closing {
	circle: string;
	live: string[];
	reseal: Row[];
}

/** One line for each record whose newest version lies in this epoch, sorted as they are hashed. */
export async function linesOf(db: Db, group: string, circle: string, epoch: number): Promise<string[]> {
	const rows = await db
		.selectFrom('record')
		.select(['type', 'id', 'version', 'hash'])
		.where('group_id', '=', group)
		.where('circle', '=', circle)
		.where('epoch', '=', epoch)
		.execute();
	// The hash of the envelope is kept beside it, so that no envelope has to be read for this.
	return (await Promise.all(rows.map((row) => lineOf(group, { ...row, circle })))).sort();
}

/**
 * For whoever rotates: the closing lists, and for facilitators the rows to seal again, of those of these circles that
 * she reads. A member who renews her own keys gets no rows: she has the keys to venue cards whose time has not come, and
 * whoever is admitted later is given everything by the facilitator who does it.
 */
export async function closing(ctx: Context, member: Member, circles: readonly string[]): Promise<Closing[]> {
	const hers = circles.filter((circle) => reads(readerOf(member), circle));
	const closed = await Promise.all(hers.map((circle) => close(ctx.db, member.group, circle)));
	return member.facilitator ? closed : closed.map((one) => ({ ...one, reseal: [] }));
}

async function close(db: Db, group: string, circle: string): Promise<Closing> {
	const row = await db
		.selectFrom('circle')
		.select('epoch')
		.where('group_id', '=', group)
		.where('circle', '=', circle)
		.executeTakeFirst();
	if (!row || row.epoch === 0) return { circle, live: [], reseal: [] };
	const live = await linesOf(db, group, circle, row.epoch);
	const reseal = await db
		.selectFrom('record')
		.select(['circle', 'type', 'id', 'version', 'epoch', 'envelope'])
		.where('group_id', '=', group)
		.where('circle', '=', circle)
		.where('live', '=', 1)
		.orderBy('type')
		.orderBy('id')
		.execute();
	return { circle, live, reseal };
}
