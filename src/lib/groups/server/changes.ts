import type { Change } from '#lib/crypto/change.ts';
import { isFacilitator } from '#lib/crypto/circles.ts';
import type { RosterEvent, RosterState } from '#lib/crypto/roster.ts';
import type { Context } from '#lib/platform/server/context.ts';
import type { Member } from '#lib/platform/server/actor.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import type { Trx } from '#lib/platform/server/db.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import * as chain from './chain.ts';
import * as effects from './effects.ts';
import { pokeRecords } from './records.ts';
import type { Slices } from './registry.ts';
import { bring } from './sealed-parts.ts';
import { standingOf } from './standing.ts';
import * as wraps from './wraps.ts';
import './tables.ts';

/** A change as it comes in: what the Vault built, and what goes with an invitation or a leaving. */
export interface Incoming extends Change {
	/** One for each `invite` event: what the invited woman reads. */
	offers: { invitation: string; offer: string }[];
	/** With a `leave`: delete everything that is hers alone. */
	erase: boolean;
}

/** Whose change it is. */
export interface Author {
	group: string;
	handle: string;
	account: string;
	facilitator: boolean;
	proven: boolean;
}

/** A verified change on its way into the tables. */
export interface Step {
	trx: Trx;
	ctx: Context;
	slices: Slices;
	author: Author;
	/** The roster after all of its events. */
	state: RosterState;
	change: Incoming;
}

export interface Applied {
	head: string;
	seq: number;
}

/** What a suspended facilitator may no longer do. */
const FACILITATORS_ONLY = new Set<RosterEvent['kind']>(['policy', 'invite', 'revoke-invite', 'admit', 'remove']);

/** What decides who is in and who leads wants her words shown a short while ago: [Note: fresh proof] in people. */
const PROVEN_ONLY = new Set<RosterEvent['kind']>(['admit', 'remove', 'role', 'policy']);
const needsProof = (event: RosterEvent) =>
	PROVEN_ONLY.has(event.kind) || (event.kind === 'invite' && event.body.role === 'facilitator');

/**
 * Applies a change if its head is still the head: the roster, keys, sealed records and everything derived from them,
 * in one transaction.
 *
 * Refusals: 403 `prove` (her words are wanted once more), 409 `head` (someone was faster), 409 `live` (a record changed since the closing lists were made), 409
 * `edited`/`epoch-due` (a record in it), 409 `gone` (nobody waits under this invitation any more), 409 `already`,
 * 409 `last` (nobody would be left who facilitates), 422 `roster` with the rule that does not allow it, 422 for whatever does not fit together.
 */
export async function apply(
	ctx: Context,
	slices: Slices,
	member: Member,
	change: Incoming
): Promise<Applied | Refusal> {
	if (!member.proven && change.events.some(needsProof)) return refuse(403, 'prove');
	const anyway = change.events.some((event) => event.kind === 'leave' || event.kind === 'remove');
	const work = async (trx: Trx) => {
		const row = await chain.lockGroup(trx, ctx, member.group);
		const now = row && (await standingOf(trx, member));
		if (!now) return notHere();
		if (row.head !== change.head) return refuse(409, 'head', { head: row.head, seq: row.seq });
		if (change.events.some((event) => event.by !== member.handle)) return refuse(422, 'not-yours');
		const before = await chain.stateOf(trx, member.group, row.head);
		// Suspended: the roster still knows her as facilitator, the house does not.
		const suspended = isFacilitator(before, member.handle) && !now.facilitator;
		if (suspended && change.events.some(needsRole)) return refuse(422, 'roster', { why: 'not-allowed' });
		const verdict = await chain.extend(before, change.events);
		if (!verdict.ok) return refuse(422, 'roster', { at: verdict.at, why: verdict.reason });
		return persist({ trx, ctx, slices, author: { ...member, ...now }, state: verdict.state, change });
	};
	const applied = await attempt(ctx, work, { anyway });
	if (applied instanceof Refusal) return applied;
	if (change.erase) await ctx.scrub();
	tell(ctx, member.group, change);
	return applied;
}

const needsRole = (event: RosterEvent) =>
	FACILITATORS_ONLY.has(event.kind) || (event.kind === 'role' && event.body.handle !== event.by);

/** Writes down a verified change. Used by `apply` and by founding, inside their transaction. */
export async function persist(step: Step): Promise<Applied | Refusal> {
	const { trx, ctx, state, change, author } = step;
	await chain.store(trx, state, change.events);
	// The order matters: closing lists are compared before anything is sealed again, and what an event deletes must not
	// come back with the records of the same change.
	const refused = (await wraps.store(step)) ?? (await bring(step)) ?? (await effects.applyAll(step));
	if (refused) return refused;
	await chain.storeCircles(trx, state);
	for (const event of change.events) {
		const { kind } = event;
		await events.record(trx, ctx, {
			group: state.group,
			actor: author.handle,
			verb: `roster.${kind}`,
			object: objectOf(event)
		});
	}
	chain.keep(state);
	return { head: state.head, seq: state.seq };
}

function objectOf(event: RosterEvent): string {
	switch (event.kind) {
		case 'create':
		case 'admit':
		case 'remove':
		case 'role':
			return event.body.handle;
		case 'invite':
		case 'revoke-invite':
			return event.body.invitation;
		case 'rotate':
			return event.body.circle;
		case 'leave':
		case 'rekey':
		case 'policy':
			return event.by;
	}
}

function tell(ctx: Context, group: string, change: Incoming): void {
	ctx.poke({ group, topic: 'roster' });
	const kinds = new Set(change.events.map((event) => event.kind));
	if (kinds.has('admit') || kinds.has('invite') || kinds.has('revoke-invite')) {
		ctx.poke({ group, topic: 'waiting', facilitatorsOnly: true });
	}
	for (const circle of new Set(change.records.map((record) => record.circle))) pokeRecords(ctx, group, circle);
}
