import * as v from 'valibot';

/** Ciphertext, base64url. The server stores and hands out; it has nothing to open it with. */
export type Sealed = string & { readonly __sealed: unique symbol };

const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** A sealed value of at most `max` characters (1 MB of padded plaintext is about 1.4 million). */
export const sealed = (max = 1_450_000) =>
	v.pipe(
		v.string(),
		v.minLength(16),
		v.maxLength(max),
		v.regex(BASE64URL),
		v.transform((text) => text as Sealed)
	);

/** 16 random bytes made by a client, or by `newId`. */
export const id = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
/** 32 bytes: a group id, a hash. */
export const hash = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
/** A version or epoch. */
export const count = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000));
/** Milliseconds since 1970, UTC, within this century. */
export const instant = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(4_102_444_800_000));
/** A calendar day, `YYYY-MM-DD`. */
export const day = () => v.pipe(v.string(), v.isoDate());
/** `name=1` in a query, or nothing. */
export const flag = () =>
	v.optional(
		v.pipe(
			v.literal('1'),
			v.transform(() => true)
		)
	);
