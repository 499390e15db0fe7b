import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';

/**
 * After a publication, or when the place has changed: seals what open invitations show anew. What does not succeed
 * keeps showing what stood before, until the next time; the agreement she is then asked about again when she has joined.
 * Never throws: what it comes after has been saved, also when the keys go meanwhile, or its code cannot be fetched.
 */
export async function renewAll(client: Client, group: Hash): Promise<void> {
	await import('./offers.ts').then(({ renewEach }) => renewEach(client, group)).catch(() => undefined);
}
