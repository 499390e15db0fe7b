import { sql } from 'kysely';
import type { Actors, Who } from '#lib/platform/server/actor.ts';
import type { Asked } from '#lib/platform/server/api.ts';
import { sha256, type Context } from '#lib/platform/server/context.ts';
import { prepared } from '#lib/platform/server/prepared.ts';
import { notHere, refuse, type Refusal } from '#lib/platform/server/route.ts';
import * as signIns from '#lib/people/server/sign-ins.ts';
import type { MembershipTable } from './tables.ts';

/** The only place where an actor is made. Whatever it does not know, it refuses. */
export async function gate(ctx: Context, asked: Asked): Promise<Actors[Who] | Refusal> {
	switch (asked.who) {
		case 'nobody':
			return visitor(ctx, asked);
		case 'operator':
			return operator(ctx, asked.bearer);
		case 'account':
			return account(ctx, asked);
		case 'member':
		case 'facilitator':
			return member(ctx, asked);
	}
}

function visitor(ctx: Context, { address, token }: Asked) {
	// The day is in the hash, so that no bucket can be followed for longer.
	const bucket = ctx.keyed('bucket', `${ctx.today()} ${address}`);
	return { bucket, session: token && sha256(token) } as Actors['nobody'];
}

/** The first-run token: short-lived, printed in the terminal, stored hashed. */
async function operator(ctx: Context, bearer: string | undefined) {
	if (!bearer) return refuse(401, 'first-run-link');
	const rows = await ctx.db
		.selectFrom('install')
		.select(['key', 'value'])
		.where('key', 'in', ['first_run_hash', 'first_run_ends'])
		.execute();
	const value = (key: string) => rows.find((r) => r.key === key)?.value;
	const good = value('first_run_hash') === sha256(bearer) && Number(value('first_run_ends') ?? 0) > ctx.now();
	return good ? ({ operator: true } as Actors['operator']) : refuse(401, 'first-run-link');
}

async function account(ctx: Context, asked: Asked) {
	const found = await signedIn(ctx, asked);
	return found ? (found as Actors['account']) : refuse(401, 'sign-in');
}

/** Whose cookie it is; nobody's, if the page that asks holds another woman's keys. */
async function signedIn(ctx: Context, { token, claimed }: Asked) {
	const found = token ? await signIns.find(ctx, token) : undefined;
	return claimed === undefined || claimed === found?.account ? found : undefined;
}

type Found = Pick<MembershipTable, 'handle' | 'state'> & { role: string | null };
const membershipOf = prepared<[group: string, account: string], Found>((db) =>
	db
		.selectFrom('membership')
		.leftJoin('membership_role', (join) =>
			join
				.onRef('membership_role.group_id', '=', 'membership.group_id')
				.onRef('membership_role.handle', '=', 'membership.handle')
				.on('membership_role.suspended_day', 'is', null)
		)
		.select(['membership.handle', 'membership.state', 'membership_role.role'])
		.where('membership.group_id', '=', '?')
		.where('membership.account_id', '=', '?')
		.where('membership.state', 'in', [sql.lit('member' as const), sql.lit('break' as const)])
);

async function member(ctx: Context, asked: Asked) {
	const { who, group } = asked;
	const found = await signedIn(ctx, asked);
	if (!found) return refuse(401, 'sign-in');
	if (!group) return notHere();
	const rows = await membershipOf(ctx.db, group, found.account);
	const first = rows[0];
	if (!first) return notHere();
	const roles = rows.flatMap((r) => (r.role ? [r.role] : []));
	const facilitator = roles.includes('facilitator');
	if (who === 'facilitator' && !facilitator) return notHere();
	const hers = { ...found, group, handle: first.handle, state: first.state, roles, facilitator };
	return hers as unknown as Actors['member'];
}
