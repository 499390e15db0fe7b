import type { RecordRow, RotationInput } from './change.ts';
import { circleOf, isFacilitator, liveLine } from './circles.ts';
import type { Place } from './envelope.ts';
import type { GroupSession } from './group-session.ts';
import type { RecordAt } from './record.ts';
import { ruleOf } from './record-types.ts';
import type { Hash } from './sealed.ts';

/** The newest version of a record that was opened since unlocking, as it lay then. */
export interface Seen extends RecordAt {
	version: number;
	hash: Hash;
	epoch: number;
	/** Its line in the list of what is live. */
	line: Hash;
}

const nameOf = ({ circle, type, id }: RecordAt) => `${circle}/${type}/${id}`;

/** Whether something newer, or another version of the same number, was seen before. */
export function contradictsSeen(session: GroupSession, place: Place, hash: Hash): boolean {
	const before = session.seen.get(nameOf(place));
	if (!before) return false;
	return before.version > place.version || (before.version === place.version && before.hash !== hash);
}

/** Remembers what was opened. The same version from an earlier epoch says nothing new. */
export function remember(session: GroupSession, place: Place, { hash, line }: { hash: Hash; line: Hash }): void {
	const { circle, type, id, version, epoch } = place;
	const before = session.seen.get(nameOf(place));
	if (before && before.version === version && before.epoch > epoch) return;
	session.seen.set(nameOf(place), { circle, type, id, version, hash, epoch, line });
}

/**
 * [Note: the closing list] Whoever rotates signs what is live in the epoch that closes, and only the host knows all of
 * it. So what this Vault has seen there itself must stand in the list as it was seen; a list that leaves it out, or has
 * an earlier or another version of it, is not signed. A line says nothing about a record that she has not, so that a
 * newer version looks like a missing one: what `unlistedIn` names is asked for again, opened, and compared once more.
 */
export function unlistedIn(session: GroupSession, { circle, live }: Pick<RotationInput, 'circle' | 'live'>): Seen[] {
	const closing = circleOf(session.state, circle)?.epoch;
	const lines = new Set(live);
	return [...session.seen.values()].filter(
		(seen) => seen.circle === circle && seen.epoch === closing && !lines.has(seen.line)
	);
}

/** Whether this list may be signed: everything seen stands in it, but for what may be gone and the server says is gone. */
export function standsByWhatWasSeen(session: GroupSession, input: RotationInput): boolean {
	const { gone = [] } = input;
	return unlistedIn(session, input).every(
		(seen) => gone.some(({ type, id }) => type === seen.type && id === seen.id) && mayBeGone(session, seen.type)
	);
}

/** Some are never deleted while their circle lasts, and whoever reads them always can ask for them. */
function mayBeGone({ state, handle }: GroupSession, type: string): boolean {
	const { stays } = ruleOf(type);
	return stays === undefined || (stays === 'for facilitators' && !isFacilitator(state, handle));
}

/** A row to seal again that lies in the closing epoch has to be in its list; an earlier one was in the list of its own. */
export async function isListed(
	session: GroupSession,
	row: RecordRow,
	{ circle, live }: RotationInput
): Promise<boolean> {
	if (row.epoch !== circleOf(session.state, circle)?.epoch) return true;
	return live.includes(await liveLine(session.group, row));
}
