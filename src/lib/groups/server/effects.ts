import { invitationRecordId } from '#lib/crypto/offer.ts';
import type { RosterEvent } from '#lib/crypto/roster.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { refuse, type Refusal } from '#lib/platform/server/route.ts';
import { addDays } from '#lib/platform/day.ts';
import * as drafts from '#lib/people/server/drafts.ts';
import { readAgainKey } from '../invitation.ts';
import { FACILITATE, REMOVAL } from '../signature-records.ts';
import type { Step } from './changes.ts';
import * as erasing from './erasing.ts';
import { erase, setLive } from './records.ts';
import { isLeaderless } from './standing.ts';
import './tables.ts';

type Of<K extends RosterEvent['kind']> = Extract<RosterEvent, { kind: K }>;

/**
 * Brings the plain tables in line with the events of a verified change.
 * @returns also 409 `last`: she facilitates, and leaves the others without anybody who does
 */
export async function applyAll(step: Step): Promise<Refusal | undefined> {
	for (const event of step.change.events) {
		const refused = await one(step, event);
		if (refused) return refused;
	}
	if (step.author.facilitator && (await isLeaderless(step.trx, step.state.group))) return refuse(409, 'last');
	await closeInvitations(step);
	return undefined;
}

async function one(step: Step, event: RosterEvent): Promise<Refusal | undefined> {
	switch (event.kind) {
		case 'create':
			await enter(step, event.body.handle, step.author.account);
			return appoint(step, event.body.handle, 'facilitator', true);
		case 'invite':
			return invite(step, event);
		case 'admit':
			return admit(step, event);
		case 'leave':
			return part(step, event.by, 'left');
		case 'remove':
			return part(step, event.body.handle, 'removed');
		case 'role':
			return appoint(step, event.body.handle, event.body.role, event.body.on);
		case 'policy':
		case 'revoke-invite':
		case 'rekey':
		case 'rotate':
			return undefined;
	}
}

async function enter({ trx, ctx, state }: Step, handle: string, account_id: string): Promise<void> {
	const row = { group_id: state.group, handle, account_id, state: 'member' as const, since_day: ctx.today() };
	await trx.insertInto('membership').values(row).execute();
}

async function appoint({ trx, ctx, state }: Step, handle: string, role: string, on: boolean): Promise<undefined> {
	if (role === 'facilitator') await forgetAsked(trx, state.group, handle);
	if (on) {
		const row = { group_id: state.group, handle, role, since_day: ctx.today(), suspended_day: null };
		await trx
			.insertInto('membership_role')
			.values(row)
			.onConflict((c) => c.doNothing())
			.execute();
		return;
	}
	await trx
		.deleteFrom('membership_role')
		.where('group_id', '=', state.group)
		.where('handle', '=', handle)
		.where('role', '=', role)
		.execute();
}

/** What was asked about her part, of others and of herself, goes when she gets it, loses it or is out. */
async function forgetAsked(trx: Trx, group: string, handle: string): Promise<void> {
	await erase(trx, group, { types: Object.values(REMOVAL), ids: [handle] });
	await erase(trx, group, { types: Object.values(FACILITATE), circle: `member:${handle}` });
}

async function invite({ trx, state, change }: Step, event: Of<'invite'>): Promise<Refusal | undefined> {
	const { invitation, role, expires } = event.body;
	const offered = change.offers.find((offer) => offer.invitation === invitation);
	if (!offered) return refuse(422, 'offer');
	await trx
		.insertInto('invitation')
		.values({
			id: invitationRecordId(invitation),
			group_id: state.group,
			secret_hash: invitation,
			role,
			state: 'open',
			made_by: event.by,
			// Good through the whole of its last day, everywhere west of here too.
			expires_at: Date.parse(`${addDays(expires, 1)}T12:00:00Z`),
			offer: offered.offer
		})
		.execute();
	return undefined;
}

async function admit(step: Step, event: Of<'admit'>): Promise<Refusal | undefined> {
	const { trx, ctx, state } = step;
	const { invitation, handle } = event.body;
	const row = await trx
		.selectFrom('invitation')
		.selectAll()
		.where('secret_hash', '=', invitation)
		.where('group_id', '=', state.group)
		.executeTakeFirst();
	if (row?.state !== 'asked' || row.asked_handle !== handle || row.asked_by === null) return refuse(409, 'gone');
	if (row.expires_at <= ctx.now()) return refuse(409, 'expired');
	const twice = await trx
		.selectFrom('membership')
		.select('handle')
		.where('group_id', '=', state.group)
		.where('account_id', '=', row.asked_by)
		.where('state', 'in', ['member', 'break'])
		.executeTakeFirst();
	if (twice) return refuse(409, 'already');
	await enter(step, handle, row.asked_by);
	const accepted = await trx
		.selectFrom('agreement')
		.select('version')
		.where('group_id', '=', state.group)
		.where('version', '=', row.asked_accepts ?? 0)
		.executeTakeFirst();
	if (accepted) {
		const acceptance = { group_id: state.group, handle, version: accepted.version, day: ctx.today() };
		await trx.insertInto('acceptance').values(acceptance).execute();
	}
	await drafts.drop(trx, row.asked_by, readAgainKey(handle));
	const used = { state: 'used' as const, request: null, asked_by: null, offer: '' };
	await trx.updateTable('invitation').set(used).where('id', '=', row.id).execute();
	await erase(trx, state.group, { types: ['invitation', 'waiting-talk'], ids: [row.id] });
	return undefined;
}

/** Her access ends with this transaction. */
async function part(step: Step, handle: string, how: 'left' | 'removed'): Promise<undefined> {
	const { trx, ctx, state, change, slices } = step;
	await trx
		.updateTable('membership')
		.set({ state: how })
		.where('group_id', '=', state.group)
		.where('handle', '=', handle)
		.execute();
	await trx.deleteFrom('membership_role').where('group_id', '=', state.group).where('handle', '=', handle).execute();
	await setLive(trx, state.group, { type: 'profile', ids: [handle] }, false);
	// Said and done: what the facilitators noted of it is in the roster now.
	await erase(trx, state.group, { types: ['removal'], ids: [handle] });
	await forgetAsked(trx, state.group, handle);
	if (how === 'left' && change.erase) await erasing.eraseMember(trx, ctx, slices, { group: state.group, handle });
}

/**
 * Whatever the roster no longer lists as open is closed here too: revoked ones, and all of them when a facilitator goes,
 * since she could read their secrets. Who had asked is told, and the facilitators how many had.
 */
async function closeInvitations({ trx, state, change }: Step): Promise<void> {
	const open = await trx
		.selectFrom('invitation')
		.select(['id', 'secret_hash', 'asked_by', 'asked_handle'])
		.where('group_id', '=', state.group)
		.where('state', 'in', ['open', 'asked'])
		.execute();
	const closed = open.filter((row) => !(row.secret_hash in state.invitations));
	if (closed.length === 0) return;
	const ids = closed.map((row) => row.id);
	for (const { asked_by, asked_handle } of closed)
		if (asked_by !== null) await drafts.drop(trx, asked_by, readAgainKey(asked_handle ?? ''));
	const revoked = { state: 'revoked' as const, request: null, asked_handle: null, offer: '' };
	await trx.updateTable('invitation').set(revoked).where('id', 'in', ids).execute();
	const by = change.events.flatMap((event) => (event.kind === 'revoke-invite' ? event.body.invitation : []));
	if (by.length > 0)
		await trx.updateTable('invitation').set({ asked_accepts: null }).where('secret_hash', 'in', by).execute();
	await erase(trx, state.group, { types: ['invitation', 'waiting-talk'], ids });
}
