import { scryptInSlices, type Scrypt } from './stretch.ts';
import { accountPart } from './vault-account.ts';
import { changePart } from './vault-changes.ts';
import type { VaultContext } from './vault-context.ts';
import { groupPart, uncover } from './vault-groups.ts';
import { joiningPart } from './vault-joining.ts';
import type { Vault } from './vault.ts';

/** A Vault in this thread. In Node hand in `scryptNative`; a browser asks for `remoteVault` instead. */
export function openVault(options: { scrypt?: Scrypt } = {}): Vault {
	const context: VaultContext = {
		scrypt: options.scrypt ?? scryptInSlices,
		account: '',
		ring: null,
		coming: null,
		pending: null,
		covered: false,
		groups: new Map(),
		pins: new Map()
	};
	const account = accountPart(context);
	return {
		...account,
		...groupPart(context),
		...joiningPart(context),
		...changePart(context),
		async finishUnlock(input) {
			const answer = await account.finishUnlock(input);
			if (answer.ok) await uncover(context);
			return answer;
		}
	};
}
