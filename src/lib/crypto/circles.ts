import { canonicalBytes } from './canonical.ts';
import { fromBase64url, toBase64url, utf8 } from './encoding.ts';
import { hashIn, sha256 } from './primitives.ts';
import type { RosterCircle, RosterMember, RosterState, Span } from './roster.ts';
import type { CircleName, Handle, Hash, LogName, Sealed } from './sealed.ts';

/** The circle of one woman and the facilitators. */
export function memberCircle(handle: Handle): CircleName {
	return `member:${handle}`;
}

/** Whether it is spelled as 16 bytes in base64url. */
export function isHandle(text: unknown): text is Handle {
	return fromBase64url(text, 16) !== null;
}

/** Whether it is spelled as 32 bytes in base64url. */
export function isHash(text: unknown): text is Hash {
	return fromBase64url(text, 32) !== null;
}

/** `group`, `facilitators` or `member:<handle>`. */
export function isCircleName(text: unknown): text is CircleName {
	if (text === 'group' || text === 'facilitators') return true;
	return typeof text === 'string' && text.startsWith('member:') && isHandle(text.slice(7));
}

/** A woman's own log of a game. */
export function playLog(handle: Handle): LogName {
	return `play:${handle}`;
}

/** Where the entries of a log lie, and whose alone they may be; null: no such log. */
export function placeOfLog(log: unknown): { circle: CircleName; type: 'live' | 'play'; by: Handle | null } | null {
	if (isCircleName(log)) return { circle: log, type: 'live', by: null };
	if (typeof log !== 'string' || !log.startsWith('play:') || !isHandle(log.slice(5))) return null;
	return { circle: 'group', type: 'play', by: log.slice(5) };
}

/** A type whose records are entries of a log, and nothing else. */
export const isLogType = (type: string): boolean => type === 'live' || type === 'play';

/** A record's type or id: 1 to 100 characters, none of them a slash or a blank. */
export function isName(text: unknown): text is string {
	return typeof text === 'string' && /^[^/\s]{1,100}$/.test(text);
}

function holds(span: Span | undefined, seq: number): boolean {
	return span !== undefined && span.from <= seq && (span.to === null || seq < span.to);
}

/** A member of this handle, whatever her state. */
export function memberOf(state: RosterState, handle: string): RosterMember | undefined {
	return Object.prototype.hasOwnProperty.call(state.members, handle) ? state.members[handle] : undefined;
}

/** A circle that has been opened by an event. */
export function circleOf(state: RosterState, circle: string): RosterCircle | undefined {
	return Object.prototype.hasOwnProperty.call(state.circles, circle) ? state.circles[circle] : undefined;
}

/** Whether she was a member after event `seq` (default: the last). */
export function isActive(state: RosterState, handle: string, seq = state.seq): boolean {
	return holds(memberOf(state, handle)?.member, seq);
}

/** Whether she was a facilitator after event `seq` (default: the last). */
export function isFacilitator(state: RosterState, handle: string, seq = state.seq): boolean {
	return isActive(state, handle, seq) && (memberOf(state, handle)?.facilitator ?? []).some((span) => holds(span, seq));
}

/** Whether she read this circle after event `seq` (default: the last). */
export function isReader(state: RosterState, circle: string, handle: string, seq = state.seq): boolean {
	if (circle === 'group') return isActive(state, handle, seq);
	if (circle === 'facilitators') return isFacilitator(state, handle, seq);
	if (!circle.startsWith('member:')) return false;
	return isFacilitator(state, handle, seq) || (circle === memberCircle(handle) && isActive(state, handle, seq));
}

/** Who reads a circle now, in the order of the roster. */
export function readers(state: RosterState, circle: string): Handle[] {
	return Object.keys(state.members).filter((handle) => isReader(state, circle, handle));
}

/** The founder's signing key, which offers and requests cite. */
export function founderKey(state: RosterState): string {
	return Object.values(state.members).find(({ member }) => member.from === 0)?.keys[0]?.sign ?? '';
}

/** Active facilitators. */
export function facilitators(state: RosterState): Handle[] {
	return Object.keys(state.members).filter((handle) => isFacilitator(state, handle));
}

/** The signing key that was hers after event `seq`. */
export function signKeyAt(state: RosterState, handle: string, seq: number): string | undefined {
	return memberOf(state, handle)
		?.keys.filter((keys) => keys.from <= seq)
		.slice(-1)[0]?.sign;
}

/** Circles that wait for a new epoch. */
export function dueCircles(state: RosterState): CircleName[] {
	return (Object.keys(state.circles) as CircleName[]).filter((circle) => circleOf(state, circle)?.due);
}

interface Row {
	circle: string;
	type: string;
	id: string;
	version: number;
}

/**
 * One line of the list of what is live in an epoch; `hash` is the SHA-256 of the envelope's text. Whoever has the record
 * can look for its line. Whoever has not reads nothing in it, not even that there is such a record: everybody in the
 * circle is handed the list, and an envelope cannot be guessed.
 */
export function lineOf(group: Hash, { circle, type, id, version, hash }: Row & { hash: Hash }): Promise<Hash> {
	return hashIn('line', canonicalBytes({ circle, group, hash, id, type, version }));
}

/** The same from the whole record. */
export async function liveLine(group: Hash, row: Row & { envelope: Sealed }): Promise<Hash> {
	return lineOf(group, { ...row, hash: toBase64url(await sha256(utf8(row.envelope))) });
}

/** The hash of such a list, in whatever order it comes: what a `rotate` event signs as `live`. */
export function liveHash(lines: string[]): Promise<Hash> {
	return hashIn('live', canonicalBytes([...lines].sort()));
}

/** What a `rotate` event says of a new epoch's key, so that a made-up wrap is refused. */
export function commitmentTo(key: Uint8Array): Promise<Hash> {
	return hashIn('epoch key', key);
}
