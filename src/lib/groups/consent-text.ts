import * as v from 'valibot';
import type { Consent } from '#lib/crypto/roster.ts';

const consent = v.strictObject({ by: v.string(), head: v.string(), sig: v.string() });

/** A second signature as text that one woman can hand to another, over any way they have. It holds no secret. */
export const makeSignature = ({ by, head, sig }: Consent): string => [by, head, sig].join('.');

/** `undefined` when the text is none. Whether it is good is judged by the roster's rules. */
export function parseSignature(text: string): Consent | undefined {
	const [by, head, sig, more] = text.replace(/\s+/g, '').split('.');
	const parsed = v.safeParse(consent, { by, head, sig });
	return parsed.success && more === undefined ? parsed.output : undefined;
}
