import { circleOf, isCircleName, isLogType, isName, liveLine, placeOfLog } from './circles.ts';
import { contentHash, open, type Inside, type Place } from './envelope.ts';
import { keysFor, liveIn, type GroupSession } from './group-session.ts';
import type { RecordRow } from './change.ts';
import type { LiveRow, Opened, OpenedLive, OpenRefusal } from './record.ts';
import { ruleOf } from './record-types.ts';
import { contradictsSeen, remember } from './seen.ts';

const isCount = (number: unknown) => Number.isSafeInteger(number) && (number as number) > 0;

function isRow(row: unknown): row is RecordRow {
	if (typeof row !== 'object' || row === null) return false;
	const { circle, type, id, version, epoch, envelope } = row as Record<string, unknown>;
	return (
		isCircleName(circle) &&
		isName(type) &&
		isName(id) &&
		isCount(version) &&
		isCount(epoch) &&
		typeof envelope === 'string'
	);
}

type Found = ({ ok: true; place: Place } & Inside) | { ok: false; reason: OpenRefusal };
const refused = (reason: OpenRefusal): { ok: false; reason: OpenRefusal } => ({ ok: false, reason });

/** Opens a record as far as it can be judged by itself. */
export async function openInside(session: GroupSession, row: RecordRow): Promise<Found> {
	if (!isRow(row) || isLogType(row.type)) return refused('wrong-place');
	const { circle, type, id, version, epoch, envelope } = row;
	const known = circleOf(session.state, circle);
	if (!known || epoch > known.epoch) return refused('unknown-epoch');
	const keys = await keysFor(session, { circle, epoch, type, id });
	if (!keys) return refused('unknown-epoch');
	if (epoch < known.epoch && !(await liveIn(session, circle, epoch))?.has(await liveLine(session.group, row))) {
		return refused('closed-epoch');
	}
	const place = { group: session.group, circle, epoch, type, id, version };
	const opened = await open(place, envelope, keys, { state: session.state, seqOf: (head) => session.seqs.get(head) });
	return opened.ok ? { ...opened, place } : opened;
}

/** Opens each on its own; then looks, in order, whether any is older than, or another than, what was seen before. */
export async function openRecords(session: GroupSession, rows: RecordRow[]): Promise<Opened[]> {
	const opened = await Promise.all(
		rows.map(async (row) => {
			const found = await openInside(session, row);
			if (!found.ok) return found;
			const [hash, line] = await Promise.all([contentHash(found.place, found), liveLine(session.group, row)]);
			return { ...found, hash, line };
		})
	);
	return opened.map((found): Opened => {
		if (!found.ok) return found;
		const { place, body, author, hash, head } = found;
		if (contradictsSeen(session, place, hash)) return refused('rolled-back');
		remember(session, place, found);
		const signed = ruleOf(place.type).proof === 'signature';
		const seq = session.seqs.get(head) ?? 0;
		return { ok: true, body, author, version: place.version, hash, head, seq, signed };
	});
}

/** Opens entries of live logs. A closed epoch is no obstacle: a log is not rewritten when a circle rotates. */
export function openLive(session: GroupSession, rows: LiveRow[]): Promise<OpenedLive[]> {
	return Promise.all(rows.map((row) => openEntry(session, row)));
}

async function openEntry(session: GroupSession, row: LiveRow): Promise<OpenedLive> {
	const at = placeOfLog(row?.circle);
	const asRecord = { ...row, ...at, id: row?.session, version: 1 };
	if (!at || !isRow(asRecord) || !isName(row.entry)) return refused('wrong-place');
	const { circle, epoch, id, type } = asRecord;
	if (epoch > (circleOf(session.state, circle)?.epoch ?? 0)) return refused('later-epoch');
	const keys = await keysFor(session, { circle, epoch, type, id });
	if (!keys) return refused('unknown-epoch');
	const place = { group: session.group, circle, epoch, type, id, version: 1, entry: row.entry };
	const roster = { state: session.state, seqOf: (head: string) => session.seqs.get(head) };
	const opened = await open(place, row.envelope, keys, roster);
	if (!opened.ok) return opened;
	const { body, author, head } = opened;
	// A MAC says that a reader made it, not which: in a game each has a log of her own, which the server lets nobody else add to.
	if (at.by !== null && at.by !== author) return refused('wrong-author');
	return { ok: true, body, author, head };
}
