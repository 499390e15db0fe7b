import type { Member } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import * as jobs from '#lib/platform/server/jobs.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as records from '#lib/groups/server/records.ts';
import { answerId, mayAnswer, reminderKey } from '../session.ts';
import type { Part } from './plans.ts';
import { find } from './rows.ts';
import { sealedTypes } from './sealed-types.ts';

export interface Given {
	session: string;
	/** All the server learns of her answer: whether she may open the venue card. */
	mayOpen: boolean;
	/** Whether a reminder that she asked for still stands; "not this time" ends it. */
	remind: boolean;
	answer: Part;
}

/**
 * Her answer, as often as she likes and without a reason. No event is recorded: who answers when is nobody's business.
 * Only she and the facilitators are told that there is something new.
 */
export async function give(ctx: Context, actor: Member, given: Given): Promise<{ version: number } | Refusal> {
	const circle = `member:${actor.handle}`;
	const id = await answerId(given.session, actor.handle);
	const saved = await attempt(ctx, async (trx) => {
		const row = await find(trx, ctx, actor.group, given.session);
		if (!row || row.state === 'planned') return notHere();
		if (!mayAnswer(row, ctx.now())) return refuse(409, 'over');
		if (actor.state !== 'member') return refuse(409, 'on-a-break');
		const written = await records.write(trx, ctx, actor, sealedTypes.answer, { circle, id, ...given.answer });
		if (written instanceof Refusal) return written;
		await flag(trx, given, actor.handle);
		if (!given.remind) await endReminder(trx, ctx, actor, given.session);
		return written;
	});
	if (!(saved instanceof Refusal)) records.pokeRecords(ctx, actor.group, circle);
	return saved;
}

/** Done by notifications, a moment later; the reminder itself cannot come any more, since this takes its job's place. */
export const FORGET = 'reminder.forget';

async function endReminder(trx: Trx, ctx: Context, { account }: Member, session: string): Promise<void> {
	const dedupe = reminderKey(account, session);
	const waits = await trx.selectFrom('job').select('id').where('dedupe', '=', dedupe).executeTakeFirst();
	if (waits) await jobs.plan(trx, { kind: FORGET, payload: { account, session }, runAt: ctx.now(), dedupe });
}

async function flag(trx: Trx, { session, mayOpen }: Given, handle: string): Promise<void> {
	const row = { session_id: session, handle };
	if (mayOpen) {
		await trx
			.insertInto('may_open')
			.values(row)
			.onConflict((c) => c.columns(['session_id', 'handle']).doNothing())
			.execute();
	} else {
		await trx.deleteFrom('may_open').where('session_id', '=', session).where('handle', '=', handle).execute();
	}
}
