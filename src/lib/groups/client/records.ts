import type { RecordRow } from '#lib/crypto/change.ts';
import type { Opened, OpenRefusal } from '#lib/crypto/record.ts';
import type { CircleName, Handle, Hash, Json } from '#lib/crypto/sealed.ts';
import type { BuildRefusal } from '#lib/crypto/vault.ts';
import type { Answer } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { trouble, troubleOf, type Outcome, type Trouble } from '#lib/platform/client/outcome.ts';
import { fetchGroup } from './fetched.ts';
import { refresh } from './finish.ts';
import type { GroupView } from './view.ts';

export { memberCircle } from './view.ts';

/** A record, opened. The body is as its author wrote it: parse it with the noun's schema. */
export interface Got {
	circle: CircleName;
	type: string;
	id: string;
	version: number;
	hash: Hash;
	author: Handle;
	/** The number of the roster's event whose head she cited. */
	seq: number;
	body: Json;
}

/** One that would not open; shown as "sealed" or "too old to open", never hidden in silence. */
export interface Unreadable {
	circle: CircleName;
	type: string;
	id: string;
	version: number;
	reason: OpenRefusal;
}

export interface PutInput {
	circle: CircleName;
	type: string;
	id: string;
	/** The version she changed, as `Got` or `Kept` says; `null` for a new record. */
	base: { version: number; hash: Hash } | null;
	body: Json;
}

export type PutOutcome =
	| { ok: true; record: Got }
	/** Somebody was faster: show both. `theirs` is `null` when theirs does not open. */
	| { ok: false; reason: 'edited'; theirs: Got | null }
	/** A new key is waiting for a facilitator: keep what she wrote and try again later. */
	| { ok: false; reason: 'epoch-due' | 'too-long' | Trouble; why?: string };

type Group = Pick<GroupView, 'group'>;
export interface Wanted {
	types: readonly string[];
	ids?: readonly string[];
	circle?: CircleName;
}

/** Every record of these types that she may read, or only those with these ids; in one circle or in all. */
export async function getRecords(
	client: Client,
	{ group }: Group,
	wanted: Wanted
): Promise<Outcome<{ records: Got[]; unreadable: Unreadable[] }>> {
	const answer = await fetchRows(client, group, wanted);
	return answer.ok ? { ok: true, ...(await openRows(client, group, answer.data.records)) } : troubleOf(answer);
}

/** The rows as they are kept, still sealed. */
export function fetchRows(client: Client, group: Hash, wanted: Wanted): Promise<Answer<{ records: RecordRow[] }>> {
	const query = new URLSearchParams({ types: wanted.types.join() });
	if (wanted.ids) query.set('ids', wanted.ids.join());
	if (wanted.circle) query.set('circle', wanted.circle);
	return client.api.get(`/groups/${group}/records?${query.toString()}`);
}

/** Newer than what the Vault has verified: the group changed since it was opened. */
const BEHIND = new Set<OpenRefusal>(['unknown-epoch', 'unknown-head']);

/** Opens rows that a route of another slice handed out. Fetches the group again if they are newer than what is known. */
export async function openRows(
	client: Client,
	group: Hash,
	rows: RecordRow[]
): Promise<{ records: Got[]; unreadable: Unreadable[] }> {
	let opened = await client.vault.open(group, rows);
	if (opened.some((one) => !one.ok && BEHIND.has(one.reason)) && (await fetchGroup(client, group)).ok) {
		opened = await client.vault.open(group, rows);
	}
	const records: Got[] = [];
	const unreadable: Unreadable[] = [];
	rows.forEach((row, at) => {
		const one = opened[at];
		if (one?.ok) records.push(gotOf(row, one));
		else unreadable.push({ ...placeOf(row), version: row.version, reason: one?.reason ?? 'damaged' });
	});
	return { records, unreadable };
}

const placeOf = ({ circle, type, id }: RecordRow) => ({ circle, type, id });
const gotOf = (row: RecordRow, { version, hash, author, seq, body }: Extract<Opened, { ok: true }>): Got => ({
	...placeOf(row),
	version,
	hash,
	author,
	seq,
	body
});

/** Seals and saves one record. If the group got a new key meanwhile it is sealed again and sent again by itself. */
export async function putRecord(client: Client, view: Group, input: PutInput): Promise<PutOutcome> {
	const { type, id, circle, base } = input;
	return sealAndSend(client, view.group, input, ({ epoch, envelope }) =>
		client.api.put(`/groups/${view.group}/records/${type}/${id}`, { circle, base: base?.version ?? 0, epoch, envelope })
	);
}

type Sent = Awaited<ReturnType<Client['api']['put']>>;
const MOST_TRIES = 4;

/**
 * Seals a record and hands it to `send`, as often as the group gets a new key in between. For records that travel with
 * something else: a publication, a card, a session.
 */
export async function sealAndSend(
	client: Client,
	group: Hash,
	input: PutInput,
	send: (row: RecordRow) => Promise<Sent>
): Promise<PutOutcome> {
	const { base, ...rest } = input;
	for (let turn = 0; ; turn++) {
		const sealed = await client.vault.seal(group, [
			{ ...rest, version: (base?.version ?? 0) + 1, prev: base?.hash ?? '' }
		]);
		const row = sealed.ok ? sealed.records[0] : undefined;
		const sent = row ? await send(row) : undefined;
		if (row && sent?.ok) {
			const { records } = await openRows(client, group, [row]);
			return records[0] ? { ok: true, record: records[0] } : trouble('went-wrong', 'own record does not open');
		}
		if (row && sent?.ok === false && sent.reason === 'edited')
			return conflict(client, group, input, row, sent.more.current);
		const stale = sealed.ok ? sent?.ok === false && STALE.has(sent.reason) : RETRY.has(sealed.reason);
		if (stale && turn < MOST_TRIES && (await refresh(client, group)).ok) continue;
		if (!sealed.ok) return unsealed(sealed.reason);
		if (sent?.ok !== false) return trouble('went-wrong');
		if (sent.reason === 'epoch-due') return { ok: false, reason: 'epoch-due' };
		return sent.reason === 'too-long' ? { ok: false, reason: 'too-long' } : troubleOf(sent);
	}
}

const STALE = new Set(['epoch', 'epoch-due', 'try-again']);
const RETRY = new Set<BuildRefusal>(['epoch-due', 'no-key', 'no-group']);

function unsealed(
	reason: BuildRefusal
): Extract<PutOutcome, { ok: false; reason: 'epoch-due' | 'too-long' | Trouble }> {
	if (reason === 'epoch-due') return { ok: false, reason };
	if (reason === 'too-large') return { ok: false, reason: 'too-long' };
	return reason === 'no-key' ? trouble('not-here', reason) : trouble('went-wrong', reason);
}

/** What stands now; or her own words, when the answer to her first try was lost on the way. */
async function conflict(
	client: Client,
	group: Hash,
	input: PutInput,
	mine: RecordRow,
	current: unknown
): Promise<PutOutcome> {
	const rows = current ? [current as RecordRow] : [];
	const theirs = (await openRows(client, group, rows)).records[0] ?? null;
	const known = await client.vault.open(group, [mine]);
	const hash = known[0]?.ok ? known[0].hash : undefined;
	if (theirs && theirs.hash === hash) return { ok: true, record: theirs };
	return theirs && theirs.type === input.type
		? { ok: false, reason: 'edited', theirs }
		: { ok: false, reason: 'edited', theirs: null };
}
