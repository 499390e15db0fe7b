import type { Account } from '#lib/platform/server/actor.ts';
import { sha256, type Context } from '#lib/platform/server/context.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import { foldName, nameProblem, tidyName } from '../account.ts';
import * as drafts from './drafts.ts';
import * as guesses from './guesses.ts';
import * as signIns from './sign-ins.ts';
import { rowOf, type Made } from './unlockers.ts';

/** Why she may make an account here: someone gave her a link to open a group, or an invitation. */
export type Via = { link: string } | { invitation: string };

export interface Making {
	/** Made by her own device. */
	account: string;
	name: string;
	unlockers: readonly Made[];
	via: Via;
	borrowed: boolean;
}

/** An account, and a sign-in to it. The link or invitation is looked at, and used up later, by the group. */
export async function make(ctx: Context, { account, name, unlockers, via, borrowed }: Making) {
	const problem = nameProblem(name);
	if (problem) return refuse(422, 'name', { field: 'name', problem });
	// One link makes one account, or a few when she changes her mind; more of them have to wait.
	const bucket = { key: `made:${ctx.keyed('made', JSON.stringify(via))}`, free: 6 };
	const wait = await guesses.slow(ctx, { buckets: [bucket], what: account });
	if (wait) return wait;
	const rows = await Promise.all(unlockers.map((made) => rowOf(ctx, account, made)));
	const name_fold = foldName(name);
	const stored = await ctx.write(async (trx) => {
		if (!(await isGood(trx, ctx, via))) return refuse(410, 'no-link');
		const taken = await trx.selectFrom('account').select('id').where('name_fold', '=', name_fold).executeTakeFirst();
		if (taken) return refuse(422, 'name', { field: 'name', problem: 'taken' });
		await trx
			.insertInto('account')
			.values({ id: account, name: tidyName(name), name_fold, exit_to: null, created_day: ctx.today() })
			.execute();
		await trx.insertInto('unlocker').values(rows).execute();
		await events.record(trx, ctx, { verb: 'account.make' });
		return { token: await signIns.start(trx, ctx, account, borrowed) };
	});
	if ('token' in stored) await guesses.missed(ctx, [bucket]);
	return stored;
}

async function isGood(trx: Trx, ctx: Context, via: Via): Promise<boolean> {
	const now = ctx.now();
	if ('link' in via) {
		const link = trx.selectFrom('open_link').select('token_hash').where('token_hash', '=', sha256(via.link));
		return (await link.where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst()) !== undefined;
	}
	const invitation = trx.selectFrom('invitation').select('id').where('secret_hash', '=', sha256(via.invitation));
	return (await invitation.where('state', '=', 'open').where('expires_at', '>', now).executeTakeFirst()) !== undefined;
}

/** The draft that holds her own choices: every page wants it at once (platform/client/settings.ts). */
const SETTINGS = 'settings';

/** Who she is and where she belongs. */
export async function me(ctx: Context, { account }: Pick<Account, 'account'>) {
	const row = await ctx.db
		.selectFrom('account')
		.select(['name', 'exit_to'])
		.where('id', '=', account)
		.executeTakeFirstOrThrow();
	const kept = await drafts.read(ctx, { account }, SETTINGS);
	const settings = kept instanceof Refusal ? null : kept.sealed;
	return {
		name: row.name,
		exitTo: row.exit_to,
		groups: await groups(ctx, account),
		...(await asked(ctx, account)),
		settings
	};
}

/** How long she is told that what she asked has ended, unless she puts it away. */
export const TOLD_MS = 30 * 86_400_000;

/** Where she has asked to join: waiting, or ended before anybody let her in. */
async function asked(ctx: Context, account: string) {
	const now = ctx.now();
	const rows = await ctx.db
		.selectFrom('invitation')
		.select(['id as invitation', 'group_id as group', 'asked_handle', 'asked_accepts', 'state', 'expires_at'])
		.where('asked_by', '=', account)
		.where('expires_at', '>', now - TOLD_MS)
		.orderBy('expires_at')
		.execute();
	const waits = (row: (typeof rows)[number]) => row.state === 'asked' && row.expires_at > now;
	const why = ({ state, asked_accepts }: (typeof rows)[number]) => {
		if (state === 'asked') return 'expired' as const;
		return asked_accepts === null ? ('closed' as const) : ('ended' as const);
	};
	return {
		waiting: rows.filter(waits).map(({ invitation, group, asked_handle: handle }) => ({ invitation, group, handle })),
		ended: rows
			.filter((row) => !waits(row))
			.map((row) => ({ invitation: row.invitation, group: row.group, why: why(row) }))
	};
}

async function groups(ctx: Context, account: string) {
	const rows = await ctx.db
		.selectFrom('membership')
		.leftJoin('membership_role', (join) =>
			join
				.onRef('membership_role.group_id', '=', 'membership.group_id')
				.onRef('membership_role.handle', '=', 'membership.handle')
				.on('membership_role.suspended_day', 'is', null)
		)
		.innerJoin('peer_group', 'peer_group.id', 'membership.group_id')
		.select(['membership.group_id', 'membership.handle', 'membership.state', 'membership_role.role', 'country'])
		.where('membership.account_id', '=', account)
		.where('membership.state', 'in', ['member', 'break'])
		.orderBy('membership.since_day')
		.orderBy('membership.group_id')
		.execute();
	const found = new Map<string, { group: string; handle: string; state: string; roles: string[]; country: string }>();
	for (const { group_id: group, handle, state, role, country } of rows) {
		const one = found.get(group) ?? { group, handle, state, roles: [], country };
		if (role) one.roles.push(role);
		found.set(group, one);
	}
	return [...found.values()];
}

/** Where Exit goes; null: where this install sends everybody. */
export async function setExit(ctx: Context, { account }: Account, exitTo: string | null): Promise<void> {
	await ctx.write(async (trx) => {
		await trx.updateTable('account').set({ exit_to: exitTo }).where('id', '=', account).execute();
		await events.record(trx, ctx, { verb: 'account.exit' });
	});
}

/**
 * Erases her account and everything that hangs on it. Groups keep that someone left, and no longer who. She leaves her
 * groups first, since that takes her keys; until then 409 `still-a-member`. 403 `prove`: [Note: fresh proof].
 */
export async function erase(ctx: Context, { account, proven }: Account): Promise<Refusal | undefined> {
	if (!proven) return refuse(403, 'prove');
	const refused = await ctx.writeAnyway(async (trx) => {
		const member = await trx
			.selectFrom('membership')
			.select('handle')
			.where('account_id', '=', account)
			.where('state', 'in', ['member', 'break'])
			.executeTakeFirst();
		if (member) return refuse(409, 'still-a-member');
		// What she wrote where she waited goes too; the invitation is open again until it ends.
		const open = { state: 'open' as const, request: null, asked_by: null, asked_handle: null, asked_accepts: null };
		const asked = trx.updateTable('invitation').set(open).where('asked_by', '=', account).where('state', '=', 'asked');
		await eraseTalks(trx, account);
		await asked.execute();
		await trx.deleteFrom('account').where('id', '=', account).execute();
		await events.record(trx, ctx, { verb: 'account.erase' });
		return undefined;
	});
	if (!refused) await ctx.scrub();
	return refused;
}

/** What the facilitators noted of her talk: withdrawing erases it, and so does this. */
async function eraseTalks(trx: Trx, account: string): Promise<void> {
	const waits = await trx
		.selectFrom('invitation')
		.select(['id', 'group_id'])
		.where('asked_by', '=', account)
		.where('state', '=', 'asked')
		.execute();
	for (const { id, group_id } of waits) {
		const notes = trx.deleteFrom('record').where('group_id', '=', group_id).where('type', '=', 'waiting-talk');
		await notes.where('id', '=', id).execute();
	}
}
