import * as v from 'valibot';
import type { RecordRow } from '#lib/crypto/change.ts';
import type { SealInput } from '#lib/crypto/record.ts';
import type { Hash, Json } from '#lib/crypto/sealed.ts';
import type { Answer } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { trouble, type Trouble } from '#lib/platform/client/outcome.ts';
import { refresh } from '#lib/groups/client/finish.ts';
import type { Got } from '#lib/groups/client/records.ts';
import type { GroupView, Kept } from '#lib/groups/client/view.ts';

/** What stood before: its version and hash, or nothing. */
export type Base = { version: number; hash: Hash } | null;

export interface Piece extends Pick<SealInput, 'circle' | 'type' | 'id'> {
	base: Base;
	body: Json;
}

/** A sealed part on its way to the server: the version it changes, and the envelope. */
export interface Part {
	base: number;
	epoch: number;
	envelope: string;
}
export const partOf = ({ version, epoch, envelope }: RecordRow): Part => ({ base: version - 1, epoch, envelope });

export type SealRefusal = { ok: false; reason: 'epoch-due' | 'too-long' | Trouble; why?: string };

const MOST_TRIES = 4;
const STALE = new Set(['epoch', 'epoch-due', 'try-again']);
const RETRY = new Set(['epoch-due', 'no-key', 'no-group']);

/**
 * Seals and sends, and when the group got a new key meanwhile, fetches it, seals again and sends again.
 * For verbs that save a row and several sealed parts together; a record by itself goes by `putRecord`.
 */
export async function sealAndSend<T>(
	client: Client,
	view: GroupView,
	pieces: readonly Piece[],
	send: (rows: RecordRow[]) => Promise<Answer<T>>
): Promise<Answer<T> | SealRefusal> {
	const items = pieces.map(({ base, ...rest }): SealInput => ({
		...rest,
		version: (base?.version ?? 0) + 1,
		prev: base?.hash ?? ''
	}));
	for (let tries = 1; ; tries += 1) {
		const sealed = await client.vault.seal(view.group, items);
		const answer = sealed.ok ? await send(sealed.records) : undefined;
		if (answer?.ok) return answer;
		const stale = answer ? STALE.has(answer.reason) : !sealed.ok && RETRY.has(sealed.reason);
		if (stale && tries < MOST_TRIES && (await refresh(client, view.group)).ok) continue;
		return answer ?? refusalOf(sealed.ok ? '' : sealed.reason);
	}
}

function refusalOf(reason: string): SealRefusal {
	if (reason === 'epoch-due') return { ok: false, reason };
	if (reason === 'too-large') return { ok: false, reason: 'too-long' };
	return reason === 'no-key' ? trouble('not-here', reason) : trouble('went-wrong', reason);
}

/** What was inside, if it is what its type says. */
export function keep<T>(record: Got | undefined, schema: v.GenericSchema<unknown, T>): Kept<T> | null {
	if (!record) return null;
	const parsed = v.safeParse(schema, record.body);
	return parsed.success ? { body: parsed.output, version: record.version, hash: record.hash } : null;
}
