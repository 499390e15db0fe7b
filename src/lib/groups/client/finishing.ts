import type { RecordRow } from '#lib/crypto/change.ts';
import type { Handle, Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { isSaid } from '../removal.ts';
import { change, rotations } from './change.ts';
import { fetchGroup, type Fetched } from './fetched.ts';

/** `doubted`: not signed, since what the server gave for it contradicts what she has seen. */
export type Went = 'done' | 'later' | 'doubted';

/**
 * Takes back keys that somebody else may have, signs the removals that a facilitator has said under seal, and makes the
 * new keys that are due, as far as she may. What does not succeed stays due, for her next visit or another facilitator's.
 */
export async function finish(client: Client, now: Fetched, said: Fetched['said']): Promise<Went[]> {
	const { group, roster } = now;
	const went: Went[] = [];
	if (roster.me.oldKeys) went.push(await renewKeys(client, group));
	// Without a fresh proof it is not taken. She is not asked in the middle of something else: Today and Members name it.
	const mine = now.seen.me.proven ? [...said.keys()] : [];
	for (const handle of mine) went.push(await signRemoval(client, group, handle));
	if (roster.circles.some((circle) => circle.due && circle.mine)) went.push(await makeKeys(client, group));
	return went;
}

/** `busy` of our own: somebody else has done it meanwhile. */
function wentOf(done: { ok: true } | { ok: false; reason: string }): Went {
	if (done.ok || done.reason === 'busy') return 'done';
	return done.reason === 'distrusted' ? 'doubted' : 'later';
}

/**
 * Of those whom the house no longer lets in, the ones of whom a facilitator says it too, and who she is:
 * [Note: who says that she is out].
 */
export async function saidOut(
	client: Client,
	{ group, roster }: Fetched,
	gone: readonly Handle[]
): Promise<Map<Handle, Handle>> {
	const said = new Map<Handle, Handle>();
	await fetchGroup(client, group); // a note may lie under an earlier key
	const query = `types=removal&circle=facilitators&ids=${gone.join()}`;
	const answer = await client.api.get<{ records: RecordRow[] }>(`/groups/${group}/records?${query}`);
	if (!answer.ok) return said;
	const rows = answer.data.records.filter(({ type, circle }) => type === 'removal' && circle === 'facilitators');
	const opened = await client.vault.open(group, rows);
	rows.forEach(({ id }, at) => {
		const note = opened[at];
		if (!note?.ok || !note.signed || !gone.includes(id) || !isSaid({ ...note, id }, roster.members)) return;
		said.set(id, note.author);
	});
	return said;
}

/**
 * *Someone knows my words*: her new keys in this group, and new keys for every circle that she reads. The roster itself
 * tells that it is still to be done, so that a closed tab or a lost network only puts it off to the next opening.
 */
async function renewKeys(client: Client, group: Hash): Promise<Went> {
	const renewed = await change(client, group, async (now) => {
		if (!now.roster.me.oldKeys) return { ok: false, reason: 'busy' }; // her other device has done it
		const given = await rotations(client, group, await client.vault.dueAfter(group, { kind: 'rekey' }));
		return given.ok ? client.vault.rekey(group, { day: now.today, rotations: given.rotations }) : given;
	});
	return wentOf(renewed);
}

async function signRemoval(client: Client, group: Hash, handle: string): Promise<Went> {
	const removed = await change(client, group, async (now) => {
		const circles = await client.vault.dueAfter(group, { kind: 'remove', handle });
		const given = await rotations(client, group, circles);
		if (!given.ok) return given;
		return client.vault.remove(group, { day: now.today, handle, rotations: given.rotations });
	});
	return wentOf(removed);
}

async function makeKeys(client: Client, group: Hash): Promise<Went> {
	const made = await change(client, group, async (now) => {
		const due = now.roster.circles.filter((c) => c.due && c.mine).map((c) => c.circle);
		if (due.length === 0) return { ok: false, reason: 'busy' }; // somebody else has done it
		const given = await rotations(client, group, due);
		if (!given.ok) return given;
		return client.vault.finishRotation(group, { day: now.today, rotations: given.rotations });
	});
	return wentOf(made);
}
