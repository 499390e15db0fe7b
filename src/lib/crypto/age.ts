import { Decrypter, Encrypter } from 'age-encryption';
import { canonicalBytes, parseJson } from './canonical.ts';
import { fromBase64url, toBase64url, type Bytes } from './encoding.ts';
import type { Hash, Sealed } from './sealed.ts';

// The only importer of age-encryption. It goes with the Vault, and so into its Worker and no page.

/** The signed roster names the key's commitment, so what stands beside the key only says where it belongs. */
export interface WrappedKey {
	group: Hash;
	circle: string;
	epoch: number;
	/** The roster head before the `rotate` event. */
	head: Hash;
	key: Bytes;
}

/** An epoch's key in one age file to all readers (`age1…`). */
export async function wrapKey({ key, ...place }: WrappedKey, recipients: string[]): Promise<Sealed> {
	const encrypter = new Encrypter();
	for (const recipient of recipients) encrypter.addRecipient(recipient);
	const file = await encrypter.encrypt(canonicalBytes({ ...place, key: toBase64url(key) }));
	return toBase64url(file) as Sealed;
}

/** What a wrap holds for any of these identities, or `null`: made up, damaged, or for others. */
export async function unwrapKey(file: Sealed, identities: string[]): Promise<WrappedKey | null> {
	const bytes = fromBase64url(file);
	if (!bytes) return null;
	try {
		const decrypter = new Decrypter();
		for (const identity of identities) decrypter.addIdentity(identity);
		const content = parseJson(await decrypter.decrypt(bytes, 'uint8array'));
		if (content === null || typeof content !== 'object' || Array.isArray(content)) return null;
		const { group, circle, epoch, head } = content;
		const key = fromBase64url(content.key, 32);
		if (typeof group !== 'string' || typeof circle !== 'string' || typeof head !== 'string') return null;
		return key && typeof epoch === 'number' ? { group, circle, epoch, head, key } : null;
	} catch {
		return null;
	}
}
