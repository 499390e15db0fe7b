import { groupKeys } from './account-keys.ts';
import { founderKey } from './circles.ts';
import { newId } from './encoding.ts';
import { openRequest, sealRequest } from './join.ts';
import { keysOfFragment, openOffer, sealOffer } from './offer.ts';
import { ringOf, sessionOf, type VaultContext } from './vault-context.ts';
import type { Vault } from './vault.ts';

export type JoiningPart = Pick<Vault, 'readOffer' | 'requestToJoin' | 'publicKeys' | 'renewOffer' | 'openRequest'>;

/** Both sides of an invitation. */
export function joiningPart(context: VaultContext): JoiningPart {
	return {
		async readOffer({ fragment, offer, day }) {
			const keys = await keysOfFragment(fragment);
			return keys ? openOffer(keys, offer, day) : { ok: false, reason: 'damaged' };
		},
		async requestToJoin({ fragment, offer, day, body }) {
			const ring = ringOf(context);
			const keys = await keysOfFragment(fragment);
			const read = keys && (await openOffer(keys, offer, day));
			if (!keys || !read) return { ok: false, reason: 'damaged' };
			if (!read.ok) return read;
			const handle = newId();
			const hers = { handle, keys: await groupKeys(ring[0] ?? new Uint8Array(0), handle) };
			const request = await sealRequest(keys, read.terms, hers, body);
			if (!request) throw new RangeError('too large to seal');
			return { ok: true, handle, request, id: keys.id, invitation: keys.invitation };
		},
		async publicKeys(handle) {
			return (await groupKeys(ringOf(context)[0] ?? new Uint8Array(0), handle)).public;
		},
		async renewOffer(group, { fragment, preview }) {
			const state = sessionOf(context, group)?.state;
			const keys = await keysOfFragment(fragment);
			if (!state) return { ok: false, reason: 'no-group' };
			const open = keys && state.invitations[keys.invitation];
			if (!open) return { ok: false, reason: 'no-invitation' };
			const { role, expires } = open;
			const { id, invitation } = keys;
			const terms = { invitation, group, head: state.head, founder: founderKey(state), role, expires };
			const offer = await sealOffer(keys, terms, preview);
			return offer ? { ok: true, offer, id, invitation } : { ok: false, reason: 'too-large' };
		},
		async openRequest(group, { fragment, request, day }) {
			const state = sessionOf(context, group)?.state;
			const keys = await keysOfFragment(fragment);
			if (!state || !keys) return { ok: false, reason: 'damaged' };
			const opened = await openRequest(keys, request, state, day);
			if (!opened.ok) return opened;
			const { handle, terms, sign, age, body, words } = opened;
			return { ok: true, handle, terms, sign, age, body, words };
		}
	};
}
