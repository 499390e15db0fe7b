import { toBase64url, utf8 } from '#lib/crypto/encoding.ts';
import { sha256 } from '#lib/crypto/primitives.ts';

/**
 * An id that follows from what a thing is about: whoever writes it, on whichever device and however often, writes the
 * same one. 22 characters of SHA-256 over `rowan/<kind>/1` and the parts, a line each.
 * @param parts hold no line breaks
 */
export async function derivedId(kind: string, ...parts: string[]): Promise<string> {
	const lines = [`rowan/${kind}/1`, ...parts].join('\n');
	return toBase64url((await sha256(utf8(lines))).subarray(0, 16));
}
