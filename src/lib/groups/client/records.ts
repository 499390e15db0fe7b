import type { RecordRow } from '#lib/crypto/change.ts';
import type { Opened, OpenRefusal, SealInput } from '#lib/crypto/record.ts';
import type { CircleName, Handle, Hash, Json } from '#lib/crypto/sealed.ts';
import type { BuildRefusal } from '#lib/crypto/vault.ts';
import type { Answer, Api } from '#lib/platform/client/api.ts';
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

/** What stood before: its version and hash, as `Got` or `Kept` says; `null` for a new record. */
export type Base = { version: number; hash: Hash } | null;

/** One record to be written. */
export interface Piece {
	circle: CircleName;
	type: string;
	id: string;
	base: Base;
	body: Json;
}

/** A sealed part on its way to the server: the version it changes, and the envelope. */
export const partOf = ({ version, epoch, envelope }: RecordRow) => ({ base: version - 1, epoch, envelope });

/** `epoch-due`: a new key is waiting for a facilitator; keep what she wrote and try again later. */
export type SealRefusal = { ok: false; reason: 'epoch-due' | 'too-long' | Trouble; why?: string };

export type PutOutcome =
	| { ok: true; record: Got }
	/** Somebody was faster: show both. `theirs` is `null` when theirs does not open. */
	| { ok: false; reason: 'edited'; theirs: Got | null }
	| SealRefusal;

type Group = Pick<GroupView, 'group'>;
export interface Wanted {
	types: readonly string[];
	ids?: readonly string[];
	circle?: CircleName;
	/** Her device looks by itself: [Note: a look of the device] in `server/allowed.ts`. */
	unasked?: boolean;
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
	if (wanted.unasked) query.set('unasked', '1');
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

/**
 * Seals and saves one record. If the group got a new key meanwhile it is sealed again and sent again by itself.
 * @param put how it goes: at once, or by the outbox, which waits for a network however long that takes
 */
export async function putRecord(client: Client, view: Group, piece: Piece, put?: Api['put']): Promise<PutOutcome> {
	return putWith(client, view, piece, (row) => {
		const [path, body] = [`/groups/${view.group}/records/${piece.type}/${piece.id}`, partOf(row)];
		return (put ?? client.api.put)(path, { circle: piece.circle, ...body });
	});
}

/** As `putRecord`, for a record that travels with something else and by a route of its own: a publication, a card. */
export async function putWith(
	client: Client,
	{ group }: Group,
	piece: Piece,
	send: (row: RecordRow) => Promise<Answer<unknown>>
): Promise<PutOutcome> {
	const sent = await sealAndSend(client, { group }, [piece], (rows) => send(rows[0] as RecordRow));
	if (sent.ok) {
		const { records } = await openRows(client, group, sent.rows);
		return records[0] ? { ok: true, record: records[0] } : trouble('went-wrong', 'own record does not open');
	}
	if (!('status' in sent)) return sent;
	if (sent.reason !== 'edited') return refusalOf(sent);
	const current = sent.more.current as RecordRow | null | undefined;
	const theirs = current ? (await openRows(client, group, [current])).records[0] : undefined;
	return { ok: false, reason: 'edited', theirs: theirs?.type === piece.type ? theirs : null };
}

/** `data` is `null` when an earlier try had arrived, and only its answer was lost on the way. */
export type Sent<T> = { ok: true; data: T | null; rows: RecordRow[] } | Extract<Answer<T>, { ok: false }> | SealRefusal;

const MOST_TRIES = 4;
const STALE = new Set(['epoch', 'epoch-due', 'try-again']);
const RETRY = new Set<BuildRefusal>(['epoch-due', 'no-key', 'no-group']);

/**
 * Seals what is to be saved together and hands it to `send`, as often as the group gets a new key in between.
 *
 * [Note: The second try] The answer to a write may be lost on the way, and she presses again. So the ids of what is
 * made are chosen when its form is begun, and every try uses the same; and where the server says `edited`, what stands
 * is looked at: her own words, all of them and at just this version, mean that the first try was saved.
 */
export async function sealAndSend<T>(
	client: Client,
	{ group }: Group,
	pieces: readonly Piece[],
	send: (rows: RecordRow[]) => Promise<Answer<T>>
): Promise<Sent<T>> {
	const items = pieces.map(({ base, ...rest }): SealInput => ({
		...rest,
		version: (base?.version ?? 0) + 1,
		prev: base?.hash ?? ''
	}));
	for (let turn = 1; ; turn++) {
		const sealed = await client.vault.seal(group, items);
		const rows = sealed.ok ? sealed.records : [];
		const answer = sealed.ok ? await send(rows) : undefined;
		if (answer?.ok) return { ...answer, rows };
		if (answer?.reason === 'edited') {
			const standing = await arrived(client, group, rows);
			return standing ? { ok: true, data: null, rows: standing } : answer;
		}
		const stale = answer ? STALE.has(answer.reason) : !sealed.ok && RETRY.has(sealed.reason);
		if (stale && turn < MOST_TRIES && (await refresh(client, group)).ok) continue;
		return answer ?? unsealed(sealed.ok ? 'shape' : sealed.reason);
	}
}

/** What stands, if it is these very versions. */
async function arrived(client: Client, group: Hash, rows: RecordRow[]): Promise<RecordRow[] | null> {
	const answer = await fetchRows(client, group, {
		types: distinct(rows, 'type'),
		ids: distinct(rows, 'id'),
		unasked: true
	});
	const all = answer.ok ? answer.data.records : [];
	const standing = rows.flatMap((row) => all.find((one) => samePlace(one, row)) ?? []);
	if (standing.length < rows.length) return null;
	// Theirs first: once hers has been seen, another record of the same version would count as rolled back.
	const { records } = await openRows(client, group, standing);
	const mine = await client.vault.open(group, rows);
	const same = mine.every((one, at) => one.ok && one.hash === records[at]?.hash);
	return same && records.length === rows.length ? standing : null;
}

const distinct = (rows: RecordRow[], by: 'type' | 'id') => [...new Set(rows.map((row) => row[by]))];
const samePlace = (a: RecordRow, b: RecordRow) =>
	a.circle === b.circle && a.type === b.type && a.id === b.id && a.version === b.version;

/** An answer that is none of those which a verb knows by name. */
export function refusalOf(answer: Extract<Answer<unknown>, { ok: false }>): SealRefusal {
	const { reason } = answer;
	return reason === 'epoch-due' || reason === 'too-long' ? { ok: false, reason } : troubleOf(answer);
}

function unsealed(reason: BuildRefusal): SealRefusal {
	if (reason === 'epoch-due') return { ok: false, reason };
	if (reason === 'too-large') return { ok: false, reason: 'too-long' };
	return reason === 'no-key' ? trouble('not-here', reason) : trouble('went-wrong', reason);
}
