import { sha256, type Context } from '#lib/platform/server/context.ts';
import type { Member } from '#lib/platform/server/actor.ts';
import type { Db, Trx } from '#lib/platform/server/db.ts';
import { attempt } from '#lib/platform/server/attempt.ts';
import { prepared } from '#lib/platform/server/prepared.ts';
import { notHere, Refusal, refuse } from '#lib/platform/server/route.ts';
import * as events from '#lib/events/server/events.ts';
import { allowed } from './allowed.ts';
import { lockGroup } from './chain.ts';
import { ownerOf, placeOf, readerOf, verdicts, type Registry, type SealedType } from './registry.ts';
import './tables.ts';

export interface Row {
	circle: string;
	type: string;
	id: string;
	version: number;
	epoch: number;
	envelope: string;
}

/** A write of one record. `base`: the version it changes, 0 for a new one; it becomes `base + 1`. */
export interface Write {
	circle: string;
	id: string;
	base: number;
	epoch: number;
	envelope: string;
}

const columns = [
	'record.circle',
	'record.type',
	'record.id',
	'record.version',
	'record.epoch',
	'record.envelope'
] as const;

/** Rows of epochs that she is a reader of; what the types' rules say comes on top. */
const readable = (db: Db, member: Pick<Member, 'handle' | 'group'>) =>
	db
		.selectFrom('record')
		.innerJoin('wrap_reader', (join) =>
			join
				.onRef('wrap_reader.group_id', '=', 'record.group_id')
				.onRef('wrap_reader.circle', '=', 'record.circle')
				.onRef('wrap_reader.epoch', '=', 'record.epoch')
				.on('wrap_reader.handle', '=', member.handle)
		)
		.select(columns)
		.where('record.group_id', '=', member.group);

/**
 * Every record of these types that she may read, sealed. Unknown types are simply not there.
 * `unasked`: [Note: a look of the device] in `allowed.ts`.
 */
export async function list(
	ctx: Context,
	registry: Registry,
	member: Member,
	wanted: {
		types: readonly string[];
		ids?: readonly string[] | undefined;
		circle?: string | undefined;
		unasked?: boolean | undefined;
	}
): Promise<Row[]> {
	const { unasked = false } = wanted;
	const types = wanted.types.flatMap((name) => registry.get(name) ?? []);
	if (types.length === 0) return [];
	let query = readable(ctx.db, member).where(
		'record.type',
		'in',
		types.map((t) => t.type)
	);
	if (wanted.ids) query = query.where('record.id', 'in', [...wanted.ids]);
	if (wanted.circle !== undefined) query = query.where('record.circle', '=', wanted.circle);
	const rows = await query.orderBy('record.type').orderBy('record.id').execute();
	return allowed(ctx, member, { types, rows, unasked });
}

const oneReadable = prepared<[handle: string, group: string, type: string, id: string, circle: string], Row>((db) =>
	readable(db, { handle: '?', group: '?' })
		.where('record.type', '=', '?')
		.where('record.id', '=', '?')
		.where('record.circle', '=', '?')
);

/** One record, or the same 404 whether it is not there or not for her. */
export async function get(
	ctx: Context,
	registry: Registry,
	member: Member,
	at: { circle: string; type: string; id: string }
): Promise<Row | Refusal> {
	const type = registry.get(at.type);
	if (!type) return notHere();
	const rows = await oneReadable(ctx.db, member.handle, member.group, at.type, at.id, at.circle);
	const [row] = await allowed(ctx, member, { types: [type], rows });
	return row ?? notHere();
}

/** Writes one record by itself: the rule of its type, then compare-and-swap on its version. */
export async function put(
	ctx: Context,
	registry: Registry,
	member: Member,
	input: Write & { type: string }
): Promise<{ version: number } | Refusal> {
	const type = registry.get(input.type);
	if (!type) return notHere();
	const saved = await attempt(ctx, async (trx) => {
		// What a rule looks up stays so until the row is written.
		if (type.facts) await lockGroup(trx, ctx, member.group);
		const rules = verdicts(trx, { group: member.group, reader: readerOf(member), now: ctx.now() });
		if (!(await rules.mayWrite(type, placeOf(input)))) return notHere();
		if (type.proven && !member.proven) return refuse(403, 'prove');
		return write(trx, ctx, member, type, input);
	});
	if (!(saved instanceof Refusal)) pokeRecords(ctx, member.group, input.circle);
	return saved;
}

/**
 * Writes one record in the caller's transaction, for verbs that write a row and its sealed part together. Whether she
 * may is for the caller to have decided; the epoch, the envelope's header and the version are checked here.
 * A refusal is returned: `attempt` undoes the rest of the transaction with it.
 */
export async function write(
	trx: Trx,
	ctx: Context,
	member: Pick<Member, 'group' | 'handle'>,
	type: SealedType,
	input: Write
): Promise<{ version: number } | Refusal> {
	const { group } = member;
	if (!(await lockGroup(trx, ctx, group))) return notHere();
	const place = { circle: input.circle, type: type.type, id: input.id };
	const refused = (await epochOf(trx, group, input)) ?? (await headerOf(trx, group, input.envelope));
	if (refused) return refused;
	const now = await find(trx, group, place);
	if ((now?.version ?? 0) !== input.base) return refuse(409, 'edited', { current: now ?? null });
	const row = { ...place, epoch: input.epoch, version: input.base + 1, envelope: input.envelope };
	await save(trx, group, row, now ? undefined : type.live);
	if (!type.quiet) {
		const payload = { version: row.version };
		await events.record(trx, ctx, { group, actor: member.handle, verb: `${type.type}.put`, object: input.id, payload });
	}
	return { version: row.version };
}

async function epochOf(trx: Trx, group: string, { circle, epoch }: Write): Promise<Refusal | undefined> {
	const row = await trx
		.selectFrom('circle')
		.select(['epoch', 'due'])
		.where('group_id', '=', group)
		.where('circle', '=', circle)
		.executeTakeFirst();
	if (!row) return notHere();
	if (row.due === 1) return refuse(409, 'epoch-due');
	return row.epoch === epoch ? undefined : refuse(409, 'epoch', { epoch: row.epoch });
}

/** What an envelope says in plain: its suite, and the roster head that its author cites (docs/formats.md). */
export async function headerOf(trx: Db, group: string, envelope: string): Promise<Refusal | undefined> {
	const bytes = Buffer.from(envelope.slice(0, 44), 'base64url');
	if (bytes[0] !== 1 || bytes.length !== 33) return refuse(422, 'envelope');
	const cited = await trx
		.selectFrom('roster_event')
		.select('seq')
		.where('group_id', '=', group)
		.where('hash', '=', bytes.subarray(1).toString('base64url'))
		.executeTakeFirst();
	return cited ? undefined : refuse(422, 'envelope-head');
}

export const find = (
	db: Db,
	group: string,
	at: { circle: string; type: string; id: string }
): Promise<Row | undefined> =>
	db
		.selectFrom('record')
		.select(columns)
		.where('group_id', '=', group)
		.where('circle', '=', at.circle)
		.where('type', '=', at.type)
		.where('id', '=', at.id)
		.executeTakeFirst();

/** Puts a row where it belongs, whatever was there. `live` only for a new one. */
export async function save(trx: Trx, group: string, row: Row, live: boolean | undefined): Promise<void> {
	const { circle, type, id, version, epoch, envelope } = row;
	const rest = { version, epoch, envelope, hash: sha256(envelope) };
	const values = { group_id: group, circle, type, id, ...rest, live: live ? 1 : 0 };
	await trx
		.insertInto('record')
		.values(values)
		.onConflict((c) => c.columns(['group_id', 'circle', 'type', 'id']).doUpdateSet(rest))
		.execute();
}

/** Whether newcomers are still to see it: a session that is over, an agreement that has been replaced, are not. */
export async function setLive(trx: Trx, group: string, at: { type: string; ids: readonly string[] }, live: boolean) {
	if (at.ids.length === 0) return;
	await trx
		.updateTable('record')
		.set({ live: live ? 1 : 0 })
		.where('group_id', '=', group)
		.where('type', '=', at.type)
		.where('id', 'in', [...at.ids])
		.execute();
}

/** Deletes sealed rows for good. */
export async function erase(
	trx: Trx,
	group: string,
	at: { types?: readonly string[]; ids?: readonly string[]; circle?: string }
) {
	let query = trx.deleteFrom('record').where('group_id', '=', group);
	if (at.types) query = query.where('type', 'in', [...at.types]);
	if (at.ids) query = query.where('id', 'in', [...at.ids]);
	if (at.circle !== undefined) query = query.where('circle', '=', at.circle);
	await query.execute();
}

/** Tells those who read the circle to look again, and nobody else: not even that something happened. */
export function pokeRecords(ctx: Context, group: string, circle: string): void {
	const poke = { group, topic: 'records' };
	const owner = ownerOf(circle);
	if (circle === 'group') return ctx.poke(poke);
	ctx.poke({ ...poke, facilitatorsOnly: true });
	if (owner) ctx.poke({ ...poke, handles: [owner] });
}
