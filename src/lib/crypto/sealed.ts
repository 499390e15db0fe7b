/**
 * The bytes of a sealed thing as base64url text. The server stores and hands out `Sealed` and never opens it;
 * only this folder makes one. What is inside: docs/formats.md.
 */
export type Sealed = string & { readonly __sealed: true };

/** Any JSON that canonical form allows: no fractions, no `undefined`. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** `YYYY-MM-DD`. The roster carries days and never times. */
export type Day = string;

/** 16 random bytes in base64url (22 characters): a woman in one group, linked to nothing outside it. */
export type Handle = string;

/** 32 bytes in base64url (43 characters). */
export type Hash = string;

/** `group` (all members), `facilitators`, or `member:<handle>` (one woman and the facilitators). */
export type CircleName = 'group' | 'facilitators' | `member:${string}`;

/** A log of a session: one of each circle, and `play:<handle>`, what one woman does in a game, for the whole group. */
export type LogName = CircleName | `play:${string}`;
