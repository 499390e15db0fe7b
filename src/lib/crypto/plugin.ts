import type { Plugin } from 'vite';

const OWN = '\0rowan-age:';

/** What age's own file of this name gives us, where the browser has no X25519: loaded then, and not before. */
const CURVE = `
const noble = () => import('@noble/curves/ed25519.js').then(({ x25519 }) => x25519);
export const x25519 = {
	GuBytes: Uint8Array.from({ length: 32 }, (_, i) => (i ? 0 : 9)),
	scalarMult: async (scalar, u) => (await noble()).scalarMult(scalar, u),
	scalarMultBase: async (scalar) => (await noble()).scalarMultBase(scalar)
};`;
/** Kinds of recipients that we never make and refuse to read: words, hybrid keys, and tags of hardware keys. */
const KINDS = [
	'HybridIdentity',
	'HybridRecipient',
	'HybridTagRecipient',
	'ScryptIdentity',
	'ScryptRecipient',
	'TagRecipient'
];
const RECIPIENTS = './recipients.js';
const withoutThem = (whole: string) => `
export * from ${JSON.stringify(whole)};
class None { constructor() { throw new Error('not a kind of key that is used here'); } }
export { ${KINDS.map((kind) => `None as ${kind}`).join()} };`;

/** What the fallback curves want of the hashes is theirs alone: shared with the rest, all of it would come with the rest. */
const FALLBACK = /\/@noble\/curves\//;
const HASHES = /\/@noble\/hashes\/\w+\.js$/;
const APART = '?apart';

const CURVES = '@noble/curves/ed25519.js';

/**
 * age-encryption brings every kind of recipient at once, 50 kB of which we use 12. For the browser the kinds that no
 * file of ours holds are left out, and the fallback for X25519 waits until it is needed: age asks for it only after
 * WebCrypto has refused, and awaits the answer.
 */
export function ageWithoutTheRest(): Plugin {
	let whole = '';
	return {
		name: 'rowan-age',
		enforce: 'pre',
		async resolveId(id, importer) {
			if (importer?.includes('/age-encryption/dist/') && id === CURVES) return OWN + CURVES;
			if (importer?.endsWith('/age-encryption/dist/index.js') && id === RECIPIENTS) {
				whole = (await this.resolve(id, importer, { skipSelf: true }))?.id ?? '';
				return OWN + RECIPIENTS;
			}
			if (!importer || !(FALLBACK.test(importer) || importer.endsWith(APART))) return undefined;
			const found = await this.resolve(id, importer.replace(APART, ''), { skipSelf: true });
			return found && HASHES.test(found.id) ? found.id + APART : undefined;
		},
		load: (id) => (id === OWN + CURVES ? CURVE : id === OWN + RECIPIENTS ? withoutThem(whole) : undefined)
	};
}
