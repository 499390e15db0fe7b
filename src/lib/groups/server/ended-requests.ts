import type { Facilitator } from '#lib/platform/server/actor.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import * as jobs from '#lib/platform/server/jobs.ts';
import { TOLD_MS } from '#lib/people/server/accounts.ts';
import * as drafts from '#lib/people/server/drafts.ts';
import { readAgainKey } from '../invitation.ts';
import { erase } from './records.ts';
import './tables.ts';

// Requests that ended before anybody let her in: what is still known of them, and until when (decision 023).

const FORGET = 'invitation.forget';

type Which = { group: string } | { id: string };

/**
 * Nobody has to remember any more that she had asked with what has ended since, and what she wrote goes with it. Its
 * state stays as it is: to the facilitators nothing looks different.
 * @returns whether there was such a one
 */
export async function putAway(trx: Trx, now: number, account: string, which: Which): Promise<boolean> {
	const hers = trx
		.selectFrom('invitation')
		.select(['id', 'group_id', 'asked_by', 'asked_handle'])
		.where('asked_by', '=', account)
		.where((eb) =>
			eb.or([eb('state', '=', 'revoked'), eb.and([eb('state', '=', 'asked'), eb('expires_at', '<=', now)])])
		);
	const rows = await (
		'id' in which ? hers.where('id', '=', which.id) : hers.where('group_id', '=', which.group)
	).execute();
	for (const row of rows) await forget(trx, row);
	return rows.length > 0;
}

interface Row {
	id: string;
	group_id: string;
	asked_by: string | null;
	asked_handle: string | null;
}

async function forget(trx: Trx, { id, group_id, asked_by, asked_handle }: Row): Promise<void> {
	const nobody = { request: null, asked_by: null, asked_handle: null };
	await trx.updateTable('invitation').set(nobody).where('id', '=', id).execute();
	await erase(trx, group_id, { types: ['waiting-talk'], ids: [id] });
	if (asked_by !== null) await drafts.drop(trx, asked_by, readAgainKey(asked_handle ?? ''));
}

/** A month after the invitation would have ended it is not known any more who had asked, whatever became of it. */
export const planForgetting = (trx: Trx, row: { id: string; expires_at: number }): Promise<void> =>
	jobs.plan(trx, {
		kind: FORGET,
		payload: { invitation: row.id },
		runAt: row.expires_at + TOLD_MS,
		dedupe: `${FORGET} ${row.id}`
	});

async function forgetAsked(trx: Trx, _ctx: Context, { invitation = '' }: Record<string, string>): Promise<void> {
	const row = await trx
		.selectFrom('invitation')
		.select(['id', 'group_id', 'asked_by', 'asked_handle'])
		.where('id', '=', invitation)
		.where('state', '!=', 'used')
		.executeTakeFirst();
	if (row) await forget(trx, row);
}

export const workers: Record<string, jobs.Worker> = { [FORGET]: forgetAsked };

/** How many had asked when all that were open ended; told until their invitations would have ended anyway. Not who. */
export async function endedAsked(ctx: Context, { group }: Facilitator): Promise<number> {
	const row = await ctx.db
		.selectFrom('invitation')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('group_id', '=', group)
		.where('state', '=', 'revoked')
		.where('asked_accepts', 'is not', null)
		.where('expires_at', '>', ctx.now())
		.executeTakeFirstOrThrow();
	return row.count;
}
