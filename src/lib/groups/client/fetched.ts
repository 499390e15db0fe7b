import type { GroupView as Roster } from '#lib/crypto/vault.ts';
import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { trouble, troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { dayIn } from '#lib/platform/day.ts';
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
	/** Today in the group's zone. */
	today: string;
}

interface Known {
	/** The last event that this client's Vault has verified. */
	after: number;
	/** One at a time: an answer that was overtaken on the way would look like a group rolled back. */
	turn: Promise<unknown>;
}

/** It goes with the client, as the Vault does. */
const known = new WeakMap<Client, Map<string, Known>>();

function knownOf(client: Client, group: Hash): Known {
	const groups = known.get(client) ?? new Map<string, Known>();
	known.set(client, groups);
	const one = groups.get(group) ?? { after: -1, turn: Promise.resolve() };
	groups.set(group, one);
	return one;
}

/** Fetches what is new since the last time and has it verified; everything, when the Vault knows nothing of it. */
export function fetchGroup(client: Client, group: Hash): Promise<Outcome<{ now: Fetched }>> {
	const one = knownOf(client, group);
	const fetched = one.turn.then(async () => {
		const first = await fetchFrom(client, group, one.after);
		const again = !first.ok && first.why === 'gap' && one.after >= 0 ? await fetchFrom(client, group, -1) : first;
		if (again.ok) one.after = again.now.roster.seq;
		return again;
	});
	one.turn = fetched.catch(() => undefined);
	return fetched;
}

async function fetchFrom(client: Client, group: Hash, after: number): Promise<Outcome<{ now: Fetched }>> {
	const answer = await client.api.get<Seen>(`/groups/${group}?after=${after}`);
	if (!answer.ok) return troubleOf(answer);
	const { events, wraps, ...seen } = answer.data;
	const opened = await client.vault.openGroup({ group, handle: seen.me.handle, events, wraps });
	if (!opened.ok) return trouble('distrusted', opened.reason);
	const { ok: _, ...roster } = opened;
	const facilitator = roster.me.roles.includes('facilitator') && seen.me.roles.includes('facilitator');
	const today = dayIn(seen.settings.zone, client.now());
	return { ok: true, now: { group, roster, seen, facilitator, doubted: false, today } };
}
