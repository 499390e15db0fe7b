import type { Short } from '#lib/crypto/roster-short.ts';
import type { GroupView as Roster } from '#lib/crypto/vault.ts';
import type { Handle, Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { trouble, troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { dayIn } from '#lib/platform/day.ts';
import { isUnsigned } from '../removal.ts';
import type { Seen } from '../server/groups.ts';

/** A group as the server shows it, with its roster verified by the Vault. */
export interface Fetched {
	group: Hash;
	roster: Roster;
	seen: Omit<Seen, 'events' | 'wraps'>;
	/** A facilitator in the signed roster whom nobody has suspended. */
	facilitator: boolean;
	/** New keys wait, and were not made: what the server gave for them contradicts what she has seen. */
	doubted: boolean;
	/** Whose removal waits for a signature though a facilitator has said it under seal, and who that is. */
	said: ReadonlyMap<Handle, Handle>;
	/** Today in the group's zone. */
	today: string;
}

interface Known {
	/** The last event that this client's Vault has verified. */
	after: number;
	/** It has the keys of every epoch that were ever given to her, not only of those that are written in now. */
	whole: boolean;
	/** One at a time: an answer that was overtaken on the way would look like a group rolled back. */
	turn: Promise<unknown>;
}

/** It goes with the client, as the Vault does. */
const known = new WeakMap<Client, Map<string, Known>>();

function knownOf(client: Client, group: Hash): Known {
	const groups = known.get(client) ?? new Map<string, Known>();
	known.set(client, groups);
	const one = groups.get(group) ?? { after: -1, whole: false, turn: Promise.resolve() };
	groups.set(group, one);
	return one;
}

/**
 * Fetches what is new since the last time and has it verified; everything, when the Vault knows nothing of it.
 * @param glance the keys of earlier epochs can wait: whatever turns out to lie under one has all of them fetched
 */
export function fetchGroup(client: Client, group: Hash, glance = false): Promise<Outcome<{ now: Fetched }>> {
	const one = knownOf(client, group);
	const fetched = one.turn.then(async () => {
		const keys = one.whole ? '' : glance ? 'newest' : 'all';
		const first = await fetchFrom(client, group, one.after, one.after < 0 || keys === 'all' ? keys : '');
		const again =
			!first.ok && first.why === 'gap' && one.after >= 0 ? await fetchFrom(client, group, -1, 'all') : first;
		if (again.ok) Object.assign(one, { after: again.now.roster.seq, whole: one.whole || keys === 'all' });
		return again;
	});
	one.turn = fetched.catch(() => undefined);
	return fetched;
}

type Keys = 'newest' | 'all' | '';
type Sent = Omit<Seen, 'events'> & { events: Short[] };

async function fetchFrom(client: Client, group: Hash, after: number, keys: Keys): Promise<Outcome<{ now: Fetched }>> {
	const answer = await client.api.get<Sent>(`/groups/${group}?short=1&after=${after}${keys && `&keys=${keys}`}`);
	if (!answer.ok) return troubleOf(answer);
	const { events, wraps, ...seen } = answer.data;
	const opened = await client.vault.openGroup({ group, handle: seen.me.handle, events, wraps });
	if (!opened.ok) return trouble('distrusted', opened.reason);
	const { ok: _, ...roster } = opened;
	const facilitator = roster.me.roles.includes('facilitator') && seen.me.roles.includes('facilitator');
	const today = dayIn(seen.settings.zone, client.now());
	return { ok: true, now: { group, roster, seen, facilitator, doubted: false, said: new Map(), today } };
}

/** Those whom the house no longer lets in, while the roster still has them. */
export function unsignedIn({ roster, seen }: Pick<Fetched, 'roster' | 'seen'>): Handle[] {
	const served = new Map(seen.members.map((m) => [m.handle, m.state]));
	return roster.members.filter((m) => isUnsigned(m, served.get(m.handle) ?? '')).map((m) => m.handle);
}
