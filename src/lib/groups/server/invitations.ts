import type { Account, Facilitator } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import { sha256, type Context } from '#lib/platform/server/context.ts';
import type { Db } from '#lib/platform/server/db.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import * as drafts from '#lib/people/server/drafts.ts';
import type { PublicGroup } from '../group.ts';
import { readAgainKey, type InvitationState } from '../invitation.ts';
import { planForgetting, putAway } from './ended-requests.ts';
import * as groups from './groups.ts';
import { erase } from './records.ts';
import './tables.ts';

/** How long an ended invitation stays in the facilitators' list. */
const LISTED_MS = 30 * 86_400_000;

/** `shown`: what the secret derives for the server. Only its hash is kept, so that a stolen database shows no offers. */
const byShown = (db: Db, shown: string) =>
	db.selectFrom('invitation').selectAll().where('secret_hash', '=', sha256(shown)).executeTakeFirst();
type Row = NonNullable<Awaited<ReturnType<typeof byShown>>>;

function stateOf(row: Pick<Row, 'state' | 'expires_at'>, now: number): InvitationState {
	const over = (row.state === 'open' || row.state === 'asked') && row.expires_at <= now;
	return over ? 'expired' : row.state;
}

/**
 * What an invitation's holder may read before any sign-up: the group's public card and the sealed offer.
 * @returns 404 `not-here`; 410 `used` (asked for or admitted already), `expired` or `revoked`
 */
export async function open(
	ctx: Context,
	id: string
): Promise<{ group: PublicGroup; offer: string; expiresAt: number } | Refusal> {
	const row = await byShown(ctx.db, id);
	if (!row) return notHere();
	const state = stateOf(row, ctx.now());
	if (state !== 'open') return refuse(410, state === 'asked' ? 'used' : state);
	const group = await groups.publicly(ctx, row.group_id);
	return group instanceof Refusal ? group : { group, offer: row.offer, expiresAt: row.expires_at };
}

export interface Asking {
	/** What the secret derives for the server. */
	id: string;
	/** Under which the roster will know her. */
	handle: string;
	request: string;
	/** The agreement version she accepted; 0 when there was none to read. */
	accepts: number;
}

/**
 * She asks to join. Only the first account that asks holds the invitation; the same one may ask again, and what she
 * wrote is replaced.
 * @returns 410 as `open`; 409 `already` when her account is in the group
 */
export async function ask(ctx: Context, { account }: Account, input: Asking): Promise<Refusal | undefined> {
	let group = '';
	const asked = await attempt(ctx, async (trx) => {
		const row = await byShown(trx, input.id);
		if (!row) return notHere();
		group = row.group_id;
		const state = stateOf(row, ctx.now());
		const again = state === 'asked' && row.asked_by === account;
		if (state !== 'open' && !again) return refuse(410, state === 'asked' ? 'used' : state);
		const here = trx.selectFrom('membership').select('handle').where('group_id', '=', group);
		const already = await here
			.where('account_id', '=', account)
			.where('state', 'in', ['member', 'break'])
			.executeTakeFirst();
		if (already) return refuse(409, 'already');
		if (await here.where('handle', '=', input.handle).executeTakeFirst()) return refuse(422, 'handle');
		const { request, handle: asked_handle, accepts: asked_accepts } = input;
		const { numUpdatedRows } = await trx
			.updateTable('invitation')
			.set({ state: 'asked', asked_by: account, request, asked_handle, asked_accepts })
			.where('id', '=', row.id)
			.where((eb) => eb.or([eb('state', '=', 'open'), eb.and({ state: 'asked', asked_by: account })]))
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return refuse(410, 'used'); // somebody else, at the same moment
		if (again && row.asked_handle !== asked_handle)
			await drafts.drop(trx, account, readAgainKey(row.asked_handle ?? ''));
		await putAway(trx, ctx.now(), account, { group });
		await planForgetting(trx, row);
		return events.record(trx, ctx, { group, verb: 'invitation.ask', object: row.secret_hash });
	});
	if (asked instanceof Refusal) return asked;
	ctx.poke({ group, topic: 'waiting', facilitatorsOnly: true });
	return undefined;
}

/**
 * She takes it back (`id`: the row's, as her own list names it): what she wrote is deleted, and the invitation is open
 * again until it ends. One that has ended before is only put away, which nobody else learns.
 */
export async function withdraw(ctx: Context, { account }: Account, id: string): Promise<Refusal | undefined> {
	let group = '';
	const done = await attempt(ctx, async (trx) => {
		if (await putAway(trx, ctx.now(), account, { id })) return undefined;
		const row = await trx.selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirst();
		if (row?.state !== 'asked' || row.asked_by !== account) return notHere();
		group = row.group_id;
		const open = { state: 'open' as const, request: null, asked_by: null, asked_handle: null, asked_accepts: null };
		const { numUpdatedRows } = await trx
			.updateTable('invitation')
			.set(open)
			.where('id', '=', id)
			.where('state', '=', 'asked')
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return notHere(); // it ended at the same moment
		await erase(trx, group, { types: ['waiting-talk'], ids: [id] });
		await drafts.drop(trx, account, readAgainKey(row.asked_handle ?? ''));
		return events.record(trx, ctx, { group, verb: 'invitation.withdraw', object: row.secret_hash });
	});
	if (done instanceof Refusal) return done;
	if (group) ctx.poke({ group, topic: 'waiting', facilitatorsOnly: true });
	return undefined;
}

/** Every invitation that is open, asked for, or ended lately. No requests: those are in `waiting`. */
export async function list(ctx: Context, { group }: Facilitator) {
	const rows = await ctx.db
		.selectFrom('invitation')
		.select(['id', 'secret_hash as invitation', 'role', 'state', 'made_by as by', 'expires_at'])
		.where('group_id', '=', group)
		.where('expires_at', '>', ctx.now() - LISTED_MS)
		.orderBy('expires_at', 'desc')
		.execute();
	return rows.map(({ expires_at, ...row }) => ({
		...row,
		state: stateOf({ state: row.state, expires_at }, ctx.now()),
		expiresAt: expires_at
	}));
}

/** Who waits, with what she wrote, sealed. */
export async function waiting(ctx: Context, { group }: Facilitator) {
	const rows = await ctx.db
		.selectFrom('invitation')
		.select(['id', 'secret_hash as invitation', 'role', 'expires_at as expiresAt', 'request', 'asked_handle as handle'])
		.where('group_id', '=', group)
		.where('state', '=', 'asked')
		.where('expires_at', '>', ctx.now())
		.orderBy('expires_at')
		.execute();
	return rows.map((row) => ({ ...row, request: row.request ?? '', handle: row.handle ?? '' }));
}

/** What an invited woman reads, sealed anew after something in it changed. */
export async function renewOffer(
	ctx: Context,
	{ group, handle }: Facilitator,
	{ id, offer }: { id: string; offer: string }
): Promise<Refusal | undefined> {
	return attempt(ctx, async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('invitation')
			.set({ offer })
			.where('id', '=', id)
			.where('group_id', '=', group)
			.where('state', 'in', ['open', 'asked'])
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return notHere();
		await events.record(trx, ctx, { group, actor: handle, verb: 'invitation.renew', object: id });
		return undefined;
	});
}
