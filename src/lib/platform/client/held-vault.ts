import type { Client } from './client.ts';

export interface HeldVault {
	vault: Client['vault'];
	/** Ends the Worker: every key in it is gone. */
	end(): void;
}

/** A Worker with an empty Vault in it. */
export function startVault(): HeldVault {
	throw new Error('the Worker is not there yet');
}
