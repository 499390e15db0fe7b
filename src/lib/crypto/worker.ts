import { openVault } from './open-vault.ts';
import { serveVault } from './remote-protocol.ts';

// The Vault's own thread: keys and plaintext live here and end with it.
serveVault(self, openVault());
