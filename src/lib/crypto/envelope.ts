import { canonicalBytes, parseJson } from './canonical.ts';
import { isReader, signKeyAt, isFacilitator } from './circles.ts';
import { sign, verify } from './curves.ts';
import { concat, fromBase64url, inContext, pad, toBase64url, unpad, type Bytes } from './encoding.ts';
import { aesKey, aesOpen, aesSeal, derive, hashIn, isMac, mac, macKey } from './primitives.ts';
import { ruleOf } from './record-types.ts';
import type { OpenRefusal } from './record.ts';
import type { RosterState } from './roster.ts';
import type { CircleName, Handle, Hash, Json, Sealed } from './sealed.ts';

/** Version byte of every envelope: AES-256-GCM, HKDF-SHA-256, Ed25519 or HMAC-SHA-256. */
const suite = 1;

/** Where a record lies. All of it is bound as associated data; `entry` only in a live log. */
export interface Place {
	group: Hash;
	circle: CircleName;
	epoch: number;
	type: string;
	id: string;
	version: number;
	entry?: string;
}

/** The two keys of one record (or one live log) in one epoch. */
export interface RecordKeys {
	seal: CryptoKey;
	mac: CryptoKey;
}

/** What is inside. `prev` is the `contentHash` of the version before; `head` the roster head that the author cites. */
export interface Content {
	author: Handle;
	head: Hash;
	prev: Hash | '';
	body: Json;
}

export interface Inside extends Content {
	/** Signature or MAC, as the type wants it. */
	proof: string;
}

/** `HKDF(G_e, "rec" ‖ type ‖ id)` and its sibling for MACs. A live log has one pair for the whole session. */
export async function recordKeys(epochKey: Bytes, type: string, id: string): Promise<RecordKeys> {
	const [forSealing, forProof] = await Promise.all([
		derive(epochKey, 'rec', type, id),
		derive(epochKey, 'mac', type, id)
	]);
	const [sealing, proving] = await Promise.all([aesKey(forSealing), macKey(forProof)]);
	return { seal: sealing, mac: proving };
}

/** What the proof is made over: never the epoch, so that someone else may seal it again. */
function claim(place: Place, { author, head, prev, body }: Content): Bytes {
	const { group, circle, type, id, version, entry } = place;
	const claimed = { author, body, circle, group, head, id, prev, type, version };
	return canonicalBytes(entry === undefined ? claimed : { ...claimed, entry });
}

function bound(place: Place, head: Hash): Bytes {
	const { group, circle, epoch, type, id, version, entry } = place;
	const all = { circle, epoch, group, head, id, type, v: suite, version };
	return canonicalBytes(entry === undefined ? all : { ...all, entry });
}

/** Names this version, under whatever epoch it is sealed; the next version cites it as `prev`. */
export function contentHash(place: Place, content: Content): Promise<Hash> {
	return hashIn('version', claim(place, content));
}

/** The proof that the type wants: a signature with her key of this group, or a MAC with the record's. */
export async function prove(place: Place, content: Content, keys: RecordKeys, seed: Bytes | null): Promise<string> {
	const message = claim(place, content);
	if (ruleOf(place.type).proof === 'mac') return toBase64url(await mac(keys.mac, inContext('note', message)));
	if (!seed) throw new Error('covered');
	return toBase64url(await sign(seed, inContext('record', message)));
}

/** Seals; `null` when it is too large. `seed` is her signing key, which deniable types do without. */
export async function seal(
	place: Place,
	content: Content,
	keys: RecordKeys,
	seed: Bytes | null
): Promise<Sealed | null> {
	return sealInside(place, { ...content, proof: await prove(place, content, keys, seed) }, keys);
}

/** Seals what was opened under another epoch again: a signature is kept, a MAC is made with this epoch's key. */
export async function reseal(place: Place, inside: Inside, keys: RecordKeys): Promise<Sealed | null> {
	if (ruleOf(place.type).proof === 'signature') return sealInside(place, inside, keys);
	return sealInside(place, { ...inside, proof: await prove(place, inside, keys, null) }, keys);
}

/** The outermost layer: `suite ‖ head (32) ‖ nonce (12) ‖ ciphertext ‖ tag`. The nonce is given by vectors alone. */
export async function sealInside(
	place: Place,
	inside: Inside,
	keys: RecordKeys,
	nonce?: Bytes
): Promise<Sealed | null> {
	const { author, body, head, prev, proof } = inside;
	const padded = pad(canonicalBytes({ author, body, head, prev, proof }));
	const headBytes = fromBase64url(head, 32);
	if (!padded || !headBytes) return null;
	const sealed = await aesSeal(keys.seal, padded, bound(place, head), nonce);
	return toBase64url(concat(Uint8Array.of(suite), headBytes, sealed)) as Sealed;
}

export type OpenedInside = ({ ok: true } & Inside) | { ok: false; reason: OpenRefusal };

const refused = (reason: OpenRefusal): OpenedInside => ({ ok: false, reason });

/** Opens and judges: keys, place, shape, head, author and proof. Never throws for any `envelope`. */
export async function open(
	place: Place,
	envelope: Sealed,
	keys: RecordKeys,
	roster: { state: RosterState; seqOf: (head: Hash) => number | undefined }
): Promise<OpenedInside> {
	const bytes = fromBase64url(envelope);
	if (!bytes || bytes.length === 0) return refused('damaged');
	if (bytes[0] !== suite) return refused('unknown-suite');
	const head = toBase64url(bytes.subarray(1, 33));
	const padded = await aesOpen(keys.seal, bytes.subarray(33), bound(place, head));
	const content = padded && unpad(padded);
	const inside = content && parseInside(parseJson(content));
	if (!inside || inside.head !== head) return refused('damaged');
	const seq = roster.seqOf(head);
	if (seq === undefined) return refused('unknown-head');
	return judge(place, inside, keys, roster.state, seq);
}

/** An author is judged at the roster head that she cites. */
async function judge(place: Place, inside: Inside, keys: RecordKeys, state: RosterState, seq: number) {
	const rule = ruleOf(place.type);
	const { author } = inside;
	const may = isReader(state, place.circle, author, seq) && (rule.by === 'reader' || isFacilitator(state, author, seq));
	if (!may) return refused('wrong-author');
	const proof = fromBase64url(inside.proof);
	if (!proof) return refused('damaged');
	if (rule.proof === 'mac') {
		const stands = await isMac(keys.mac, proof, inContext('note', claim(place, inside)));
		return stands ? { ok: true as const, ...inside } : refused('wrong-author');
	}
	const key = fromBase64url(signKeyAt(state, author, seq));
	const stands = key && (await verify(key, proof, inContext('record', claim(place, inside))));
	return stands ? { ok: true as const, ...inside } : refused('wrong-author');
}

function parseInside(json: Json | undefined): Inside | null {
	if (json === undefined || json === null || typeof json !== 'object' || Array.isArray(json)) return null;
	const { author, body, head, prev, proof } = json;
	if (typeof author !== 'string' || typeof head !== 'string' || typeof prev !== 'string') return null;
	if (typeof proof !== 'string' || body === undefined) return null;
	return { author, body, head, prev, proof };
}
