/** Bytes that WebCrypto accepts: never over shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text to UTF-8. */
export function utf8(text: string): Bytes {
	return encoder.encode(text);
}

/** UTF-8 to text, or `null` when it is not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
	try {
		return decoder.decode(bytes);
	} catch {
		return null;
	}
}

/** All parts, one after the other. */
export function concat(...parts: Uint8Array[]): Bytes {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** Base64url without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
	let binary = '';
	for (let at = 0; at < bytes.length; at += 0x8000) {
		binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	}
	return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/**
 * The one spelling that `toBase64url` gives, back to bytes; `null` for everything else (padding, other letters, stray
 * bits in the last one), so that no two texts stand for the same bytes. `length`: refuse any other number of bytes.
 */
export function fromBase64url(text: unknown, length?: number): Bytes | null {
	if (typeof text !== 'string' || text.length % 4 === 1 || !/^[\w-]*$/.test(text)) return null;
	const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
	if (length !== undefined && bytes.length !== length) return null;
	bytes.set(fromBase64(text.replace(/-/g, '+').replace(/_/g, '/')));
	const tail = text.length % 4;
	if (tail !== 0 && toBase64url(bytes.subarray(bytes.length - (tail - 1))) !== text.slice(-tail)) return null;
	return bytes;
}

/** Ordinary base64 of our own making to bytes. */
export function fromBase64(text: string): Bytes {
	const binary = atob(text);
	const bytes = new Uint8Array(binary.length);
	for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
	return bytes;
}

/** A number as four bytes, the highest first. */
export function uint32(value: number): Bytes {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value);
	return bytes;
}

/**
 * HKDF `info`: our own context and every part, each after its length, so that no two lists of parts run together.
 * `uint32(length) ‖ bytes` of `rowan/1 <label>` and of each part.
 */
export function info(label: string, ...parts: (string | Uint8Array)[]): Bytes {
	const all = [`rowan/1 ${label}`, ...parts].map((part) => (typeof part === 'string' ? utf8(part) : part));
	return concat(...all.flatMap((part) => [uint32(part.length), part]));
}

/** What a signature, a MAC or a hash is made over: `rowan/1 <label>`, a zero byte, the content. */
export function inContext(label: string, content: Uint8Array): Bytes {
	return concat(utf8(`rowan/1 ${label}`), new Uint8Array(1), content);
}

const kB = 1024;
const sizes = [256, kB, 4 * kB, 16 * kB, 64 * kB, 256 * kB, kB * kB];

/** The longest content that still fits the largest size, in bytes. */
export const maxContent = kB * kB - 4;

/** Length, content and zeros up to the next of seven sizes; `null` when it is longer than `maxContent`. */
export function pad(content: Uint8Array): Bytes | null {
	const size = sizes.find((size) => size >= content.length + 4);
	if (size === undefined) return null;
	const padded = new Uint8Array(size);
	padded.set(uint32(content.length));
	padded.set(content, 4);
	return padded;
}

/** The content again, or `null` when it was not padded by `pad`. */
export function unpad(padded: Bytes): Bytes | null {
	if (!sizes.includes(padded.length)) return null;
	const end = new DataView(padded.buffer, padded.byteOffset).getUint32(0) + 4;
	if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) return null;
	return padded.subarray(4, end);
}

/** Fresh random bytes. */
export function randomBytes(length: number): Bytes {
	return crypto.getRandomValues(new Uint8Array(length));
}

/** A new id: 16 random bytes in base64url. */
export function newId(): string {
	return toBase64url(randomBytes(16));
}
