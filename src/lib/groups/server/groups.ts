import type { RosterEvent } from '#lib/crypto/roster.ts';
import type { Wrap } from '#lib/crypto/change.ts';
import { verifyRoster } from '#lib/crypto/roster-verify.ts';
import type { Account, Facilitator, Member } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Context } from '#lib/platform/server/context.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import { TOLD_MS } from '#lib/people/server/accounts.ts';
import type { PublicCard, PublicGroup, Settings } from '../group.ts';
import { ONLY } from '../record-types.ts';
import * as agreements from './agreements.ts';
import * as chain from './chain.ts';
import { persist, type Incoming } from './changes.ts';
import * as links from './open-links.ts';
import * as records from './records.ts';
import type { Slices } from './registry.ts';
import * as wraps from './wraps.ts';
import './tables.ts';

export interface Founding {
	link: string;
	settings: Settings;
	publicCard: PublicCard;
	change: Incoming;
}

/**
 * Founds a group: uses up the link, stores the first events, keys and records, and makes the founder its facilitator,
 * all in one transaction.
 * @returns 410 `link-used`, `link-expired` or `link-unknown`; 422 when the roster does not stand
 */
export async function found(
	ctx: Context,
	slices: Slices,
	account: Account,
	{ link, settings, publicCard, change }: Founding
): Promise<{ group: string; handle: string } | Refusal> {
	const [first] = change.events;
	const verdict = await verifyRoster(change.events);
	if (!verdict.ok || change.head !== '')
		return refuse(422, 'roster', verdict.ok ? {} : { at: verdict.at, why: verdict.reason });
	if (first?.kind !== 'create' || change.events.some((e) => e.by !== first.by)) return refuse(422, 'not-yours');
	const { state } = verdict;
	const { country, zone, language, venueOpens } = settings;
	return attempt(ctx, async (trx) => {
		const refused = await links.use(trx, ctx, link);
		if (refused) return refused;
		await trx
			.insertInto('peer_group')
			.values({
				id: state.group,
				head: state.head,
				seq: state.seq,
				country,
				zone,
				language,
				venue_opens: venueOpens,
				public_card: JSON.stringify(publicCard),
				public_version: 1,
				created_day: ctx.today()
			})
			.execute();
		const author = {
			group: state.group,
			handle: first.by,
			account: account.account,
			facilitator: true,
			proven: account.proven
		};
		const stored = await persist({ trx, ctx, slices, author, state, change });
		if (stored instanceof Refusal) return stored;
		return { group: state.group, handle: first.by };
	});
}

const settingsOf = (row: {
	country: string;
	zone: string;
	language: string;
	venue_opens: '48h' | 'always';
}): Settings => ({
	country: row.country,
	zone: row.zone,
	language: row.language,
	venueOpens: row.venue_opens
});
/** A card that was saved before a field came in does not have it. */
const cardOf = (row: { public_card: string }): PublicCard => ({
	languages: '',
	...(JSON.parse(row.public_card) as Omit<PublicCard, 'languages'>)
});

/** Her groups and those she has asked to join (also where that has ended), with nothing but what everybody may read of them. */
export async function mine(ctx: Context, { account }: Account) {
	const groups = await ctx.db
		.selectFrom('membership')
		.innerJoin('peer_group', 'peer_group.id', 'membership.group_id')
		.leftJoin('membership_role', (join) =>
			join
				.onRef('membership_role.group_id', '=', 'membership.group_id')
				.onRef('membership_role.handle', '=', 'membership.handle')
				.on('membership_role.role', '=', 'facilitator')
				.on('membership_role.suspended_day', 'is', null)
		)
		.select([
			'peer_group.id as group',
			'membership.handle',
			'membership.state',
			'public_card',
			'zone',
			'membership_role.role'
		])
		.where('membership.account_id', '=', account)
		.where('membership.state', 'in', ['member', 'break'])
		.orderBy('peer_group.id')
		.execute();
	const asked = await ctx.db
		.selectFrom('invitation')
		.innerJoin('peer_group', 'peer_group.id', 'invitation.group_id')
		.select(['invitation.id as invitation', 'peer_group.id as group', 'public_card'])
		.where('invitation.asked_by', '=', account)
		.where('expires_at', '>', ctx.now() - TOLD_MS)
		.execute();
	return {
		groups: groups.map(({ public_card, role, ...row }) => ({
			...row,
			facilitator: role !== null,
			card: cardOf({ public_card })
		})),
		asked: asked.map(({ public_card, ...row }) => ({ ...row, card: cardOf({ public_card }) }))
	};
}

export interface Seen {
	/** `proven`: she has shown her words a short while ago, so that what wants them goes through. */
	me: { handle: string; state: 'member' | 'break'; roles: readonly string[]; proven: boolean };
	head: string;
	/** Those after the event that she asked from. */
	events: RosterEvent[];
	wraps: Wrap[];
	circles: { circle: string; epoch: number; due: boolean }[];
	members: { handle: string; state: 'member' | 'break' | 'left' | 'removed'; suspended: boolean }[];
	settings: Settings;
	publicCard: PublicCard;
	publicVersion: number;
	agreement: agreements.Seen;
}

/**
 * A group as she may see it. `after`: the last event she has verified, -1 for all; wraps come from there on, too, unless
 * `keys` asks for all of them, or only for those written with now. A break is told to herself and the facilitators only.
 */
export async function view(ctx: Context, member: Member, after: number, keys?: wraps.Keys): Promise<Seen | Refusal> {
	const { group, handle, state, roles, facilitator, proven } = member;
	const row = await ctx.db.selectFrom('peer_group').selectAll().where('id', '=', group).executeTakeFirst();
	if (!row) return notHere();
	const wrapped = { handle, facilitator, after: keys === 'all' ? -1 : after, upTo: row.seq, newest: keys === 'newest' };
	const [rosterEvents, hers, circles, members, agreement] = await Promise.all([
		chain.eventsOf(ctx.db, group, after, row.seq),
		wraps.listFor(ctx.db, group, wrapped),
		ctx.db.selectFrom('circle').select(['circle', 'epoch', 'due']).where('group_id', '=', group).execute(),
		everyone(ctx, group),
		agreements.seen(ctx.db, member)
	]);
	const visible = (circle: string) => facilitator || circle === 'group' || circle === `member:${handle}`;
	return {
		me: { handle, state, roles, proven },
		head: row.head,
		events: rosterEvents,
		wraps: hers,
		circles: circles.filter((c) => visible(c.circle)).map((c) => ({ ...c, due: c.due === 1 })),
		members: members.map((m) => (facilitator || m.handle === handle ? m : hidden(m))),
		settings: settingsOf(row),
		publicCard: cardOf(row),
		publicVersion: row.public_version,
		agreement
	};
}

const hidden = <M extends { state: Seen['members'][number]['state']; suspended: boolean }>(m: M): M => ({
	...m,
	state: m.state === 'break' ? 'member' : m.state,
	suspended: false
});

async function everyone(ctx: Context, group: string): Promise<Seen['members']> {
	const rows = await ctx.db
		.selectFrom('membership')
		.leftJoin('membership_role', (join) =>
			join
				.onRef('membership_role.group_id', '=', 'membership.group_id')
				.onRef('membership_role.handle', '=', 'membership.handle')
				.on('membership_role.suspended_day', 'is not', null)
		)
		.select(['membership.handle', 'membership.state', 'membership_role.role'])
		.distinct()
		.where('membership.group_id', '=', group)
		.orderBy('membership.handle')
		.execute();
	return rows.map(({ handle, state, role }) => ({ handle, state, suspended: role !== null }));
}

/** What anybody may read of a group: never the cover name of one that does not list itself, since it is not here. */
export async function publicly(ctx: Context, group: string): Promise<PublicGroup | Refusal> {
	const row = await ctx.db.selectFrom('peer_group').selectAll().where('id', '=', group).executeTakeFirst();
	if (!row) return notHere();
	return { group, country: row.country, language: row.language, card: cardOf(row), version: row.public_version };
}

export interface CardWrite {
	publicBase: number;
	publicCard: PublicCard;
	/** The sealed rest of the card; the same versions as in `records.write`. */
	record: Omit<records.Write, 'circle' | 'id'>;
}

/** Both halves of the card, or neither. 409 `edited` with what stands now. */
export async function putCard(ctx: Context, slices: Slices, member: Facilitator, input: CardWrite) {
	const type = slices.registry.get('group-card');
	if (!type) return notHere();
	const saved = await attempt(ctx, async (trx) => {
		const row = await chain.lockGroup(trx, ctx, member.group);
		if (!row) return notHere();
		const now = { publicCard: cardOf(row), publicVersion: row.public_version };
		if (row.public_version !== input.publicBase) {
			const current = await records.find(trx, member.group, { circle: 'group', type: 'group-card', id: ONLY });
			return refuse(409, 'edited', { ...now, current: current ?? null });
		}
		const written = await records.write(trx, ctx, member, type, { ...input.record, circle: 'group', id: ONLY });
		if (written instanceof Refusal) return refuse(written.status, written.reason, { ...now, ...written.more });
		const public_version = row.public_version + 1;
		const set = { public_card: JSON.stringify(input.publicCard), public_version };
		await trx.updateTable('peer_group').set(set).where('id', '=', member.group).execute();
		return { version: written.version, publicVersion: public_version };
	});
	if (!(saved instanceof Refusal)) records.pokeRecords(ctx, member.group, 'group');
	return saved;
}

/** Country, zone, language, and when the venue card opens. The last one to save wins: there is nothing to lose. */
export async function putSettings(ctx: Context, { group, handle }: Facilitator, settings: Settings): Promise<void> {
	const { country, zone, language, venueOpens: venue_opens } = settings;
	await ctx.write(async (trx) => {
		const set = { country, zone, language, venue_opens };
		await trx.updateTable('peer_group').set(set).where('id', '=', group).execute();
		await events.record(trx, ctx, { group, actor: handle, verb: 'group.settings' });
	});
	ctx.poke({ group, topic: 'roster' });
}
