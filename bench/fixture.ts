import { randomBytes, createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import '#lib/groups/server/tables.ts';
import '#lib/people/server/tables.ts';
import { open, type Database } from '#lib/platform/server/db.ts';
import { migrate } from '#lib/platform/server/migrate.ts';

// Rows as the server would hold them, written straight into the store: what is measured is the server, and what it
// holds is sealed, so random bytes do.

export interface Caller {
	group: string;
	handle: string;
	token: string;
}

const MEMBERS = 12;
const id = () => randomBytes(16).toString('base64url');
const hash = () => randomBytes(32).toString('base64url');
const sealed = (bytes: number) => randomBytes(bytes).toString('base64url');
const DAY = '2026-11-23';

/** A data folder with `groups` groups of twelve, each member signed in. */
export async function fill(folder: string, groups: number): Promise<Caller[]> {
	mkdirSync(folder, { recursive: true });
	const database = await open(join(folder, 'rowan.sqlite'));
	await migrate(database.writer);
	const callers: Caller[] = [];
	for (let n = 0; n < groups; n += 1) callers.push(...(await oneGroup(database, n)));
	await database.close();
	return callers;
}

function oneGroup({ writer }: Database, n: number): Promise<Caller[]> {
	const group = hash();
	const now = Date.now();
	const people = Array.from({ length: MEMBERS }, (_, i) => ({
		account: id(),
		handle: id(),
		token: hash(),
		name: `p${n}-${i}`
	}));
	return writer.transaction().execute(async (trx) => {
		const accounts = people.map((p) => ({ id: p.account, name: p.name, name_fold: p.name, created_day: DAY }));
		await trx.insertInto('account').values(accounts).execute();
		const times = { created_at: now, seen_at: now, proven_at: now, ends_at: now + 12 * 3_600_000, borrowed: 0 };
		const tokenHash = (token: string) => createHash('sha256').update(token).digest('base64url');
		const sessions = people.map((p) => ({ token_hash: tokenHash(p.token), account_id: p.account, ...times }));
		await trx.insertInto('login_session').values(sessions).execute();
		const plain = { country: 'GB', zone: 'Europe/London', language: 'en', public_card: '{}', created_day: DAY };
		await trx
			.insertInto('peer_group')
			.values({ id: group, head: hash(), seq: 30, venue_opens: '48h', public_version: 1, ...plain })
			.execute();
		const members = people.map((p) => ({
			group_id: group,
			handle: p.handle,
			account_id: p.account,
			state: 'member' as const,
			since_day: DAY
		}));
		await trx.insertInto('membership').values(members).execute();
		const roles = people
			.slice(0, 2)
			.map((p) => ({ group_id: group, handle: p.handle, role: 'facilitator', since_day: DAY }));
		await trx.insertInto('membership_role').values(roles).execute();
		await trx.insertInto('circle').values({ group_id: group, circle: 'group', epoch: 1, due: 0 }).execute();
		const wrap = { group_id: group, circle: 'group', epoch: 1, seq: 1, file: sealed(1600), live: '[]' };
		await trx.insertInto('wrap').values(wrap).execute();
		const readers = people.map((p) => ({ group_id: group, handle: p.handle, circle: 'group', epoch: 1 }));
		await trx.insertInto('wrap_reader').values(readers).execute();
		const records = people.map((p) => ({
			...{ group_id: group, type: 'profile', id: p.handle, circle: 'group', epoch: 1, version: 1, live: 1 },
			...{ envelope: sealed(512), hash: hash() }
		}));
		await trx.insertInto('record').values(records).execute();
		return people.map(({ handle, token }) => ({ group, handle, token }));
	});
}
