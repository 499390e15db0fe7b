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

/** Sealed while it was not known whether one is kept: nothing is sent yet that would take its place. */
const aside = new Map<string, Sealed>();

/** `known: false`: whether one is kept could not be found out now. That is not the same as none. */
export type Found = { known: false } | { known: true; body: Json | undefined };

/** Looks for what was kept. One that does not open counts as none. */
export async function look(client: Client, key: string, pending?: Write): Promise<Found> {
	const fetched = pending ? { known: true, sealed: sealedOf(pending) } : await fetch(client, key);
	if (!fetched.known) return { known: false };
	return { known: true, body: await opened(client, key, fetched.sealed) };
}

/** What was kept, or `undefined`: nothing, not to be had now, or not to be opened. */
export async function open(client: Client, key: string, pending?: Write): Promise<Json | undefined> {
	const found = await look(client, key, pending);
	return found.known ? found.body : undefined;
}

async function opened(client: Client, key: string, sealed: Sealed | undefined): Promise<Json | undefined> {
	if (sealed === undefined) return undefined;
	const one = await client.vault.openOwn({ label: LABEL, id: key, sealed });
	return one.ok ? one.body : undefined;
}

const sealedOf = ({ body }: Write) => (body as { sealed: Sealed } | undefined)?.sealed;

async function fetch(client: Client, key: string): Promise<{ known: boolean; sealed?: Sealed | undefined }> {
	const kept = await client.api.get<{ sealed: Sealed }>(path(key));
	if (kept.ok) remembered.set(key, kept.data.sealed);
	if (kept.ok) return { known: true, sealed: kept.data.sealed };
	if (kept.status === 404) return { known: true };
	const sealed = kept.reason === NO_NETWORK ? remembered.get(key) : undefined;
	return { known: sealed !== undefined, sealed };
}

/** Sealed to herself in this page's memory, until it is known whether one is kept. */
export async function putAside(client: Client, key: string, body: Json): Promise<void> {
	aside.set(key, await client.vault.sealOwn({ label: LABEL, id: key, body }));
}

/** What she typed last time, before it was known whether one is kept. It is not aside any more after that. */
export async function takeAside(client: Client, key: string): Promise<Json | undefined> {
	const body = await opened(client, key, aside.get(key));
	aside.delete(key);
	return body;
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
	aside.delete(key);
	return { method: 'DELETE', path: path(key), lane: lane(key), newest: true };
}
