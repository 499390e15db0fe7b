import type { Json, Sealed } from '#lib/crypto/sealed.ts';
import { NO_NETWORK } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Write } from '#lib/platform/client/outbox.ts';

const LABEL = 'draft';
const path = (key: string) => `/me/drafts/${encodeURIComponent(key)}`;

/** Writes of one draft go one after the other, and only the newest matters. */
export const lane = (key: string) => `draft ${key}`;

/** The newest of each key, still sealed, in this page's memory: after a lock without a network they open from here. */
const remembered = new Map<string, Sealed>();

/** What was kept, or `undefined`: nothing, not to be had now, or not to be opened. */
export async function open(client: Client, key: string, pending?: Write): Promise<Json | undefined> {
	const sealed = pending ? sealedOf(pending) : await fetched(client, key);
	if (sealed === undefined) return undefined;
	const opened = await client.vault.openOwn({ label: LABEL, id: key, sealed });
	return opened.ok ? opened.body : undefined;
}

const sealedOf = ({ body }: Write) => (body as { sealed: Sealed } | undefined)?.sealed;

async function fetched(client: Client, key: string): Promise<Sealed | undefined> {
	const kept = await client.api.get<{ sealed: Sealed }>(path(key));
	if (kept.ok) return kept.data.sealed;
	return kept.reason === NO_NETWORK ? remembered.get(key) : undefined;
}

/** Sealed to herself, ready for the outbox. */
export async function seal(client: Client, key: string, body: Json): Promise<Write> {
	const sealed = await client.vault.sealOwn({ label: LABEL, id: key, body });
	remembered.set(key, sealed);
	return { method: 'PUT', path: path(key), body: { sealed }, lane: lane(key), newest: true };
}

/** Takes the place of whatever still waits to be sent. */
export function gone(key: string): Write {
	remembered.delete(key);
	return { method: 'DELETE', path: path(key), lane: lane(key), newest: true };
}
