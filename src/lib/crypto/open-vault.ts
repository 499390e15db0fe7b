import { keepCard, openKept } from './kept-card.ts';
import { scryptInSlices, type Scrypt } from './stretch.ts';
import { accountPart } from './vault-account.ts';
import type { ChangePart } from './vault-changes.ts';
import type { VaultContext } from './vault-context.ts';
import { groupPart, uncover } from './vault-groups.ts';
import type { JoiningPart } from './vault-joining.ts';
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
		...later(joining, async () => (await import('./vault-joining.ts')).joiningPart(context)),
		...later(changes, async () => (await import('./vault-changes.ts')).changePart(context)),
		// Not with the joining part: it opens without a network.
		keepCard: (input, progress) => keepCard(input, context.scrypt, progress),
		openKept: (input, progress) => openKept(input, context.scrypt, progress),
		async finishUnlock(input) {
			const answer = await account.finishUnlock(input);
			if (answer.ok) await uncover(context);
			return answer;
		}
	};
}

const joining: Record<keyof JoiningPart, true> = {
	readOffer: true,
	requestToJoin: true,
	publicKeys: true,
	renewOffer: true,
	openRequest: true
};
const changes: Record<keyof ChangePart, true> = {
	found: true,
	invite: true,
	revokeInvite: true,
	admit: true,
	setRole: true,
	remove: true,
	leave: true,
	setPolicy: true,
	rekey: true,
	finishRotation: true,
	consent: true
};

type Verb = (...args: unknown[]) => Promise<unknown>;

/** A part that reading does without: its code is loaded when the first of its verbs is asked for. */
function later<Part extends object>(verbs: Record<keyof Part, true>, load: () => Promise<Part>): Part {
	const verb =
		(name: string): Verb =>
		async (...args) =>
			((await load()) as Record<string, Verb>)[name]?.(...args);
	return Object.fromEntries(Object.keys(verbs).map((name) => [name, verb(name)])) as Part;
}
