import { openVault } from './open-vault.ts';
import { serveVault, type Port } from './remote-protocol.ts';

// The Vault's own thread: keys and plaintext live here and end with it.
serveVault(self as unknown as Port, openVault());
