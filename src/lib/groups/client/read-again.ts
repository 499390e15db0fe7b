import * as v from 'valibot';
import type { Client } from '#lib/platform/client/client.ts';
import * as drafts from '#lib/people/client/drafts.ts';
import { preview, readAgainKey, type Preview } from '../invitation.ts';

// Once she has asked, her invitation opens nothing more. What it opened is kept for her while she waits, sealed under
// her own key like a draft: what she accepted, and how one gets in.

/** Keeps what she read. Too long, or no network: then it is not there, and nothing else is lost. */
export async function keep(client: Client, handle: string, read: Preview): Promise<void> {
	const { path, body } = await drafts.seal(client, readAgainKey(handle), { ...read });
	await client.api.put(path, body);
}

/** What she read before she asked, if it was kept. */
export async function open(client: Client, handle: string): Promise<Preview | undefined> {
	const parsed = v.safeParse(preview, await drafts.open(client, readAgainKey(handle)));
	return parsed.success ? parsed.output : undefined;
}

/** It did not come to her asking. Later, when she no longer waits, the server does it. */
export async function forget(client: Client, handle: string): Promise<void> {
	await client.api.delete(drafts.gone(readAgainKey(handle)).path);
}
