import type { Change, RecordRow, RotationInput } from '#lib/crypto/change.ts';
import type { RecordAt } from '#lib/crypto/record.ts';
import type { BuildRefusal } from '#lib/crypto/vault.ts';
import type { CircleName, Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { isTrouble, trouble, troubleOf, type Outcome, type Trouble } from '#lib/platform/client/outcome.ts';
import { fetchGroup, type Fetched } from './fetched.ts';

const MOST_TRIES = 8;
const TRIES_OF_LIST = 3;
const PAUSE_MS = 40;

/** Somebody was faster, or a record was saved in between: what was built no longer fits, and building it again helps. */
const STALE = new Set(['head', 'live', 'edited', 'epoch', 'epoch-due', 'try-again']);

export type Built<T> = ({ ok: true; change: Change } & T) | { ok: false; reason: BuildRefusal };
/** What goes to the server beside the change itself. */
export interface Beside {
	offers?: { invitation: string; offer: string }[];
	erase?: boolean;
}
export type ChangeRefusal =
	'not-allowed' | 'consent' | 'stale-consent' | 'already' | 'no-invitation' | 'expired' | 'epoch-due' | 'gone' | 'last';

const KNOWN: Record<string, ChangeRefusal> = {
	'not-allowed': 'not-allowed',
	consent: 'consent',
	'stale-consent': 'stale-consent',
	already: 'already',
	'no-invitation': 'no-invitation',
	'not-a-member': 'gone',
	expired: 'expired',
	gone: 'gone',
	last: 'last',
	'epoch-due': 'epoch-due'
};

/** The group as it stood when the change was built, and whatever `build` made beside the change. */
export type Changed<T, R extends string> = Outcome<{ made: T; before: Fetched }, R | ChangeRefusal>;

/**
 * Fetches the group, builds a change on its head and sends it. When someone was faster it verifies what they did and
 * builds again, a few times. `build` may refuse with a reason of its own.
 */
export async function change<T extends object, R extends string = never>(
	client: Client,
	group: Hash,
	build: (now: Fetched) => Promise<Built<T> | { ok: false; reason: R | Trouble }>,
	beside: (built: T) => Beside = () => ({})
): Promise<Changed<T, R>> {
	for (let turn = 0; turn < MOST_TRIES; turn++) {
		if (turn > 0) await new Promise((done) => setTimeout(done, Math.random() * PAUSE_MS * turn));
		const fetched = await fetchGroup(client, group);
		if (!fetched.ok) return fetched;
		const built = await build(fetched.now);
		// Something was saved between the list and the building; or the list is not true, and will not be the next time either.
		if (!built.ok && built.reason === 'list' && turn < TRIES_OF_LIST) continue;
		if (!built.ok) return refusalOf(built.reason) as Changed<T, R>;
		const answer = await client.api.post(`/groups/${group}/changes`, { ...built.change, ...beside(built) });
		if (answer.ok) return { ok: true, made: built, before: fetched.now };
		if (!STALE.has(answer.reason)) {
			const why = answer.reason === 'roster' ? String(answer.more.why) : answer.reason;
			return KNOWN[why] ? { ok: false, reason: KNOWN[why] } : troubleOf(answer);
		}
	}
	return trouble('busy');
}

const OURS = new Set(['no-talk', 'yourself']);

function refusalOf(reason: string): { ok: false; reason: string; why?: string } {
	const known = KNOWN[reason];
	if (known) return { ok: false, reason: known };
	if (reason === 'list') return trouble('distrusted', 'the list of what is live leaves out what was seen');
	return isTrouble(reason) || OURS.has(reason) ? { ok: false, reason } : trouble('went-wrong', reason);
}

/**
 * What closing these circles needs. A circle that has no epoch yet needs nothing. What she has seen and does not find in
 * the lists is asked for again: the Vault signs no list that leaves it out.
 */
export async function rotations(
	client: Client,
	group: Hash,
	circles: CircleName[]
): Promise<Outcome<{ rotations: RotationInput[] }>> {
	if (circles.length === 0) return { ok: true, rotations: [] };
	const answer = await client.api.get<{ circles: RotationInput[] }>(
		`/groups/${group}/live-lines?circles=${circles.join()}`
	);
	if (!answer.ok) return troubleOf(answer);
	const given = answer.data.circles;
	const missing = await client.vault.unlisted(group, given);
	const gone = await Promise.all(missing.map(async (at) => ((await seenAnew(client, group, at)) ? [] : [at])));
	const of = (circle: CircleName) => gone.flat().filter((at) => at.circle === circle);
	return { ok: true, rotations: given.map((one) => ({ ...one, gone: of(one.circle) })) };
}

/**
 * Whether the server still has it for her; then it has been opened. Only a plain "not there" counts as gone.
 * [Note: a look of the device] in `server/allowed.ts`.
 */
async function seenAnew(client: Client, group: Hash, { circle, type, id }: RecordAt): Promise<boolean> {
	const query = `types=${type}&ids=${id}&circle=${circle}&unasked=1`;
	const answer = await client.api.get<{ records: RecordRow[] }>(`/groups/${group}/records?${query}`);
	if (answer.ok) await client.vault.open(group, answer.data.records);
	return !answer.ok || answer.data.records.length > 0;
}
