import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { sha256, type Context } from '#lib/platform/server/context.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import './tables.ts';

export interface Happening {
	group?: string;
	/** Handle of who did it, or 'operator'. */
	actor?: string;
	/** `session.announce`, `roster.admit` … */
	verb: string;
	/** Id of what it was done to. */
	object?: string;
	/** Small plain facts the server knows anyway. Erasable without breaking the chain. */
	payload?: Record<string, string | number>;
}

const START = 'rowan/events/1';

const link = (before: string, meta: readonly (string | number | null)[], payloadHash: string) =>
	sha256(`${before}\n${JSON.stringify(meta)}\n${payloadHash}`);

/**
 * Writes down that something happened, in the transaction in which it happens.
 * Answers to anonymous questions, live signals and drafts are never recorded (security.md).
 *
 * The chain: `hash = SHA-256(hash before ‖ meta ‖ SHA-256(salt ‖ payload))`.
 */
export async function record(trx: Trx, ctx: Context, happening: Happening): Promise<void> {
	if (ctx.kind === 'postgres') await sql`select pg_advisory_xact_lock(7266)`.execute(trx); // one chain, one writer
	const last = await trx.selectFrom('event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
	const seq = (last?.seq ?? 0) + 1;
	const salt = randomBytes(16).toString('base64url');
	const payload = happening.payload ? JSON.stringify(happening.payload) : null;
	const payloadHash = sha256(salt + (payload ?? ''));
	const { group = null, actor = null, verb, object = null } = happening;
	const day = ctx.today();
	const hash = link(last?.hash ?? START, [seq, day, group, actor, verb, object], payloadHash);
	await trx
		.insertInto('event')
		.values({ seq, day, group_id: group, actor, verb, object, payload, salt, payload_hash: payloadHash, hash })
		.execute();
}

/** Walks the whole chain. Answers the number of the first event that does not fit, or undefined when all do. */
export async function firstBroken(db: Db): Promise<number | undefined> {
	let before = START;
	let expected = 1;
	for (const e of await db.selectFrom('event').selectAll().orderBy('seq').execute()) {
		const fits = e.payload === null || e.salt === null || sha256(e.salt + e.payload) === e.payload_hash;
		const meta = [e.seq, e.day, e.group_id, e.actor, e.verb, e.object];
		if (e.seq !== expected || !fits || link(before, meta, e.payload_hash) !== e.hash) return e.seq;
		before = e.hash;
		expected += 1;
	}
	return undefined;
}
