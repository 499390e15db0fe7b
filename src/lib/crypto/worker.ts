import { openVault } from './open-vault.ts';
import { serveVault } from './remote-protocol.ts';

// The Vault's own thread: keys and plaintext live here and end with it.
serveVault(self, openVault());

// What unlocking and the first group need is fetched while she types her words. Whoever needs it asks again, and is told.
for (const part of [import('@noble/hashes/scrypt.js'), import('./age.ts')]) part.catch(() => undefined);
