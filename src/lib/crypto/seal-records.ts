import type { RecordRow } from './change.ts';
import { circleOf, isLogType, isName, placeOfLog } from './circles.ts';
import { seal, type Place } from './envelope.ts';
import { keysFor, type GroupSession } from './group-session.ts';
import type { LiveInput, LiveRow, SealInput } from './record.ts';
import type { RosterState } from './roster.ts';
import type { BuildRefusal } from './vault.ts';

type Refused = { ok: false; reason: BuildRefusal };

/** The newest epoch of a circle, if it may be written to. */
export function writableEpoch(state: RosterState, circle: string): { ok: true; epoch: number } | Refused {
	const known = circleOf(state, circle);
	if (!known || known.ended) return { ok: false, reason: 'no-key' };
	if (known.due || known.epoch === 0) return { ok: false, reason: 'epoch-due' };
	return { ok: true, epoch: known.epoch };
}

/** Seals records under the newest epochs, citing the newest head. All or nothing. */
export async function sealRecords(
	session: GroupSession,
	items: SealInput[]
): Promise<{ ok: true; records: RecordRow[] } | Refused> {
	const all = await Promise.all(items.map((item) => sealOne(session, item)));
	const records: RecordRow[] = [];
	for (const one of all) {
		if (!one.ok) return one;
		records.push(one.record);
	}
	return { ok: true, records };
}

async function sealOne(session: GroupSession, item: SealInput): Promise<{ ok: true; record: RecordRow } | Refused> {
	const { circle, type, id, version, prev, body } = item;
	if (isLogType(type)) throw new TypeError('an entry of a log is sealed by sealLive');
	if (!isName(type) || !isName(id) || version < 1) throw new TypeError(`no place for a record: ${type}/${id}`);
	const writable = writableEpoch(session.state, circle);
	if (!writable.ok) return writable;
	const { epoch } = writable;
	const keys = await keysFor(session, { circle, epoch, type, id });
	if (!keys || !session.signer) return { ok: false, reason: 'no-key' };
	const place: Place = { group: session.group, circle, epoch, type, id, version };
	const content = { author: session.handle, head: session.state.head, prev, body };
	const envelope = await seal(place, content, keys, session.signer.sign);
	if (!envelope) return { ok: false, reason: 'too-large' };
	return { ok: true, record: { circle, type, id, version, epoch, envelope } };
}

/**
 * Seals entries of a live log; works also while covered, and while the circle waits for its next key: a woman who needs
 * a break cannot wait for a facilitator's visit, and whoever left is handed nothing any more.
 */
export async function sealLive(
	session: GroupSession,
	items: LiveInput[]
): Promise<{ ok: true; entries: LiveRow[] } | Refused> {
	const entries: LiveRow[] = [];
	for (const { circle: log, session: id, entry, body } of items) {
		const at = placeOfLog(log);
		const known = at && circleOf(session.state, at.circle);
		if (!known || known.ended || known.epoch === 0) return { ok: false, reason: 'no-key' };
		const { circle, type } = at;
		const { epoch } = known;
		const keys = await keysFor(session, { circle, epoch, type, id });
		if (!keys) return { ok: false, reason: 'no-key' };
		const place = { group: session.group, circle, epoch, type, id, version: 1, entry };
		const content = { author: session.handle, head: session.state.head, prev: '' as const, body };
		const envelope = await seal(place, content, keys, null);
		if (!envelope) return { ok: false, reason: 'too-large' };
		entries.push({ circle: log, session: id, entry, epoch, envelope });
	}
	return { ok: true, entries };
}
