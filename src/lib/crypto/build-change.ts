import { wrapKey } from './age.ts';
import type { Change, RecordRow, RotationInput, Wrap } from './change.ts';
import { circleOf, commitmentTo, dueCircles, isFacilitator, liveHash, readers } from './circles.ts';
import { randomBytes, type Bytes } from './encoding.ts';
import { contentHash, reseal, type Content, type Place } from './envelope.ts';
import { keysFor, type GroupSession } from './group-session.ts';
import { openInside } from './open-records.ts';
import type { SealInput } from './record.ts';
import { makeEvent } from './roster-event.ts';
import type { Consent, RosterBodies, RosterEvent, RosterKind, RosterState } from './roster.ts';
import { extendRoster } from './roster-verify.ts';
import { sealRecords } from './seal-records.ts';
import { contradictsSeen, isListed, standsByWhatWasSeen } from './seen.ts';
import type { CircleName, Day } from './sealed.ts';
import type { BuildRefusal } from './vault.ts';

/** A change in the making. Nothing of the session itself changes until the server hands the events back. */
export interface Build {
	session: GroupSession;
	/** The group as it will be. */
	next: GroupSession;
	day: Day;
	/** Her signing key; after `rekey` the new one. */
	seed: Bytes;
	head: string;
	events: RosterEvent[];
	wraps: Promise<Wrap>[];
	records: RecordRow[];
	/** `circle/type/id` of what could not be opened and so was not sealed again. */
	skipped: string[];
}

/** Begins a change on the newest verified head. */
export function startBuild(session: GroupSession, seed: Bytes, day: Day): Build {
	// Keys of its own: should another change win, the next attempt has other keys for the same epochs.
	const next = { ...session, seqs: new Map(session.seqs), recordKeys: new Map(), unwrapping: new Map() };
	return { session, next, day, seed, head: session.state.head, events: [], wraps: [], records: [], skipped: [] };
}

function takeNext(build: Build, state: RosterState): void {
	build.next.state = state;
	build.next.group = state.group;
	build.next.seqs.set(state.head, state.seq);
}

/** Adds an event; the rules that every reader applies say whether it may stand. */
export async function addEvent<K extends RosterKind>(
	build: Build,
	kind: K,
	body: RosterBodies[K],
	consents: Consent[] = []
): Promise<BuildRefusal | null> {
	const { state, handle } = build.next;
	const place = { group: state.group, prev: state.head, seq: state.seq + 1, day: build.day, by: handle };
	const event = await makeEvent({ ...place, kind, body, consents }, build.seed);
	const verdict = await extendRoster(state, [event]);
	if (!verdict.ok) return verdict.reason;
	build.events.push(event);
	takeNext(build, verdict.state);
	return null;
}

/** Closes the circles that are due: those in `inputs`, and those that have no epoch yet. The rest stay due. */
export async function rotateDue(build: Build, inputs: RotationInput[]): Promise<BuildRefusal | null> {
	for (const circle of dueCircles(build.next.state)) {
		const input = inputs.find((given) => given.circle === circle);
		const { state, handle } = build.next;
		const isNew = circleOf(state, circle)?.epoch === 0 && isFacilitator(state, handle);
		if (!input && !isNew) continue;
		const refused = await rotate(build, circle, input ?? { circle, live: [], reseal: [] });
		if (refused) return refused;
	}
	return null;
}

async function rotate(build: Build, circle: CircleName, input: RotationInput): Promise<BuildRefusal | null> {
	const { state, group } = build.next;
	if (!standsByWhatWasSeen(build.session, input)) return 'list';
	const key = randomBytes(32);
	const epoch = (circleOf(state, circle)?.epoch ?? 0) + 1;
	const live = [...input.live].sort();
	const commitment = await commitmentTo(key);
	const refused = await addEvent(build, 'rotate', { circle, epoch, commitment, live: await liveHash(live) });
	if (refused) return refused;
	const to = readers(state, circle);
	const recipients = to.flatMap((handle) => state.members[handle]?.age ?? []);
	const content = { group, circle, epoch, head: state.head, key };
	build.wraps.push(wrapKey(content, recipients).then((file) => ({ circle, epoch, file, readers: to, live })));
	build.session.epochKeys.set(commitment, key);
	return resealRows(build, epoch, input);
}

/** What does not open is left where it is, and named: one damaged record must not keep anyone in. */
async function resealRows(build: Build, epoch: number, input: RotationInput): Promise<BuildRefusal | null> {
	const here = input.reseal.filter((row) => row.circle === input.circle);
	const sealed = await Promise.all(here.map((row) => resealRow(build, epoch, row, input)));
	build.records.push(...sealed.flatMap((row) => (row === 'list' ? [] : (row ?? []))));
	return sealed.includes('list') ? 'list' : null;
}

async function resealRow(
	build: Build,
	epoch: number,
	row: RecordRow,
	list: RotationInput
): Promise<RecordRow | 'list' | null> {
	// Opened as the group stands now: its epoch is not closed yet, and its list not yet handed out.
	const opened = await openInside(build.session, row);
	if (opened.ok && !(await agrees(build.session, row, opened, list))) return 'list';
	const keys = opened.ok ? await keysFor(build.next, { ...row, epoch }) : null;
	const envelope = opened.ok && keys ? await reseal({ ...opened.place, epoch }, opened, keys) : null;
	if (envelope) return { ...row, epoch, envelope };
	build.skipped.push(`${row.circle}/${row.type}/${row.id}`);
	return null;
}

/** Whether it stands in the list that is signed beside it, and is not older than what was seen: [Note: the closing list]. */
async function agrees(session: GroupSession, row: RecordRow, opened: { place: Place } & Content, list: RotationInput) {
	const listed = await isListed(session, row, list);
	return listed && !contradictsSeen(session, opened.place, await contentHash(opened.place, opened));
}

/** Rotates, seals the new records, and gives what is to be sent. */
export async function finishBuild(
	build: Build,
	{ rotations = [], records = [] }: { rotations?: RotationInput[] | undefined; records?: SealInput[] | undefined }
): Promise<{ ok: true; change: Change; skipped: string[] } | { ok: false; reason: BuildRefusal }> {
	const refused = await rotateDue(build, rotations);
	if (refused) return { ok: false, reason: refused };
	const sealed = await sealRecords(build.next, records);
	if (!sealed.ok) return sealed;
	const change: Change = {
		head: build.head,
		events: build.events,
		wraps: await Promise.all(build.wraps),
		records: [...build.records, ...sealed.records]
	};
	return { ok: true, change, skipped: build.skipped };
}
